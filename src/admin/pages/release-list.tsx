import type { ReleaseEntry } from '../../registry/registrar/release-calls.ts'
import type { TenantEntry } from '../../registry/registrar/tenant-calls.ts'
import { shortId } from '../../release-id.ts'
import { Form } from './fields.tsx'
import { Acts } from './layout.tsx'
import { Moment } from './moments.tsx'
import type { Visit } from './page.ts'
import { newOnce } from './sent.ts'

interface Props {
  readonly visit: Visit
  readonly entry: TenantEntry
  /** Newest first; at least one. */
  readonly releases: readonly ReleaseEntry[]
  readonly mayAct: boolean
}

/** Every release with what it is, and what can be done with it. */
export const ReleaseList = ({ visit, entry, releases, mayAct }: Props) => (
  <>
    <table class="cards">
      <caption class="unseen">Releases, the latest first</caption>
      <thead>
        <tr>
          <th scope="col">Release</th>
          <th scope="col">Recorded</th>
          <th scope="col">What it is</th>
          {mayAct && <th scope="col">Do</th>}
        </tr>
      </thead>
      <tbody>
        {releases.map((release) => (
          <tr>
            <th scope="row">
              <code>{shortId(release.id)}</code>
              <Use release={release} entry={entry} />
            </th>
            <td data-label="Recorded">
              <Moment at={release.recorded.at} now={visit.now} /> by {release.recorded.actor}
              {release.note !== null && <div>“{release.note}”</div>}
              {release.promoted !== null && (
                <div class="soft">
                  promoted <Moment at={release.promoted} now={visit.now} />
                </div>
              )}
              {release.rolledBack !== null && (
                <div class="soft">
                  rolled back <Moment at={release.rolledBack} now={visit.now} />
                </div>
              )}
            </td>
            <td data-label="What it is">
              {fills(release)}
              <div class="soft">
                {kilobytes(release.bytes)}, store {release.store}, protocol {release.protocol}
              </div>
            </td>
            {mayAct && (
              <td>
                <ReleaseActs entry={entry} release={release} />
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
    {releases.length > 1 && <CompareForm eventKey={entry.tenant.key} releases={releases} />}
  </>
)

interface OneProps {
  readonly entry: TenantEntry
  readonly release: ReleaseEntry
  /** Whether what differs is told already. */
  readonly compared?: boolean
}

const Use = ({ entry, release }: OneProps) => {
  const pinned = entry.tenant.release?.pinned === true && release.use === 'in-force'
  if (release.use === null) return null
  return (
    <div>
      <span class={release.use === 'in-force' ? 'badge live' : 'badge draft'}>
        {release.use === 'in-force' ? 'in force' : 'stands by'}
      </span>
      {pinned && <span class="soft"> pinned</span>}
    </div>
  )
}

/** Seams that the event fills, and how many pieces of each. */
export function fills({ overrides }: ReleaseEntry): string {
  if (overrides === null) return 'the base alone'
  const seams = Object.entries(overrides.seams).map(([seam, count]) => `${seam} (${count})`)
  return seams.length === 0 ? 'nothing of its own' : seams.join(', ')
}

export const kilobytes = (bytes: number): string => `${Math.ceil(bytes / 1024)} KB`

/** What can be done with one: promote it, look at it, compare it with what serves. */
export const ReleaseActs = ({ entry: { tenant }, release: { id, use }, compared }: OneProps) => (
  <Acts>
    {use !== 'in-force' && tenant.release?.pinned !== true && (
      <Form once={newOnce()} revision={tenant.revision}>
        <input type="hidden" name="release" value={id} />
        <button class="plain" name="act" value="promoted">
          Promote<span class="unseen"> {shortId(id)}</span>
        </button>
      </Form>
    )}
    <a class="button plain" href={`/events/${tenant.key}/preview?release=${id}`}>
      Look at it<span class="unseen">: {shortId(id)}</span>
    </a>
    {compared !== true && use !== 'in-force' && tenant.release !== undefined && (
      <a
        class="button plain"
        href={`/events/${tenant.key}/releases?a=${tenant.release.id}&b=${id}`}
      >
        What differs<span class="unseen"> in {shortId(id)} from what is in force</span>
      </a>
    )}
  </Acts>
)

const CompareForm = (props: {
  readonly eventKey: string
  readonly releases: readonly ReleaseEntry[]
}) => {
  const { releases, eventKey } = props
  const inForce = releases.findIndex(({ use }) => use === 'in-force')
  const from = inForce === -1 ? 1 : inForce
  return (
    <section class="card" aria-label="Compare two">
      <h2>Compare two</h2>
      <form class="line" action={`/events/${eventKey}/releases`}>
        <Choice name="a" label="From" releases={releases} chosen={from} />
        <Choice name="b" label="To" releases={releases} chosen={from === 0 ? 1 : 0} />
        <button class="plain">Compare</button>
      </form>
    </section>
  )
}

interface ChoiceProps {
  readonly name: 'a' | 'b'
  readonly label: string
  readonly releases: readonly ReleaseEntry[]
  /** Place of the one that is chosen at first. */
  readonly chosen: number
}

const Choice = ({ name, label, releases, chosen }: ChoiceProps) => (
  <div class="field">
    <label for={`compare-${name}`}>{label}</label>
    <select id={`compare-${name}`} name={name}>
      {releases.map(({ id, note }, at) => (
        <option value={id} selected={at === chosen}>
          {note === null ? shortId(id) : `${shortId(id)} ${note}`}
        </option>
      ))}
    </select>
  </div>
)
