import { ANONYMOUS, type Publication, type Query, type Sql } from '../contract.ts'
import type { PublishedData } from '../snapshot.ts'
import { query, type StoreFeature } from './feature.ts'
import { takeSetUp } from './set-up.ts'

/** What a store has to publish, and which state of it this is. */
export interface Publishable {
  readonly version: number
  readonly data: PublishedData
}

export interface Publications {
  /** Everything that is published, in one call. */
  readonly query: Query<object, Publishable>
  /** Whether this operation changes something that is published. */
  changes(operation: string): boolean
  /** To be told of every operation, in its own transaction. */
  ran(sql: Sql, operation: string, now: number): void
}

const VERSION = 'published'
const CONFIRMED = 'confirmed'

export function createPublications(features: readonly StoreFeature[]): Publications {
  const all = features.flatMap(({ publishes = [] }) => publishes)
  const changes = all.flatMap(({ changedBy }) => [...changedBy, takeSetUp])
  const changing = new Set(changes.map(({ name }) => name))
  return {
    query: publishedQuery(all),
    changes: (operation) => changing.has(operation),
    ran(sql, operation, now) {
      if (!changing.has(operation)) return
      // Not only counted: a store that was set back to an earlier time goes on above what it had.
      writeNumber(sql, VERSION, Math.max(publishedVersion(sql) + 1, now))
    },
  }
}

/** Handle and body in one: readers of a store need only its name. */
export const publishedQuery = (
  publications: readonly Publication<unknown>[],
): Query<object, Publishable> =>
  query('store.published', (sql, _input, context) => ({
    version: publishedVersion(sql),
    data: Object.fromEntries(
      publications.map(({ query: { name, run }, shape }) => {
        const value = run(sql, {}, { ...context, viewer: ANONYMOUS })
        return [name, { shape, value }]
      }),
    ),
  }))

/** 0 as long as nothing was changed. */
const publishedVersion = (sql: Sql): number => readNumber(sql, VERSION)

/** Whether a change has been put only once; the second time is to make sure. */
export const isUnconfirmed = (sql: Sql): boolean =>
  readNumber(sql, CONFIRMED) !== publishedVersion(sql)

export const confirm = (sql: Sql, version: number): void => writeNumber(sql, CONFIRMED, version)

function readNumber(sql: Sql, key: string): number {
  const [row] = sql.all<{ value: string }>('SELECT value FROM _meta WHERE key = ?', key)
  return Number(row?.value ?? 0)
}

function writeNumber(sql: Sql, key: string, value: number): void {
  sql.all(
    'INSERT INTO _meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
    key,
    String(value),
  )
}
