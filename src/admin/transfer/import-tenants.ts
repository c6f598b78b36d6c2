import { err, ok, type Result } from '../../contract.ts'
import type { Registrar } from '../../registry/registrar/registrar-calls.ts'
import type { Authorship } from '../../registry/registrar/tenant-calls.ts'
import type { ImportMode, ImportState } from '../../registry/registrar/transfer-calls.ts'
import { ask, refusalProblem } from '../api/ask-registrar.ts'
import type { Turn } from '../api/endpoint.ts'
import type { FieldError, Problem } from '../api/problem.ts'
import { parseJson } from '../api/read-body.ts'
import { type Line, readLines } from '../api/read-lines.ts'
import { within } from '../../within.ts'

export interface ImportRequest {
  readonly by: Authorship
  readonly mode: ImportMode
  readonly dryRun: boolean
  readonly lines: ReadableStream<Uint8Array> | null
}

/** What is told of an import while it runs. */
export type ImportLine =
  | {
      readonly type: 'progress'
      /** `deciding`: on all rows in one piece, of which there is nothing to count; told again and again. */
      readonly phase: 'reading' | 'taking' | 'deciding'
      readonly done: number
      readonly total: number | null
    }
  | {
      readonly type: 'refusal'
      readonly line: number
      readonly detail: string
      readonly errors?: readonly FieldError[]
    }
  | ({ readonly type: 'done' } & Outcome)
  | { readonly type: 'failed'; readonly detail: string; readonly requestId: string }

type Outcome = Pick<ImportState, 'rows' | 'created' | 'changed' | 'unchanged' | 'refused' | 'taken'>

const MAX_LINE = 512 * 1024
const MAX_ROWS = 50_000

/** What goes to the registrar at once. */
const [BATCH_ROWS, BATCH_BYTES] = [500, 2 * 1024 * 1024]

/**
 * Takes events in, line by line: puts all of them aside at the registrar, and has them taken when the
 * last one has come. What breaks off before that has changed nothing.
 */
export async function* importTenants(
  turn: Turn,
  request: ImportRequest,
): AsyncGenerator<ImportLine, void, undefined> {
  const { registrar, telemetry } = turn.parts
  const { requestId } = turn
  const { by, mode, dryRun } = request
  let open: string | null = null
  try {
    const begun = await ask(turn, 'import.begin', { by, mode, dryRun })
    if (!begun.ok) return yield { type: 'failed', detail: begun.error.detail, requestId }
    open = begun.value.id
    const read = yield* readRows(turn, open, request.lines)
    if (!read.ok) return yield { type: 'failed', detail: read.error, requestId }
    const { unreadable } = read.value
    if (mode === 'all' && unreadable.length > 0) return yield* givenUp(turn, open, unreadable)
    // What is all or nothing, and what is only tried, is one transaction.
    const phase = mode === 'all' || dryRun ? 'deciding' : 'taking'
    const taken = yield* take(turn, open, { phase, total: read.value.rows })
    open = null
    if (!taken.ok) return yield { type: 'failed', detail: taken.error.detail, requestId }
    yield* ended(turn, taken.value, unreadable)
  } catch (error) {
    telemetry.fault({ requestId, event: '', seam: 'admin', error })
    yield { type: 'failed', detail: FAILED, requestId }
  } finally {
    // Also when nobody listens any more.
    if (open !== null) await cancel(registrar, open)
  }
}

const FAILED =
  'The registrar does not answer. What it had begun to take it goes on with only when it is asked again.'

type Unreadable = Extract<ImportLine, { type: 'refusal' }>

interface ReadRows {
  /** How many were put aside. */
  readonly rows: number
  /** Lines that are none. */
  readonly unreadable: readonly Unreadable[]
}

