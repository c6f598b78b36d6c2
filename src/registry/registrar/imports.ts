import { err, ok, type Result, type Sql } from '../../contract.ts'
import { importRow, type RowOutcome } from './import-row.ts'
import type { RegistrarRefusal } from './refusals.ts'
import type { ImportMode, ImportState, RowRefusal, TransferCalls } from './transfer-calls.ts'
import { type Operations, read, type Turn, write } from './turn.ts'
import type { Unchecked } from './tenant-calls.ts'

/** Milliseconds that an import is kept. */
const KEPT = 24 * 60 * 60_000

/** Rows of `each` that one commit takes. */
const A_TIME = 500

export const importOperations: Operations<Omit<TransferCalls, 'export.page'>> = {
  'import.begin': write((turn, { by, mode, dryRun }) => {
    const { sql, now, rules } = turn
    forgetOld(sql, now)
    const id = rules.newId()
    sql.all(
      'INSERT INTO imports VALUES (?, ?, ?, ?, ?, ?, 0, -1, 0, 0, 0, 0, 0)',
      id,
      mode,
      Number(dryRun),
      by.actor,
      by.reason ?? null,
      now,
    )
    return stateOf(sql, id)
  }),
  'import.add': write(({ sql }, { id, rows }) => {
    const begun = readImport(sql, id)
    if (begun === null || begun.finished === 1) return err({ tag: 'unknown-import', id })
    const [added] = sql.all<{ before: number }>(
      `SELECT count(*) AS before FROM import_rows
       WHERE import = ? AND line IN (SELECT value FROM json_each(?))`,
      id,
      JSON.stringify(rows.map(({ line }) => line)),
    )
    for (const { line, row } of rows) {
      sql.all(
        'INSERT OR REPLACE INTO import_rows VALUES (?, ?, ?, NULL)',
        id,
        line,
        JSON.stringify(row),
      )
    }
    const count = rows.length - (added?.before ?? 0)
    sql.all('UPDATE imports SET rows = rows + ? WHERE id = ?', count, id)
    return stateOf(sql, id)
  }),
  'import.commit': write((turn, { id }) => {
    const begun = readImport(turn.sql, id)
    if (begun === null) return err({ tag: 'unknown-import', id })
    if (begun.finished === 0) commit(turn, begun)
    return stateOf(turn.sql, id)
  }),
  'import.state': read(({ sql }, { id }) => stateOf(sql, id)),
  'import.cancel': write(({ sql }, { id }) => {
    if (readImport(sql, id) === null) return err({ tag: 'unknown-import', id })
    forget(sql, id)
    return ok(null)
  }),
}

interface ImportRecord {
  readonly id: string
  readonly mode: ImportMode
  readonly dryRun: number
  readonly actor: string
  readonly reason: string | null
  readonly rows: number
  /** The last line that was looked at. */
  readonly through: number
  readonly created: number
  readonly changed: number
  readonly unchanged: number
  readonly refused: number
  readonly finished: number
}

const readImport = (sql: Sql, id: string): ImportRecord | null =>
  sql.all<ImportRecord>(
    `SELECT id, mode, dry_run AS dryRun, actor, reason, rows, through, created, changed, unchanged,
       refused, finished FROM imports WHERE id = ?`,
    id,
  )[0] ?? null

function stateOf(sql: Sql, id: string): Result<ImportState, RegistrarRefusal> {
  const record = readImport(sql, id)
  if (record === null) return err({ tag: 'unknown-import', id })
  const { dryRun, finished, through: _, actor: _a, reason: _r, ...told } = record
  const refusals = sql.all<{ line: number; refusal: string }>(
    `SELECT line, refusal FROM import_rows WHERE import = ? AND refusal IS NOT NULL
     ORDER BY line LIMIT 100`,
    id,
  )
  return ok({
    ...told,
    dryRun: dryRun === 1,
    finished: finished === 1,
    taken: finished === 1 && dryRun === 0 && (record.mode === 'each' || record.refused === 0),
    refusals: refusals.map(({ line, refusal }) => ({
      line,
      refusal: JSON.parse(refusal) as RegistrarRefusal,
    })),
  })
}

/** All that is to be one whole goes in one transaction; what is not goes some at a time. */
function commit(turn: Turn, begun: ImportRecord): void {
  const inPieces = begun.mode === 'each' && begun.dryRun === 0
  const taken = inPieces ? takeRows(turn, begun, A_TIME) : tryAll(turn, begun)
  for (const { line, refusal } of taken.refusals) {
    turn.sql.all(
      'UPDATE import_rows SET refusal = ? WHERE import = ? AND line = ?',
      JSON.stringify(refusal),
      begun.id,
      line,
    )
  }
  turn.sql.all(
    `UPDATE imports SET through = ?, created = created + ?, changed = changed + ?,
       unchanged = unchanged + ?, refused = refused + ?, finished = ? WHERE id = ?`,
    taken.through,
    taken.created,
    taken.changed,
    taken.unchanged,
    taken.refusals.length,
    Number(taken.finished),
    begun.id,
  )
}

interface Taken {
  readonly created: number
  readonly changed: number
  readonly unchanged: number
  readonly refusals: readonly RowRefusal[]
  readonly through: number
  readonly finished: boolean
}

function tryAll(turn: Turn, begun: ImportRecord): Taken {
  let taken: Taken | undefined
  // Undone by a refusal of its own, whatever it is: what was counted is what matters.
  turn.attempt<null>(() => {
    taken = takeRows(turn, begun, begun.rows)
    const stands = begun.dryRun === 0 && taken.refusals.length === 0
    return stands ? ok(null) : err({ tag: 'unknown-import', id: begun.id })
  })
  if (taken === undefined) throw new Error('An import was not tried.')
  return taken
}

function takeRows(turn: Turn, begun: ImportRecord, most: number): Taken {
  const { id, actor, reason, through } = begun
  const rows = turn.sql.all<{ line: number; row: string }>(
    'SELECT line, row FROM import_rows WHERE import = ? AND line > ? ORDER BY line LIMIT ?',
    id,
    through,
    most,
  )
  const counts: Record<RowOutcome, number> = { created: 0, changed: 0, unchanged: 0 }
  const refusals: RowRefusal[] = []
  const by = { actor, ...(reason === null ? {} : { reason }) }
  for (const { line, row } of rows) {
    const outcome = importRow(turn, by, JSON.parse(row) as Unchecked)
    if (outcome.ok) counts[outcome.value] += 1
    else refusals.push({ line, refusal: outcome.error })
  }
  const last = rows.at(-1)?.line ?? through
  return {
    ...counts,
    refusals,
    through: last,
    finished: rows.length < most || isLast(turn.sql, id, last),
  }
}

const isLast = (sql: Sql, id: string, line: number): boolean =>
  sql.all('SELECT 1 FROM import_rows WHERE import = ? AND line > ? LIMIT 1', id, line).length === 0

function forgetOld(sql: Sql, now: number): void {
  for (const { id } of sql.all<{ id: string }>('SELECT id FROM imports WHERE at < ?', now - KEPT)) {
    forget(sql, id)
  }
}

function forget(sql: Sql, id: string): void {
  sql.all('DELETE FROM import_rows WHERE import = ?', id)
  sql.all('DELETE FROM imports WHERE id = ?', id)
}
