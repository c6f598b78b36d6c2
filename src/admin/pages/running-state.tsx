import type { OutboundCount } from '../../ports.ts'
import { RELEASE_ID, shortId } from '../../release-id.ts'
import { alertRows } from '../fault-rows.ts'
import type { Told } from '../told.ts'
import type { EventFacts } from './event-facts.ts'
import { Facts } from './facts.tsx'

interface Props {
  readonly facts: EventFacts
  readonly eventKey: string
}

/** What runs the event, and whether all of it does. */
export const RunningState = ({ facts: { told, outbox, calls }, eventKey }: Props) => (
  <>
    <Facts
      rows={[
        ['First page', told?.outcome ?? 'could not be found out'],
        ['Lane', told?.lane ?? 'told once it is open'],
        ['Release', releaseText(told)],
        ['Degraded', degradedText(told, eventKey)],
        ['Its module fills', seamsText(told)],
        ['Its code called today', callsText(calls)],
        ...(told?.alerts == null ? [] : alertRows(told.alerts).map(capital)),
        [
          'Work given up',
          <>
            {outbox === null ? 'its store does not answer' : outbox.parkedInAll}{' '}
            <a href={`/outbox?event=${eventKey}`}>See its work</a>
          </>,
        ],
      ]}
    />
    {told !== null && (
      <p>
        <a href={`/explain?${new URLSearchParams({ url: told.url }).toString()}`}>
          Explain its first page
        </a>
      </p>
    )}
  </>
)

/** What was deployed is called otherwise. */
function releaseText(told: Told | null): string {
  const { release = null } = told ?? {}
  if (release === null) return 'told once it is open'
  return RELEASE_ID.test(release) ? shortId(release) : release
}

function degradedText(told: Told | null, eventKey: string) {
  if (told?.app == null) return 'told once it is open'
  const { givenUp } = told.app
  if (givenUp.length === 0) return 'no, as far as the isolate knows that made this page'
  const isReleased = RELEASE_ID.test(told.release ?? '')
  const answers = isReleased ? 'the release before it or the base answers' : 'the base answers'
  return (
    <>
      <strong class="bad">
        {givenUp.join(', ')}: {answers} for it, or it is closed
      </strong>{' '}
      {isReleased && <a href={`/events/${eventKey}/releases`}>Roll back</a>}
    </>
  )
}

function seamsText(told: Told | null): string {
  if (told?.app == null) return 'told once it is open'
  const kinds = Object.entries(told.app.seams).map(([kind, names]) => `${kind} (${names.length})`)
  return kinds.length === 0 ? 'nothing: the base alone' : kinds.join(', ')
}

const capital = ([label, text]: [label: string, text: string]) =>
  [label.charAt(0).toUpperCase() + label.slice(1), text] as const

function callsText(calls: readonly OutboundCount[] | null): string {
  if (calls === null) return 'its counter does not answer'
  const hosts = calls
    .filter(({ today }) => today > 0)
    .map(({ host, today }) => `${host === '' ? 'hosts that it may not' : host} ${today} ×`)
  return hosts.length === 0 ? 'nobody' : hosts.join(', ')
}
