import type {
  ListInput,
  TenantPage,
  TenantRow,
  TenantSort,
} from '../../registry/registrar/tenant-calls.ts'
import { perform } from '../api/perform.ts'
import { listTenants } from '../endpoints/tenants.ts'
import { SelectField, TextField } from './fields.tsx'
import { mayChange } from './event-visit.ts'
import { Moment } from './moments.tsx'
import { type Page, refused, type Sight, type Visit } from './page.ts'
import { StatusBadge, STATUSES } from './status-badge.tsx'

const SORTS: readonly { readonly value: TenantSort; readonly label: string }[] = [
  { value: 'starts', label: 'First day, soonest first' },
  { value: '-starts', label: 'First day, latest first' },
  { value: '-changed', label: 'Changed last' },
  { value: 'key', label: 'Key' },
]

/** All events, to be searched. */
export const eventsPage: Page = {
  path: '/',
  title: 'Events',
  role: 'viewer',
  async show(visit) {
    const asked = readAsked(visit.query)
    const found = await perform(listTenants, visit.turn, { query: asked })
    return found.ok ? shown(visit, asked, found.value.body) : refused(found.error)
  },
}

function readAsked(query: Readonly<Record<string, string>>): ListInput {
  const { q = '', from = '', to = '', cursor = '' } = query
  const status = STATUSES.find((one) => one === query['status'])
  const sort = SORTS.find(({ value }) => value === query['sort'])?.value
  return {
    ...(q.trim() === '' ? {} : { q: q.trim().slice(0, 200) }),
    ...(status === undefined ? {} : { status }),
    ...(isDay(from) ? { from } : {}),
    ...(isDay(to) ? { to } : {}),
    ...(sort === undefined ? {} : { sort }),
    ...(cursor === '' ? {} : { cursor }),
  }
}

const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text)

/** The address of the list, asked otherwise. */
function listPath(asked: ListInput, different: Readonly<Record<string, string | undefined>>) {
  const { cursor: _, limit: _l, ...kept } = asked
  const given = Object.entries({ ...kept, ...different }).filter(
    (pair): pair is [string, string] => typeof pair[1] === 'string',
  )
  return given.length === 0 ? '/' : `/?${new URLSearchParams(given).toString()}`
}

const shown = (visit: Visit, asked: ListInput, page: TenantPage): Sight => {
  const inAll = Object.values(page.counts).reduce((sum, count) => sum + count, 0)
  const isAsked = Object.keys(asked).some((name) => name !== 'sort' && name !== 'cursor')
  const isEmpty = inAll === 0 && !isAsked
  return {
    kind: 'page',
    title: 'Events',
    trail: [],
    body: isEmpty ? (
      <NoEvents isMaker={mayMake(visit)} />
    ) : (
      <>
        {mayMake(visit) && (
          <p>
            <a class="button" href="/new">
              New event
            </a>
          </p>
        )}
        <Counts asked={asked} page={page} inAll={inAll} />
        <SearchForm asked={asked} />
        <Rows rows={page.tenants} now={visit.now} />
        <Pager asked={asked} page={page} />
      </>
    ),
  }
}

const mayMake = (visit: Visit): boolean => mayChange(visit) && visit.turn.actor.events === 'all'

const NoEvents = ({ isMaker }: { readonly isMaker: boolean }) => (
  <div class="empty">
    <h2>No event yet</h2>
    <p>
      An event is a record: a name, its days, its time zone and a host. It starts as a draft that
      only a preview link opens, so nothing can go wrong by making one.
    </p>
    {isMaker ? (
      <p>
        <a class="button" href="/new">
          Make the first event
        </a>
      </p>
    ) : (
      <p>Somebody with the role operator, for all events, can make the first one.</p>
    )}
  </div>
)

const Counts = (props: {
  readonly asked: ListInput
  readonly page: TenantPage
  readonly inAll: number
}) => (
  <ul class="counts" aria-label="Events by status">
    {[undefined, ...STATUSES].map((status) => (
      <li>
        <a
          href={listPath(props.asked, { status })}
          aria-current={props.asked.status === status ? 'true' : undefined}
        >
          {status ?? 'all'} <b>{status === undefined ? props.inAll : props.page.counts[status]}</b>
        </a>
      </li>
    ))}
  </ul>
)

const SearchForm = ({ asked }: { readonly asked: ListInput }) => (
  <form action="/" class="line" role="search">
    {asked.status !== undefined && <input type="hidden" name="status" value={asked.status} />}
    <div class="field wider">
      <label for="q">Name, key, place or host</label>
      <input id="q" name="q" type="search" value={asked.q ?? ''} />
    </div>
    <TextField
      name="from"
      label="First day from"
      type="date"
      value={asked.from ?? ''}
      issues={[]}
    />
    <TextField name="to" label="until" type="date" value={asked.to ?? ''} issues={[]} />
    <SelectField
      name="sort"
      label="Order"
      value={asked.sort ?? 'starts'}
      options={SORTS}
      issues={[]}
    />
    <button>Search</button>
  </form>
)

const Rows = ({ rows, now }: { readonly rows: readonly TenantRow[]; readonly now: number }) =>
  rows.length === 0 ? (
    <div class="empty">
      <p>No event is like that.</p>
      <p>
        <a href="/">Show all events</a>
      </p>
    </div>
  ) : (
    <table class="cards">
      <caption class="unseen">Events</caption>
      <thead>
        <tr>
          <th scope="col">Event</th>
          <th scope="col">Status</th>
          <th scope="col">Days</th>
          <th scope="col">Host</th>
          <th scope="col">Changed</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr>
            <th scope="row">
              <a href={`/events/${row.key}`}>{row.name}</a>
              <br />
              <code class="soft">{row.key}</code>
            </th>
            <td>
              <StatusBadge status={row.statusNow} />
            </td>
            <td>
              {row.starts} to {row.ends}
              {row.place !== '' && <span class="soft">, {row.place}</span>}
            </td>
            <td>{row.canonicalHost}</td>
            <td data-label="Changed">
              <Moment at={row.changed} now={now} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )

const Pager = (props: { readonly asked: ListInput; readonly page: TenantPage }) => (
  <nav class="acts" aria-label="More events">
    {props.asked.cursor !== undefined && (
      <a class="button plain" href={listPath(props.asked, {})}>
        First page
      </a>
    )}
    {props.page.next !== null && (
      <a class="button plain" href={listPath(props.asked, { cursor: props.page.next })}>
        Next page
      </a>
    )}
  </nav>
)
