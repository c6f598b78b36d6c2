import type { OutboxState } from '../../contract.ts'
import type { Told } from '../told.ts'
import { Facts } from './facts.tsx'

interface Props {
  readonly told: Told | null
  readonly outbox: OutboxState | null
  readonly eventKey: string
}

/** What runs the event, and whether all of it does. */
export const RunningState = ({ told, outbox, eventKey }: Props) => (
  <>
    <Facts
      rows={[
        ['First page', told?.outcome ?? 'could not be found out'],
        ['Lane', told?.lane ?? 'told once it is open'],
        ['Release', told?.release ?? 'told once it is open'],
        ['Degraded', degradedText(told)],
        ['Its module fills', seamsText(told)],
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

function degradedText(told: Told | null) {
  if (told?.app == null) return 'told once it is open'
  const { givenUp } = told.app
  if (givenUp.length === 0) return 'no, as far as the isolate knows that made this page'
  return <strong class="bad">{givenUp.join(', ')}: the base answers for it, or it is closed</strong>
}

function seamsText(told: Told | null): string {
  if (told?.app == null) return 'told once it is open'
  const kinds = Object.entries(told.app.seams).map(([kind, names]) => `${kind} (${names.length})`)
  return kinds.length === 0 ? 'nothing: the base alone' : kinds.join(', ')
}
