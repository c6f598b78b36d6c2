import { err, ok, type Sql, type Viewer } from '../contract.ts'
import type { StoreFeature } from './feature.ts'
import { createPublications } from './publications.ts'
import { RPC_VERSION, type StoreCall, type StoreReply } from './rpc.ts'

type Operation = StoreFeature['operations'][number]

export type RunCall = (
  sql: Sql,
  call: StoreCall,
  now: number,
  wakeAt: (at: number) => void,
) => StoreReply

/** How long a command's answer is kept for its request id, in milliseconds. */
const REQUEST_KEPT = 24 * 60 * 60_000

/** How often answers that are no longer kept are cleared away, in milliseconds. */
const CLEARED = 60 * 60_000

/** One store's runner of all features' operations. Call it inside one transaction. */
export function createRunner(features: readonly StoreFeature[]): RunCall {
  const admitting = features.flatMap(({ admit }) => (admit === undefined ? [] : [admit]))
  const ownsEvent = createOwnership()
  const once = createOnce()
  const publications = createPublications(features)
  const operations = new Map<string, Operation>([[publications.query.name, publications.query]])
  for (const operation of features.flatMap((feature) => feature.operations)) {
    operations.set(operation.name, operation)
  }
  return (sql, call, now, wakeAt) => {
    if (call.version !== RPC_VERSION) return err({ tag: 'unknown-version', version: call.version })
    if (!ownsEvent(sql, call.event)) return err({ tag: 'wrong-event' })
    const operation = operations.get(call.name)
    // A command without an id could run twice, a query with one would be answered from the past.
    const fits = (operation?.kind === 'command') === (call.requestId !== null)
    if (operation === undefined || !fits) return err({ tag: 'unknown-operation', name: call.name })
    const viewer = admitting.reduce((who, admit) => admit(sql, who, now), call.viewer)
    const run = (): string => {
      const answer = operation.run(sql, call.input as never, { viewer, now, wakeAt })
      publications.ran(sql, call.name, now)
      return JSON.stringify(answer ?? null)
    }
    if (operation.kind === 'query' || call.requestId === null) return ok(run())
    return ok(once(sql, { id: call.requestId, operation: call.name, viewer, now }, run))
  }
}

/** The first call names the store's event for good; every later one has to agree. */
function createOwnership(): (sql: Sql, event: string) => boolean {
  // Remembered only once it has been read: what was written may yet be rolled back.
  let owner: string | undefined
  return (sql, event) => {
    if (owner !== undefined) return owner === event
    const [row] = sql.all<{ value: string }>("SELECT value FROM _meta WHERE key = 'event'")
    owner = row?.value
    if (owner !== undefined) return owner === event
    sql.all("INSERT INTO _meta VALUES ('event', ?)", event)
    return true
  }
}

interface Asked {
  readonly id: string
  readonly operation: string
  readonly viewer: Viewer
  readonly now: number
}

/** Runs what a request id asks for the first time; answers it from then on with the first answer. */
function createOnce(): (sql: Sql, asked: Asked, run: () => string) => string {
  let cleared = 0
  return (sql, { id, operation, viewer, now }, run) => {
    // Somebody else's id is nobody's: it must not show what they were answered.
    const own = `${viewer.kind === 'person' ? viewer.id : viewer.kind} ${id}`
    const [known] = sql.all<{ answer: string }>(
      'SELECT answer FROM _requests WHERE id = ? AND operation = ?',
      own,
      operation,
    )
    if (known !== undefined) return known.answer
    const answer = run()
    if (now - cleared > CLEARED) {
      cleared = now
      sql.all('DELETE FROM _requests WHERE at < ?', now - REQUEST_KEPT)
    }
    sql.all('INSERT INTO _requests VALUES (?, ?, ?, ?)', own, operation, answer, now)
    return answer
  }
}
