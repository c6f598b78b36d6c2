import type { Change } from '../../registry/registrar/changes.ts'
import type { Revision, TenantEntry } from '../../registry/registrar/tenant-calls.ts'
import { problem } from '../api/problem.ts'
import { ChangesTable } from './changes-table.tsx'
import { eventPage, mayChange, trailOf } from './event-visit.ts'
import { Moment } from './moments.tsx'
import { refused, type Visit } from './page.ts'
import { issuesOf } from './refusal-words.ts'

/** What an event's record was, and what changed from one time to another. */
export const revisionsPage = eventPage({
  path: '/events/:key/revisions',
  title: 'See an event’s revisions',
  role: 'viewer',
  async show(visit, entry) {
    const { registrar } = visit.turn.parts
    const { key } = entry.tenant
    const { cursor } = visit.query
    const found = await registrar.call('revisions.list', {
      key,
      limit: 30,
      ...(cursor === undefined ? {} : { cursor }),
    })
    if (!found.ok)
      return refused(
        problem('invalid-query', issuesOf(found.error, visit.turn.actor)[0]?.message ?? ''),
      )
    const { revisions, next } = found.value
    return {
      kind: 'page',
      title: 'Revisions',
      trail: trailOf(entry),
      about: { key, tab: 'Revisions' },
      body: (
        <>
          <Compared compared={await compare(visit, key)} />
          <CompareForm entry={entry} visit={visit} revisions={revisions} />
          {next !== null && (
            <p>
              <a class="button plain" href={`/events/${key}/revisions?cursor=${next}`}>
                Older ones
              </a>
            </p>
          )}
        </>
      ),
    }
  },
})

/** What differs between two revisions; null where nobody asked. */
interface Comparison {
  readonly a: number
  readonly b: number
  /** null where one of them is kept no longer. */
  readonly changes: readonly Change[] | null
}

async function compare({ turn, query }: Visit, key: string): Promise<Comparison | null> {
  const [a, b] = [Number(query['a']), Number(query['b'])]
  if (!Number.isSafeInteger(a) || !Number.isSafeInteger(b)) return null
  const diff = await turn.parts.registrar.call('revisions.diff', { key, a, b })
  return { a, b, changes: diff.ok ? diff.value.changes : null }
}

const Compared = ({ compared }: { readonly compared: Comparison | null }) => {
  if (compared === null) return null
  const { a, b, changes } = compared
  const title = `From revision ${a} to ${b}`
  return (
    <section class="card" aria-label={title}>
      <h2>{title}</h2>
      {changes === null ? (
        <p class="wait">One of the two is kept no longer, or never was.</p>
      ) : (
        <ChangesTable changes={changes} caption={`Fields that differ, ${a} to ${b}`} />
      )}
    </section>
  )
}

interface ListProps {
  readonly entry: TenantEntry
  readonly visit: Visit
  readonly revisions: readonly Revision[]
}

const CompareForm = ({ entry, visit, revisions }: ListProps) => {
  const { key, revision: current } = entry.tenant
  const { a = String(revisions[1]?.revision ?? current), b = String(current) } = visit.query
  return (
    <form action={`/events/${key}/revisions`}>
      <table class="cards">
        <caption class="unseen">Revisions, the latest first</caption>
        <thead>
          <tr>
            <th scope="col">Revision</th>
            <th scope="col">From</th>
            <th scope="col">To</th>
            <th scope="col">What and who</th>
            <th scope="col">When</th>
            <th scope="col">More</th>
          </tr>
        </thead>
        <tbody>
          {revisions.map((one) => (
            <tr>
              <th scope="row">
                {one.revision}
                {one.revision === current && <span class="soft"> (current)</span>}
              </th>
              <Choice name="a" label="From" revision={one.revision} chosen={a} />
              <Choice name="b" label="To" revision={one.revision} chosen={b} />
              <td>
                {one.action} by {one.actor}
                {one.reason !== null && <div>“{one.reason}”</div>}
              </td>
              <td>
                <Moment at={one.at} now={visit.now} />
              </td>
              <td>
                {one.revision !== current && mayChange(visit) && (
                  <a href={`/events/${key}/roll-back?to=${one.revision}`}>
                    Roll back<span class="unseen"> to revision {one.revision}</span>
                  </a>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="acts">
        <button>Compare</button>
      </p>
    </form>
  )
}

interface ChoiceProps {
  readonly name: 'a' | 'b'
  readonly label: string
  readonly revision: number
  readonly chosen: string
}

const Choice = ({ name, label, revision, chosen }: ChoiceProps) => (
  <td data-label={label}>
    <input
      type="radio"
      name={name}
      value={String(revision)}
      checked={chosen === String(revision)}
      aria-label={`${label} revision ${revision}`}
    />
  </td>
)
