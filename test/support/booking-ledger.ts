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

/** Reads what a store holds. */
export function keptIn(all: (statement: string) => readonly object[]): Kept {
  return {
    history: all('SELECT meeting, actor, action FROM meetings_history') as readonly HistoryRow[],
    requests: new Set(
      (all('SELECT id FROM _requests') as readonly { id: string }[]).map(({ id }) => id),
    ),
    broken: Object.entries(MEETING_RULES).flatMap(([rule, question]) =>
      all(question).length > 0 ? [rule] : [],
    ),
  }
}
