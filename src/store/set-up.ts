import type { Command, Query, Sql } from '../contract.ts'
import { localClock } from '../local-time.ts'
import { type Move, query, repeatable, type SetUp, type StoreFeature } from './feature.ts'
import { platformOnly } from './platform-only.ts'

/** How what is set up for one event comes to another one that is made after it. Platform only. */
export interface SetUpOperations {
  /** What each feature has set up, by the feature's name. Nothing of people is in it. */
  readonly read: Query<object, HandedOn>
  /**
   * Takes over what another event had set up, once: again it changes nothing. What is set up here
   * already stays.
   */
  readonly take: Command<Taking, object>
}

export type HandedOn = Readonly<Record<string, Part>>

interface Part {
  /** See `SetUp`. */
  readonly shape: number
  readonly data: unknown
}

export interface Taking {
  /** The store that it is of. */
  readonly after: string
  readonly parts: HandedOn
  readonly moved: Moved
}

/** From where and when one event is to where and when the other one is. */
export interface Moved {
  readonly days: number
  /** Time zones. */
  readonly from: string
  readonly to: string
}

export function setUpOperations(features: readonly StoreFeature[]): SetUpOperations {
  const holding = features.flatMap(({ name, setUp = 'none' }): [string, SetUp<unknown>][] =>
    setUp === 'none' ? [] : [[name, setUp]],
  )
  return {
    read: query('store.set-up', (sql, _input, context) => {
      platformOnly(context)
      const parts = holding.map(([name, { shape, read }]): [string, Part] => [
        name,
        { shape, data: read(sql) },
      ])
      return Object.fromEntries(parts.filter(([, { data }]) => data !== null))
    }),
    take: repeatable('store.take-set-up', (sql, { after, parts, moved }, context) => {
      platformOnly(context)
      if (!isFirst(sql, after)) return {}
      const move = createMove(moved)
      for (const [name, { shape, read, write }] of holding) {
        const part = parts[name]
        if (part === undefined || read(sql) !== null) continue
        // The two stores run different versions for a moment, while one is rolled out.
        if (part.shape !== shape) throw new Error(`"${name}" is handed on in another shape.`)
        write(sql, part.data, move, context)
      }
      return {}
    }),
  }
}

/** Handles for callers: only their names and inputs travel. */
export const { read: readSetUp, take: takeSetUp } = setUpOperations([])

const isFirst = (sql: Sql, after: string): boolean =>
  sql.all("INSERT OR IGNORE INTO _meta VALUES ('after', ?) RETURNING 1", after).length > 0

const DAY = 24 * 60 * 60_000

function createMove({ days, from, to }: Moved): Move {
  const [was, is] = [localClock(from), localClock(to)]
  if (was === null || is === null) throw new RangeError(`unknown time zone ${from} or ${to}`)
  return {
    instant: (at) => is.instantOf(was.wallAt(at) + days * DAY),
    date: (written) =>
      new Date(Date.parse(written.slice(0, 10)) + days * DAY).toISOString().slice(0, 10) +
      written.slice(10),
  }
}
