import type { Child } from 'hono/jsx'
import type { AuditInput } from '../../registry/registrar/audit-calls.ts'
import { mayTouch } from '../access/actor.ts'
import { NOT_YOURS } from '../api/perform.ts'
import { problem } from '../api/problem.ts'
import { AuditList } from './audit-list.tsx'
import { EVENTS } from './event-visit.ts'
import { TextField } from './fields.tsx'
import { type Page, refused, type Sight, type Visit } from './page.ts'
import { issuesOf } from './refusal-words.ts'

const NAMES = ['key', 'actor', 'from', 'to'] as const
type Asked = Readonly<Record<(typeof NAMES)[number], string>>

/** Who did what, when, to which event, and why. */
export const auditPage: Page = {
  path: '/audit',
  title: 'See the audit log',
  role: 'viewer',
  async show(visit) {
    const asked = Object.fromEntries(
      NAMES.map((name) => [name, visit.query[name]?.trim() ?? '']),
    ) as Asked
    const { actor, parts } = visit.turn
    if (asked.key !== '' && !mayTouch(actor, asked.key)) return refused(NOT_YOURS)
    // Entries about no event, and those about others', are not for somebody whose events are limited.
    if (asked.key === '' && actor.events !== 'all') {
      return shown(asked, <ChooseEvent keys={actor.events} />)
    }
    const found = await parts.registrar.call('audit.list', inputOf(asked, visit))
    if (!found.ok)
      return refused(
        problem('invalid-query', issuesOf(found.error, visit.turn.actor)[0]?.message ?? ''),
      )
    const { entries, next } = found.value
    return shown(
      asked,
      <>
        <AuditList entries={entries} now={visit.now} inFull />
        {next !== null && (
          <p>
            <a
              class="button plain"
              href={`/audit?${new URLSearchParams({ ...asked, cursor: next }).toString()}`}
            >
              Older entries
            </a>
          </p>
        )}
      </>,
    )
  },
}

const DAY = 24 * 60 * 60_000

/** Days are those of UTC, both included. */
function inputOf({ key, actor, from, to }: Asked, { query }: Visit): AuditInput {
  const { cursor } = query
  const [first, last] = [Date.parse(from), Date.parse(to)]
  return {
    limit: 50,
    ...(key === '' ? {} : { key }),
    ...(actor === '' ? {} : { actor }),
    ...(Number.isNaN(first) ? {} : { from: first }),
    ...(Number.isNaN(last) ? {} : { to: last + DAY - 1 }),
    ...(cursor === undefined ? {} : { cursor }),
  }
}

const shown = (asked: Asked, body: Child): Sight => ({
  kind: 'page',
  title: 'Audit log',
  trail: [EVENTS],
  body: (
    <>
      <form class="line">
        <TextField name="key" label="Event’s key" value={asked.key} issues={[]} />
        <TextField name="actor" label="Who, as the log has it" value={asked.actor} issues={[]} />
        <TextField name="from" label="From (UTC)" type="date" value={asked.from} issues={[]} />
        <TextField name="to" label="until" type="date" value={asked.to} issues={[]} />
        <button>Show</button>
      </form>
      {body}
    </>
  ),
})

const ChooseEvent = ({ keys }: { readonly keys: readonly string[] }) => (
  <>
    <p>Choose one of your events:</p>
    <ul>
      {keys.map((key) => (
        <li>
          <a href={`/audit?key=${key}`}>{key}</a>
        </li>
      ))}
    </ul>
  </>
)
