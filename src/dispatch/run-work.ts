import type { ExecutionContext } from 'hono'
import { type Ring, SYSTEM, type TakenWork, type Tenant, type WorkOutcome } from '../contract.ts'
import type { OpenOutbox } from '../ports.ts'
import { HOOKS } from '../seam/hook.ts'
import { Book, PLATFORM } from './book.ts'
import type { EventApp } from './compose.ts'
import type { DispatchParts } from './dispatch.ts'
import { workThere } from './forward.ts'
import { isolatedHands } from './isolated-work.ts'
import { chooseLane, type Lane, type LocalLane } from './lane.ts'
import { RequestEnv } from './request-env.ts'
import { resolve } from './resolve.ts'
import { doHook, settle } from './run-hook.ts'
import { statusAt } from '../status-schedule.ts'

export interface WorkParts<Pieces> extends DispatchParts<Pieces> {
  readonly openOutbox: OpenOutbox
}

/**
 * What became of a ring. `over`: nothing is left that could be done now. `again`: somebody whom it takes
 * did not answer; the same ring is worth another try.
 */
export type Worked = 'over' | 'again'

/**
 * Takes an event's work for as long as some is due, and does it in the event's lane. Never rejects.
 * What is not settled here is given out again later, and a store with work that is left rings again.
 */
export async function runWork<Pieces>(
  parts: WorkParts<Pieces>,
  ring: Ring,
  ctx: ExecutionContext,
): Promise<Worked> {
  try {
    const found = await resolve(ring.host, parts.directory, (promise) => ctx.waitUntil(promise))
    if (found.kind === 'unavailable') return 'again'
    if (found.kind === 'unknown' || !isTheirs(found.tenant, ring)) return 'over'
    const { tenant } = found
    // Its work waits for it: the store rings again.
    const status = statusAt(tenant, parts.clock.now())
    if (status === 'suspended') return 'over'
    const lane = chooseLane(parts, tenant, status)
    if (lane.kind === 'remote') return await workThere(parts, ring, lane.share)
    await doAll(parts, tenant, lane, ctx)
    return 'over'
  } catch (error) {
    parts.telemetry.fault({ requestId: '', event: ring.event, seam: PLATFORM, error })
    return 'again'
  }
}

/** The seam that stands for a whole module. */
const MODULE = 'module'

/** A host may have gone to another event since, and a key to another store. */
const isTheirs = ({ key, storeId }: Tenant, ring: Ring): boolean =>
  key === ring.event && storeId === ring.storeId

/** Rounds of one ring: each piece of work is a few calls, and the platform counts them. */
const ROUNDS = 10

async function doAll<Pieces>(
  parts: WorkParts<Pieces>,
  tenant: Tenant,
  lane: Exclude<Lane, { kind: 'remote' }>,
  ctx: ExecutionContext,
): Promise<void> {
  const outbox = parts.openOutbox(tenant)
  let taken = await outbox.work([], true)
  if (taken.length === 0) return
  const settleOne = await worker(parts, tenant, lane, ctx)
  for (let round = 1; taken.length > 0; round++) {
    const turns = taken.map((work) => settleOne(work))
    taken = await outbox.work(await Promise.all(turns), round < ROUNDS)
  }
}

type SettleOne = (work: TakenWork) => Promise<WorkOutcome>

/** Whoever does an event's work in its lane. */
async function worker<Pieces>(
  parts: WorkParts<Pieces>,
  tenant: Tenant,
  lane: Exclude<Lane, { kind: 'remote' }>,
  ctx: ExecutionContext,
): Promise<SettleOne> {
  if (lane.kind !== 'isolated') {
    const app = await appOf(parts, tenant, lane)
    return (work) => doOne(parts, { tenant, app, work, ctx })
  }
  const hands = await isolatedHands(parts, lane, tenant, ctx)
  return async (work) =>
    work.topic === HOOKS && hands.hook !== null
      ? hands.hook(work)
      : doOne(parts, { tenant, app: hands.app, work, ctx })
}

/**
 * The event's app; the base's alone where its module does not load: texts fall open, and its hooks,
 * which are not known, wait for it.
 */
async function appOf<Pieces>(
  { eventApps, telemetry }: WorkParts<Pieces>,
  tenant: Tenant,
  lane: LocalLane,
): Promise<EventApp<Pieces>> {
  const own = await eventApps(tenant, lane)
  if (own.ok) return own.value
  telemetry.fault({ requestId: '', event: tenant.key, seam: MODULE, error: own.error })
  const bare = await eventApps(tenant, { kind: 'base' })
  if (bare.ok) return { ...bare.value, listeners: undefined }
  throw bare.error
}

interface WorkTurn<Pieces> {
  readonly tenant: Tenant
  readonly app: EventApp<Pieces>
  readonly work: TakenWork
  readonly ctx: ExecutionContext
}

/** Does one piece of work. Whose it is that it fails, the seam says; the outcome is the operator's. */
async function doOne<Pieces>(
  parts: WorkParts<Pieces>,
  turn: WorkTurn<Pieces>,
): Promise<WorkOutcome> {
  const { tenant, app, work, ctx } = turn
  if (work.topic === HOOKS) {
    return doHook(parts, { tenant, app: app.listeners === undefined ? null : app, work, ctx })
  }
  const book = new Book(parts, tenant.key, work.id, ctx, [], parts.limits.pieceDeadline)
  return settle(parts, { tenant, work, book, seam: PLATFORM }, () => doTopic(parts, turn, book))
}

async function doTopic<Pieces>(
  parts: WorkParts<Pieces>,
  { tenant, app, work }: WorkTurn<Pieces>,
  book: Book,
): Promise<void> {
  const { work: topics = {} } = parts.base
  const run = Object.hasOwn(topics, work.topic) ? topics[work.topic] : undefined
  if (run === undefined) throw new Error(`The base does nothing about "${work.topic}".`)
  await run(new RequestEnv(parts, { tenant, requestId: work.id }, SYSTEM, app, book), work.body)
}