/** Puts the rows aside; what breaks off is an error. */
async function* readRows(
  turn: Turn,
  id: string,
  lines: ReadableStream<Uint8Array> | null,
): AsyncGenerator<ImportLine, Result<ReadRows, string>, undefined> {
  const unreadable: Unreadable[] = []
  let batch: { readonly line: number; readonly row: Readonly<Record<string, unknown>> }[] = []
  let [bytes, done] = [0, 0]
  const flush = async (): Promise<Result<unknown, Problem>> => {
    const rows = batch
    ;[batch, bytes] = [[], 0]
    return ask(turn, 'import.add', { id, rows })
  }
  for await (const line of broken(lines)) {
    if (line === 'broken') return err('The lines broke off. Nothing was taken.')
    if (++done > MAX_ROWS) return err(`An import has at most ${MAX_ROWS} rows. Nothing was taken.`)
    const row = rowIn(line)
    if (row.ok) batch.push({ line: line.number, row: row.value })
    else unreadable.push({ type: 'refusal', line: line.number, ...row.error })
    bytes += line.bytes?.length ?? 0
    if (batch.length < BATCH_ROWS && bytes < BATCH_BYTES) continue
    const added = await flush()
    if (!added.ok) return err(added.error.detail)
    yield { type: 'progress', phase: 'reading', done, total: null }
  }
  const added = batch.length > 0 ? await flush() : ok(null)
  return added.ok ? ok({ rows: done - unreadable.length, unreadable }) : err(added.error.detail)
}

async function* broken(
  lines: ReadableStream<Uint8Array> | null,
): AsyncGenerator<Line | 'broken', void, undefined> {
  if (lines === null) return
  try {
    yield* readLines(lines, MAX_LINE)
  } catch {
    yield 'broken'
  }
}

type Refused = Pick<Unreadable, 'detail' | 'errors'>

function rowIn({ bytes }: Line): Result<Readonly<Record<string, unknown>>, Refused> {
  if (bytes === null) return err({ detail: `A line has at most ${MAX_LINE / 1024} KiB.` })
  const read = parseJson(bytes)
  if (!read.ok) return err(refusedBy(read.error))
  const { value } = read
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? ok(value as Readonly<Record<string, unknown>>)
    : err({ detail: 'A line is an object.' })
}

const refusedBy = ({ detail, errors }: Problem): Refused =>
  errors === undefined ? { detail } : { detail, errors }

interface Taking {
  readonly phase: 'taking' | 'deciding'
  readonly total: number
}

/** Has the rows taken, some at a time or all at once. */
async function* take(
  turn: Turn,
  id: string,
  { phase, total }: Taking,
): AsyncGenerator<ImportLine, Result<ImportState, Problem>, undefined> {
  for (let done = 0; ;) {
    const progress = { type: 'progress', phase, done, total } as const
    yield progress
    const state = yield* beside(ask(turn, 'import.commit', { id }), progress)
    if (!state.ok || state.value.finished) return state
    const { created, changed, unchanged, refused } = state.value
    done = created + changed + unchanged + refused
  }
}

/** Milliseconds after which whoever waits wants to hear that something is going on. */
const BEAT = 1_000

/** Says the same again and again until something is there. */
async function* beside<T>(
  work: Promise<T>,
  line: ImportLine,
): AsyncGenerator<ImportLine, T, undefined> {
  const done = work.then((value) => ({ value }))
  for (;;) {
    const first = await within(done, BEAT, () => null)
    if (first !== null) return first.value
    yield line
  }
}

async function* ended(
  { actor }: Turn,
  { rows, created, changed, unchanged, refused, taken, refusals }: ImportState,
  unreadable: readonly Unreadable[],
): AsyncGenerator<ImportLine, void, undefined> {
  yield* unreadable.slice(0, MOST_TOLD)
  for (const { line, refusal } of refusals) {
    yield { type: 'refusal', line, ...refusedBy(refusalProblem(refusal, actor)) }
  }
  const counts = { created, changed, unchanged, taken }
  const none = unreadable.length
  yield { type: 'done', rows: rows + none, refused: refused + none, ...counts }
}

const MOST_TOLD = 100

/** A row that cannot be read leaves nothing to take of an import that is all or nothing. */
async function* givenUp(
  turn: Turn,
  id: string,
  unreadable: readonly Unreadable[],
): AsyncGenerator<ImportLine, void, undefined> {
  const state = await ask(turn, 'import.state', { id })
  const rows = (state.ok ? state.value.rows : 0) + unreadable.length
  yield* unreadable.slice(0, MOST_TOLD)
  const counts = { created: 0, changed: 0, unchanged: 0, taken: false }
  yield { type: 'done', rows, refused: unreadable.length, ...counts }
}

const cancel = (registrar: Registrar, id: string): Promise<unknown> =>
  registrar.call('import.cancel', { id }).catch(() => undefined)
