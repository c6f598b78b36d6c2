import type { Ring, Work } from '../../src/contract.ts'
import { eventStoreClass } from '../../src/store/event-store.ts'
import { command, type StoreFeature } from '../../src/store/feature.ts'
import { type CounterEnv, openAlerts } from '../../src/wire-counters.ts'
import type { OutboxOptions } from '../../src/store/outbox.ts'

/** Notes work, and fails afterwards if it is to. */
export const note = command(
  'notes.note',
  (_sql, { works, fails = false }: { works: readonly Work[]; fails?: boolean }, { emit }) => {
    works.forEach(emit)
    if (fails) throw new Error('after all')
    return { noted: works.length }
  },
)

/** Something of a store's that has work noted when it is woken, as long as there is any. */
export const later = command('notes.later', (sql, work: Work, { wakeAt }): object => {
  sql.all('INSERT INTO notes_later VALUES (?, ?)', work.due ?? 0, JSON.stringify(work))
  wakeAt(work.due ?? 0)
  return {}
})

const notes: StoreFeature = {
  name: 'notes',
  migrations: [['CREATE TABLE notes_later (due INTEGER NOT NULL, work TEXT NOT NULL) STRICT']],
  operations: [note, later],
  wake(sql, { now, emit }) {
    const due = sql.all<{ work: string }>(
      'DELETE FROM notes_later WHERE due <= ? RETURNING work',
      now,
    )
    for (const { work } of due) emit(JSON.parse(work) as Work)
    const [next] = sql.all<{ due: number | null }>('SELECT min(due) AS due FROM notes_later')
    return next?.due ?? null
  },
}

/** Times that no test waits for: however slow the machine is, they pass when a test says so. */
export const TIMES: OutboxOptions = {
  lease: 600_000,
  tries: 3,
  pause: 300_000,
  growth: 2,
  longest: 900_000,
  batch: 5,
  again: 3_600_000,
  rarest: 8 * 3_600_000,
}

/** What the queue has brought, and what becomes of it; a test may do something about it. */
export const queue: { rings: Ring[]; lost: boolean; deliver: (ring: Ring) => Promise<void> } = {
  rings: [],
  lost: false,
  deliver: async () => undefined,
}

/** A store that does nothing but have work done. */
export const NotesStoreBase = eventStoreClass<CounterEnv & { readonly WORK: Queue<Ring> }>({
  features: [notes],
  recordsOf: () => ({ put: async () => undefined }),
  ringOf:
    ({ WORK }) =>
    async (ring) => {
      if (!queue.lost) await WORK.send(ring)
    },
  alertsOf: openAlerts,
  outbox: TIMES,
})
