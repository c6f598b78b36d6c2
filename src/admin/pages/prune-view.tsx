import type { ReleaseEntry } from '../../registry/registrar/release-calls.ts'
import type { TenantEntry } from '../../registry/registrar/tenant-calls.ts'
import { shortId } from '../../release-id.ts'
import { ConfirmField, Form, TextField, WrongSummary } from './fields.tsx'
import type { FormState } from './form-state.ts'
import { Acts } from './layout.tsx'
import { Exactly, Moment } from './moments.tsx'
import { idsOf, type Pruned } from './prune-event.ts'
import { kilobytes } from './release-list.tsx'

interface Props {
  readonly entry: TenantEntry
  /** Newest first. */
  readonly releases: readonly ReleaseEntry[]
  readonly would: Pruned
  /** How many stay that nobody needs. */
  readonly keep: number
  readonly state: FormState
  readonly now: number
}

/** What would go, why the others stay, and the button. */
export const PruneView = (props: Props) => {
  const { entry, releases, would, keep, state, now } = props
  const { key } = entry.tenant
  const going = new Set(would.releases.map(({ id }) => id))
  const why = new Map(would.kept.map((one) => [one.id, one.why]))
  return (
    <>
      <WrongSummary issues={state.issues} names={['confirm', 'reason']} />
      <p class="lead">{wouldText(would)}</p>
      <KeepForm eventKey={key} keep={keep} />
      <table class="cards">
        <caption class="unseen">What becomes of each release, the latest first</caption>
        <thead>
          <tr>
            <th scope="col">Release</th>
            <th scope="col">Recorded</th>
            <th scope="col">What becomes of it</th>
          </tr>
        </thead>
        <tbody>
          {releases.map((one) => (
            <tr>
              <th scope="row">
                <code>{shortId(one.id)}</code>
              </th>
              <td data-label="Recorded">
                <Moment at={one.recorded.at} now={now} /> by {one.recorded.actor}
                {one.note !== null && <div>“{one.note}”</div>}
              </td>
              <td data-label="What becomes of it">
                {going.has(one.id) ? (
                  <Goes release={one} />
                ) : (
                  <Stays
                    release={one}
                    why={why.get(one.id) ?? 'newest'}
                    entry={entry}
                    keep={keep}
                  />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <PruneForm {...props} />
    </>
  )
}

function wouldText({ releases, objects, bytes, whole }: Pruned): string {
  const what = `${counted(objects, 'module')}, ${kilobytes(bytes)}${whole ? '' : ', and more'}`
  if (releases.length === 0 && objects === 0) return 'Nothing would go.'
  if (releases.length === 0) {
    return `No release would go. What no release of any event has any more would: ${what}.`
  }
  return `${counted(releases.length, 'release')} would go, and what nobody needs then: ${what}. It does not come back.`
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`

const KeepForm = ({ eventKey, keep }: { readonly eventKey: string; readonly keep: number }) => (
  <form class="line" action={`/events/${eventKey}/prune`}>
    <div class="field narrow">
      <label for="keep">How many stay that nobody needs</label>
      <input id="keep" name="keep" type="number" min="0" max="1000" value={String(keep)} />
    </div>
    <button class="plain">List anew</button>
  </form>
)

const Goes = ({ release }: { readonly release: ReleaseEntry }) => (
  <>
    <span class="badge suspended">goes</span>
    {release.rolledBack !== null && <span class="soft"> It was rolled back.</span>}
  </>
)

interface StaysProps {
  readonly release: ReleaseEntry
  readonly why: Pruned['kept'][number]['why']
  readonly entry: TenantEntry
  readonly keep: number
}

const Stays = ({ release, why, entry, keep }: StaysProps) => (
  <>
    <span class="badge draft">stays</span> <WhyStays {...{ release, why, entry, keep }} />
  </>
)

const WhyStays = ({ release, why, entry, keep }: StaysProps) => {
  switch (why) {
    case 'in-force':
      return <>It is in force{entry.tenant.release?.pinned === true && ', pinned'}.</>
    case 'previous':
      return <>It stands by: it serves where the one in force does not load.</>
    case 'held':
      return (
        <>
          Links to look at it open until <Exactly at={release.heldUntil ?? 0} />.
        </>
      )
    case 'newest':
      return <>It is one of the {keep} newest that stay.</>
  }
}

const PruneForm = ({ entry, would, keep, state }: Props) => {
  const { key } = entry.tenant
  if (would.releases.length === 0 && would.objects === 0) return null
  const typed = (name: string): string => state.sent?.text(name) ?? ''
  return (
    <Form once={state.once} revision={null} class="card">
      <input type="hidden" name="keep" value={String(keep)} />
      <input type="hidden" name="ids" value={idsOf(would)} />
      <TextField
        name="reason"
        label="Why (for the audit log)"
        value={typed('reason')}
        issues={state.issues}
      />
      <ConfirmField eventKey={key} value={typed('confirm')} issues={state.issues} />
      <Acts>
        <button class="danger">
          {would.releases.length === 0
            ? 'Throw it away'
            : `Throw ${counted(would.releases.length, 'release')} away`}
        </button>
        <a class="button plain" href={`/events/${key}/releases`}>
          Leave them
        </a>
      </Acts>
    </Form>
  )
}
