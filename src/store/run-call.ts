import { ANONYMOUS, err, ok, type Sql, type Viewer } from '../contract.ts'
import { type Bell, Turn } from './bell.ts'
import type { StoreFeature } from './feature.ts'
import { OUTBOX, type OutboxOptions } from './outbox.ts'
import { outboxOperations } from './outbox-operations.ts'
import { createOwnership } from './owner.ts'
import { personalOperations } from './personal.ts'
import { createPublications } from './publications.ts'
import { RPC_VERSION, type StoreCall, type StoreReply } from './rpc.ts'
import { setUpOperations } from './set-up.ts'
import { createSuspension, suspend } from './suspension.ts'
import { createTold } from './told.ts'

type Operation = StoreFeature['operations'][number]

export type RunCall = (sql: Sql, call: StoreCall, now: number, bell: Bell) => StoreReply

/** How long a command's answer is kept for its request id, in milliseconds. */
const REQUEST_KEPT = 24 * 60 * 60_000

/** How often answers that are no longer kept are cleared away, in milliseconds. */
const CLEARED = 60 * 60_000

/**
 * One store's runner of all features' operations. Call it inside one transaction.
 *
 * @param quiet see `createTold`
 */
export function createRunner(
  features: readonly StoreFeature[],
  outbox: OutboxOptions = OUTBOX,
  quiet?: number,
): RunCall {
  const admitting = features.flatMap(({ admit }) => (admit === undefined ? [] : [admit]))
  const ownsEvent = createOwnership()
  const suspension = createSuspension()
  const once = createOnce()
  const told = createTold(quiet)
  const publications = createPublications(features)
  const personal = personalOperations(features)
  const operations = new Map<string, Operation>()
  for (const operation of [
    publications.query,
    ...Object.values(outboxOperations(outbox)),
    ...Object.values(personal),
    ...Object.values(setUpOperations(features)),
    suspend,
    ...features.flatMap((feature) => feature.operations),
  ]) {
    operations.set(operation.name, operation)
  }
  return (sql, call, now, bell) => {
    if (call.version !== RPC_VERSION) return err({ tag: 'unknown-version', version: call.version })
    if (!ownsEvent(sql, call.event, call.address)) return err({ tag: 'wrong-event' })
    if (call.viewer.kind !== 'system' && suspension.isSuspended(sql))
      return err({ tag: 'suspended' })
    const operation = operations.get(call.name)
    if (operation === suspend) suspension.forget()
    // A command without an id could run twice, a query with one would be answered from the past.
    const fits = (operation?.kind === 'command') === (call.requestId !== null)
    if (operation === undefined || !fits) return err({ tag: 'unknown-operation', name: call.name })
    const { told: knows } = call
    if (knows !== undefined && told.isNews(sql, knows, now) !== knows.tells) {
      // Two may have found out at the same time that the store does not know: one of them tells it.
      return knows.tells ? ok('null') : err({ tag: 'untold' })
    }
    const viewer = admitting.reduce((who, admit) => admit(sql, who, now), call.viewer)
    const run = (): string => {
      const turn = new Turn(sql, viewer, now, bell, call.listeners)
      const answer = operation.run(sql, call.input as never, turn.context)
      turn.end()
      publications.ran(sql, call.name, now)
      if (knows?.tells === true) told.note(sql, knows, now)
      return JSON.stringify(answer ?? null)
    }
    if (operation.kind === 'query' || call.requestId === null || operation.repeatable === true)
      return ok(run())
    // Who is erased is nobody by the time the same form comes again.
    const later = call.name === personal.erase.name ? ANONYMOUS : viewer
    return ok(once(sql, { id: call.requestId, operation: call.name, viewer, later, now }, run))
  }
}

interface Asked {
  readonly id: string
  readonly operation: string
  readonly viewer: Viewer
  /** Who asks when the same is asked again. */
  readonly later: Viewer
  readonly now: number
}

/** Runs what a request id asks for the first time; answers it from then on with the first answer. */
function createOnce(): (sql: Sql, asked: Asked, run: () => string) => string {
  let cleared = 0
  return (sql, { id, operation, viewer, later, now }, run) => {
    const [known] = sql.all<{ answer: string }>(
      'SELECT answer FROM _requests WHERE id = ? AND operation = ?',
      ownId(viewer, id),
      operation,
    )
    if (known !== undefined) return known.answer
    const answer = run()
    if (now - cleared > CLEARED) {
      cleared = now
      sql.all('DELETE FROM _requests WHERE at < ?', now - REQUEST_KEPT)
    }
    sql.all(
      'INSERT OR REPLACE INTO _requests VALUES (?, ?, ?, ?)',
      ownId(later, id),
      operation,
      answer,
      now,
    )
    return answer
  }
}

/** Somebody else's id is nobody's: it must not show what they were answered. */
const ownId = (viewer: Viewer, id: string): string =>
  `${viewer.kind === 'person' ? viewer.id : viewer.kind} ${id}`
