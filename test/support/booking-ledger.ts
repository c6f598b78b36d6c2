import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { MEETING_RULES } from './meeting-rules.ts'

/** One thing that somebody's browser asked for, and what came back. */
export interface Deed {
  /** The person's id. */
  readonly by: string
  readonly requestId: string
  /** An action of meetings. */
  readonly action: string
  readonly path: string
  readonly form: Readonly<Record<string, string>>
  /** The meeting; of a request known once it is answered. */
  meeting: string | null
  /** null while it is cut off. */
  answer: { readonly status: number; readonly location: string | null } | null
}

/** What a store holds, as its file says. */
export interface Kept {
  readonly history: readonly HistoryRow[]
  /** Ids of requests whose answer is kept, with the person before it. */
  readonly requests: ReadonlySet<string>
  /** Rules of MATCH.md that do not hold. */
  readonly broken: readonly string[]
}

interface HistoryRow {
  readonly meeting: string
  readonly actor: string
  readonly action: string
}

export interface Discrepancies {
  /** Acknowledged, and not there. */
  readonly lost: readonly string[]
  /** There more often than it was asked for. */
  readonly twice: readonly string[]
  readonly broken: readonly string[]
}

export const isDone = ({ answer }: Deed): boolean => answer?.status === 303

/** What people were told against what is kept. */
export function compare(
  deeds: readonly Deed[],
  { history, requests, broken }: Kept,
): Discrepancies {
  const rows = history.map((row) => ({ ...row, by: row.actor }))
  const told = counted(deeds.filter(isDone))
  const kept = counted(rows)
  // A request that was cut off may have become any meeting.
  const asked = counted(deeds.filter(mayBeDone).map(withoutMeeting))
  const found = counted(rows.map(withoutMeeting))
  const forgotten = deeds.filter(
    (deed) => isDone(deed) && !requests.has(`${deed.by} ${deed.requestId}`),
  )
  const lost = [...told].filter(([deed, times]) => (kept.get(deed) ?? 0) < times)
  // What nobody of these did is the store's own, such as requests that clash.
  const people = new Set(deeds.map(({ by }) => by))
  const twice = [...found].filter(
    ([deed, times]) => people.has(deed.split(' ')[0] ?? '') && (asked.get(deed) ?? 0) < times,
  )
  return {
    lost: [...lost.map(([deed]) => deed), ...forgotten.map(({ requestId }) => requestId)],
    twice: twice.map(([deed]) => deed),
    broken,
  }
}

const mayBeDone = (deed: Deed): boolean => deed.answer === null || isDone(deed)

const withoutMeeting = <T extends { action: string; meeting: string | null }>(deed: T): T =>
  deed.action === 'request' ? { ...deed, meeting: null } : deed

/** Who did what to which meeting → how often. */
function counted(
  deeds: readonly { by: string; action: string; meeting: string | null }[],
): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { by, action, meeting } of deeds) {
    const deed = `${by} ${action} ${meeting}`
    counts.set(deed, (counts.get(deed) ?? 0) + 1)
  }
  return counts
}

/**
 * Reads a store out of a copy of its files, past the runtime. `change` does something to the copy
 * first.
 */
export function readKept(folder: string, change?: (database: DatabaseSync) => void): Kept {
  const copy = mkdtempSync(join(tmpdir(), 'usher-kept-'))
  try {
    const database = new DatabaseSync(copyStore(folder, copy))
    change?.(database)
    const all = (statement: string) => database.prepare(statement).all()
    const kept = {
      history: all(
        'SELECT meeting, actor, action FROM meetings_history',
      ) as unknown as HistoryRow[],
      requests: new Set(all('SELECT id FROM _requests').map(({ id }) => String(id))),
      broken: Object.entries(MEETING_RULES).flatMap(([rule, question]) =>
        all(question).length > 0 ? [rule] : [],
      ),
    }
    database.close()
    return kept
  } finally {
    rmSync(copy, { recursive: true })
  }
}

/** The one store with meetings among all that the runtime keeps there. */
function copyStore(folder: string, copy: string): string {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  for (const file of files.filter((name) => name.endsWith('.sqlite'))) {
    cpSync(join(folder, dirname(file)), copy, { recursive: true })
    const found = join(copy, file.slice(dirname(file).length + 1))
    const database = new DatabaseSync(found)
    const tables = database
      .prepare("SELECT 1 FROM sqlite_master WHERE name = 'meetings_history'")
      .all()
    database.close()
    if (tables.length > 0) return found
  }
  throw new Error(`no store with meetings in ${folder}`)
}
