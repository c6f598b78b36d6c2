import type { Sql } from '../contract.ts'
import type { ToldTag } from './rpc.ts'

/**
 * Milliseconds without a call after which the code that told the store what is in force counts as gone.
 */
const QUIET = 5 * 60_000

/** How long what was in force before is known as such, in milliseconds. */
const KEPT = 30 * 24 * 60 * 60_000

/** What a store has been told, and which of two callers it follows when they know different things. */
export interface ToldState {
  /** Whether the caller has something to tell before it is answered. */
  isNews(sql: Sql, told: ToldTag, now: number): boolean
  /** To be called in the transaction in which the store was told. */
  note(sql: Sql, told: ToldTag, now: number): void
}

interface InForce extends Pick<ToldTag, 'tag' | 'revision'> {
  /** Tags that were in force before. */
  readonly past: ReadonlySet<string>
  /** When somebody last asked who knows the same. */
  seen: number
}

/**
 * While a new version is rolled out two versions of an event's code run side by side, and records are
 * read late. Something unknown or of a newer record is news at once. Something that was in force
 * before, or of an older record, is a straggler's, unless nobody of the newer ones has asked for a while:
 * then the older code is what is left, after a version was taken back.
 *
 * @param quiet milliseconds; 0 where there is only ever one version, and the last one counts
 */
export function createTold(quiet = QUIET): ToldState {
  // Remembered only once it has been read: what was written may yet be rolled back.
  let inForce: InForce | undefined
  return {
    isNews(sql, { tag, revision }, now) {
      inForce ??= read(sql, now)
      if (inForce === undefined) return true
      if (tag === inForce.tag) {
        inForce.seen = now
        return false
      }
      const straggles =
        revision < inForce.revision || (revision === inForce.revision && inForce.past.has(tag))
      return !straggles || now - inForce.seen >= quiet
    },
    note(sql, { tag, revision }, now) {
      inForce = undefined
      sql.all('DELETE FROM _told WHERE gone < ?', now - KEPT)
      sql.all('UPDATE _told SET gone = ? WHERE gone IS NULL', now)
      sql.all(
        `INSERT INTO _told VALUES (?, ?, ?, NULL) ON CONFLICT (tag) DO UPDATE
         SET revision = excluded.revision, since = excluded.since, gone = NULL`,
        tag,
        revision,
        now,
      )
    },
  }
}

function read(sql: Sql, now: number): InForce | undefined {
  const rows = sql.all<{ tag: string; revision: number; gone: number | null }>(
    'SELECT tag, revision, gone FROM _told',
  )
  const current = rows.find(({ gone }) => gone === null)
  if (current === undefined) return undefined
  const past = new Set(rows.filter(({ gone }) => gone !== null).map(({ tag }) => tag))
  return { tag: current.tag, revision: current.revision, past, seen: now }
}
