import { ok, type Result, type Sql, type SqlValue, type TenantStatus } from '../../contract.ts'
import { matchExpression } from '../../search-words.ts'
import { readCursor, writeCursor } from './cursor.ts'
import type { RegistrarRefusal } from './refusals.ts'
import type { ListInput, TenantCalls, TenantPage, TenantRow, TenantSort } from './tenant-calls.ts'
import { type Operations, read } from './turn.ts'

export const listOperations: Operations<Pick<TenantCalls, 'tenants.list'>> = {
  'tenants.list': read(({ sql }, input) => listTenants(sql, input)),
}

const LONGEST = 200

interface Order {
  /** Columns before the key, which makes every place one of its own. */
  readonly column: 'starts' | 'changed' | null
  readonly kind: 'string' | 'number'
  readonly descends: boolean
}

const ORDERS: Readonly<Record<TenantSort, Order>> = {
  starts: { column: 'starts', kind: 'string', descends: false },
  '-starts': { column: 'starts', kind: 'string', descends: true },
  '-changed': { column: 'changed', kind: 'number', descends: true },
  key: { column: null, kind: 'string', descends: false },
}

/**
 * A page of events. It reads the rows that it shows; with `q` those that are found, or where these are
 * many the places in order, until enough of them are among those.
 */
export function listTenants(sql: Sql, input: ListInput): Result<TenantPage, RegistrarRefusal> {
  const { column, kind, descends } = ORDERS[input.sort ?? 'starts']
  const after = readCursor(input.cursor, column === null ? ['string'] : [kind, 'string'])
  if (!after.ok) return after
  const most = Math.min(Math.max(input.limit ?? 50, 1), LONGEST)
  const found = search(sql, input.q)
  if (found === 'nothing') return ok({ tenants: [], next: null, counts: noCounts() })
  const columns = column === null ? ['t.key'] : [`t.${column}`, 't.key']
  const filters: [clause: string, ...values: SqlValue[]][] = [...found.filters]
  if (input.status !== undefined) filters.push(['t.status_now = ?', input.status])
  if (input.from !== undefined) filters.push(['t.starts >= ?', input.from])
  if (input.to !== undefined) filters.push(['t.starts <= ?', input.to])
  if (after.value !== null) {
    const places = after.value.map(() => '?').join(', ')
    filters.push([`(${columns.join(', ')}) ${descends ? '<' : '>'} (${places})`, ...after.value])
  }
  const direction = descends ? ' DESC' : ''
  const rows = sql.all<TenantRow>(
    `SELECT t.key, t.name, t.status_now AS statusNow, t.starts, t.record ->> 'ends' AS ends,
       t.record ->> 'place' AS place, t.record ->> 'canonicalHost' AS canonicalHost,
       t.revision, t.changed
     FROM ${found.from} ${whereOf(filters)}
     ORDER BY ${columns.map((name) => name + direction).join(', ')} LIMIT ?`,
    ...filters.flatMap(([, ...values]) => values),
    most + 1,
  )
  const tenants = rows.slice(0, most)
  const last = rows.length > most ? tenants.at(-1) : undefined
  const next = last === undefined ? null : writeCursor(placeOf(last, column))
  return ok({ tenants, next, counts: countsOf(sql, found) })
}

interface Search {
  readonly from: string
  readonly filters: readonly [clause: string, ...values: SqlValue[]][]
}

/** So many are looked up one by one; for more, the lists' own order is the shorter way. */
const FEW = 2_000

const FOUND = 'SELECT rowid FROM tenants_search WHERE tenants_search MATCH ?'

function search(sql: Sql, q = ''): Search | 'nothing' {
  if (q.trim() === '') return EVERYTHING
  const match = matchExpression(q)
  if (match === null) return 'nothing'
  if (countFound(sql, match, FEW + 1) <= FEW) {
    return {
      from: 'tenants_search CROSS JOIN tenants t ON t.number = tenants_search.rowid',
      filters: [['tenants_search MATCH ?', match]],
    }
  }
  if (countFound(sql, match, -1) === countTenants(sql)) return EVERYTHING
  return { from: 'tenants t', filters: [[`+t.number IN (${FOUND})`, match]] }
}

const EVERYTHING: Search = { from: 'tenants t', filters: [] }

/** @param most after which it is not counted on; -1 to count all */
const countFound = (sql: Sql, match: string, most: number): number =>
  sql.all<{ n: number }>(`SELECT count(*) AS n FROM (${FOUND} LIMIT ?)`, match, most)[0]?.n ?? 0

const whereOf = (filters: Search['filters']): string =>
  filters.length === 0 ? '' : `WHERE ${filters.map(([clause]) => clause).join(' AND ')}`

const placeOf = ({ key, starts, changed }: TenantRow, column: Order['column']) =>
  column === null ? [key] : [column === 'starts' ? starts : changed, key]

const noCounts = (): Record<TenantStatus, number> => ({
  draft: 0,
  live: 0,
  frozen: 0,
  archived: 0,
  suspended: 0,
})

function countsOf(sql: Sql, { from, filters }: Search): TenantPage['counts'] {
  const counted = sql.all<{ status: TenantStatus; events: number }>(
    filters.length === 0
      ? 'SELECT status, events FROM counts'
      : `SELECT t.status_now AS status, count(*) AS events FROM ${from} ${whereOf(filters)} GROUP BY 1`,
    ...filters.flatMap(([, ...values]) => values),
  )
  const counts = noCounts()
  for (const { status, events } of counted) counts[status] = events
  return counts
}

/** How many events there are. */
export const countTenants = (sql: Sql): number =>
  sql.all<{ n: number | null }>('SELECT sum(events) AS n FROM counts')[0]?.n ?? 0
