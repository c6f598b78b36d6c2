import type { Sql, StoreContext } from '../../contract.ts'
import { localClock } from '../../local-time.ts'
import { readDay } from '../meetings/written-local.ts'
import type { Frame } from '../settings/frame.ts'
import type { KeptField } from './kept-field.ts'

const DAY = 24 * 60 * 60_000

/**
 * Has the store follow what the event's module declares. The values of a field that is no longer
 * declared are hidden, and kept for as long as it last said.
 */
export function defineFields(
  sql: Sql,
  fields: readonly KeptField[],
  frame: Frame,
  context: StoreContext,
): void {
  const rows = fields.map((field) => ({ field, shreds: shredsAt(field, frame) }))
  sql.all('UPDATE fields_definitions SET gone = 1')
  sql.all(
    `INSERT INTO fields_definitions
     SELECT value ->> '$.field.name', value ->> '$.field.visibility', value ->> '$.field.filterable',
       value -> '$.field', 0, value ->> '$.shreds' FROM json_each(?) WHERE true
     ON CONFLICT (name) DO UPDATE SET visibility = excluded.visibility,
       filterable = excluded.filterable, definition = excluded.definition, gone = 0,
       shreds = excluded.shreds`,
    JSON.stringify(rows),
  )
  for (const { shreds } of rows) if (shreds !== null) context.wakeAt(Math.max(shreds, context.now))
}

/** When a field's values are deleted, epoch milliseconds; null for never. */
function shredsAt({ retention }: KeptField, { ends, timeZone }: Frame): number | null {
  const [last, clock] = [readDay(ends), localClock(timeZone)]
  if (retention === null || last === null || clock === null) return null
  return clock.instantOf(last + (retention + 1) * DAY)
}

/** Deletes what has been kept for long enough. Answers when there is more to delete. */
export function shredFields(sql: Sql, now: number): number | null {
  sql.all(
    `DELETE FROM fields_values WHERE field IN
       (SELECT name FROM fields_definitions WHERE shreds <= ?)`,
    now,
  )
  sql.all('DELETE FROM fields_definitions WHERE gone = 1 AND shreds <= ?', now)
  const [next] = sql.all<{ at: number | null }>(
    'SELECT min(shreds) AS at FROM fields_definitions WHERE shreds > ?',
    now,
  )
  return next?.at ?? null
}
