import { err, ok, type Sql, type StoreContext } from '../contract.ts'
import type { StoreFeature } from './feature.ts'
import { RPC_VERSION, type StoreCall, type StoreReply } from './rpc.ts'

type Operation = StoreFeature['operations'][number]

export type RunCall = (sql: Sql, call: StoreCall, now: number) => StoreReply

/** How long a command's answer is kept for its request id, in milliseconds. */
const REQUEST_KEPT = 24 * 60 * 60_000

/** The runner of all features' operations. Call it inside one transaction. */
export function createRunner(features: readonly StoreFeature[]): RunCall {
  const operations = new Map<string, Operation>()
  for (const operation of features.flatMap((feature) => feature.operations)) {
    operations.set(operation.name, operation)
  }
  return (sql, call, now) => {
    if (call.version !== RPC_VERSION) return err({ tag: 'unknown-version', version: call.version })
    if (!ownsEvent(sql, call.event)) return err({ tag: 'wrong-event' })
    const operation = operations.get(call.name)
    // A command without an id could run twice, a query with one would be answered from the past.
    const fits = (operation?.kind === 'command') === (call.requestId !== null)
    if (operation === undefined || !fits) return err({ tag: 'unknown-operation', name: call.name })
    const run = (): string =>
      JSON.stringify(operation.run(sql, call.input as never, context(call, now)) ?? null)
    if (operation.kind === 'query' || call.requestId === null) return ok(run())
    return ok(once(sql, call.requestId, call.name, now, run))
  }
}

const context = ({ viewer }: StoreCall, now: number): StoreContext => ({ viewer, now })

/** The first call names the store's event for good; every later one has to agree. */
function ownsEvent(sql: Sql, event: string): boolean {
  const [owner] = sql.all<{ value: string }>("SELECT value FROM _meta WHERE key = 'event'")
  if (owner !== undefined) return owner.value === event
  sql.all("INSERT INTO _meta VALUES ('event', ?)", event)
  return true
}

function once(sql: Sql, id: string, operation: string, now: number, run: () => string): string {
  const [known] = sql.all<{ answer: string }>(
    'SELECT answer FROM _requests WHERE id = ? AND operation = ?',
    id,
    operation,
  )
  if (known !== undefined) return known.answer
  const answer = run()
  sql.all('DELETE FROM _requests WHERE at < ?', now - REQUEST_KEPT)
  sql.all('INSERT INTO _requests VALUES (?, ?, ?, ?)', id, operation, answer, now)
  return answer
}
