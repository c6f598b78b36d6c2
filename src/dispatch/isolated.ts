import type { ReleaseChoice, Tenant } from '../contract.ts'
import type {
  Isolate,
  IsolateReports,
  Isolates,
  IsolateTurn,
  OpenedIsolate,
} from '../isolate-ports.ts'
import type { KeepAlive, Telemetry } from '../ports.ts'
import { within } from '../within.ts'
import { type FaultParts, PLATFORM } from './book.ts'
import type { EventApp } from './compose.ts'
import type { EnvParts } from './request-env.ts'
import { errorOf, type ReadAnswer, readAnswer } from './isolated-answer.ts'
import { ReleaseRefused } from './release-refused.ts'
import type { IsolatedLane } from './lane.ts'
import { notice, TOO_BIG, UNAVAILABLE } from './notice.ts'
import {
  deadlineOf,
  instead,
  meet,
  type Served,
  type ServeParts,
  serveVisitor,
  type Turn,
  type Visitor,
} from './serve.ts'
import { mayFallOpen, type WithoutModuleParts } from './without-module.ts'

/** The seam that stands for a whole release. */
export const RELEASE = 'release'

export interface IsolatedParts<Pieces> extends ServeParts<Pieces>, WithoutModuleParts<Pieces> {}

/** What answered, and out of which release; null for the base that was deployed. */
export interface IsolatedServed extends Served {
  readonly release: string | null
}

type IsolatedTurn<Pieces> = Omit<Turn<Pieces>, 'app'>

/**
 * An event's answer out of a release in its own isolate. The router stays in charge: it says who is
 * asking, how long that may take, and what of an answer reaches the visitor.
 */
export async function serveIsolated<Pieces>(
  parts: IsolatedParts<Pieces>,
  turn: IsolatedTurn<Pieces>,
  lane: IsolatedLane,
): Promise<IsolatedServed> {
  let release: string | null = null
  const served = await meet(parts, turn, async (visitor) => {
    const tries = new Tries(parts, lane.isolates, turn, visitor)
    for (const id of releasesOf(lane.release)) {
      const answered = await tries.one(id, id === lane.release?.id)
      if (answered === null) continue
      release = id
      return answered
    }
    return tries.without()
  })
  return { ...served, release }
}

/** The release in force, then the good one before it. */
export const releasesOf = (choice: ReleaseChoice | null): readonly string[] =>
  choice === null ? [] : [choice.id, choice.previous].filter((id) => id !== null)

/** A release to run something in, or why not, which is told; null for one that is left alone. */
export async function openRelease(
  parts: FaultParts,
  isolates: Isolates,
  { tenant, requestId }: { readonly tenant: Tenant; readonly requestId: string },
  id: string,
  keepAlive: KeepAlive,
): Promise<OpenedIsolate | null> {
  if (!parts.breakers.allows(tenant.key, `${RELEASE} ${id}`)) return null
  const opened = await isolates.open(tenant, id, keepAlive)
  if (!opened.ok) releaseFault(parts, { tenant, requestId, piece: id }, opened.error, keepAlive)
  return opened
}

/**
 * Logs what is wrong with a release, and counts it: what fails too often is left alone.
 *
 * @param piece the release, or what of it failed
 */
export function releaseFault(
  { telemetry, breakers }: FaultParts,
  { tenant, requestId, piece }: { tenant: Tenant; requestId: string; piece: string },
  error: unknown,
  keepAlive: KeepAlive,
): void {
  const event = tenant.key
  telemetry.fault({ requestId, event, seam: RELEASE, error })
  if (breakers.fault(event, `${RELEASE} ${piece}`)) {
    telemetry.opened({ event, seam: RELEASE }, keepAlive)
  }
}

/** Hands on what a release had to say. */
export function hear(
  { telemetry }: FaultParts,
  { tenant, requestId }: { readonly tenant: Tenant; readonly requestId: string },
  { faults, opened, logs }: IsolateReports,
  keepAlive: KeepAlive,
): void {
  const event = tenant.key
  for (const { seam, error } of faults) {
    telemetry.fault({ requestId, event, seam, error: errorOf(error) })
  }
  for (const seam of opened) telemetry.opened({ event, seam }, keepAlive)
  for (const { seam, text } of logs) telemetry.note({ type: 'log', event, seam, text })
}

/** What is said of a release that is looked at: into the log, under a name that nobody counts. */
export const aside = (telemetry: Telemetry): Telemetry => ({
  request: (point) => telemetry.request(point),
  note: (point) => telemetry.note(point),
  fault: (point) =>
    telemetry.fault(point.seam === PLATFORM ? point : { ...point, seam: `preview:${point.seam}` }),
  opened: () => undefined,
})

/** One visitor's turn at an event's releases. */
class Tries<Pieces> {
  readonly #parts: IsolatedParts<Pieces>
  readonly #isolates: Isolates
  readonly #turn: IsolatedTurn<Pieces>
  readonly #visitor: Visitor
  readonly #keepAlive: KeepAlive
  /** Whether the release in force has not answered. */
  #failed = false
  /** What is known of whether the base may stand in. */
  #fallsOpen: boolean | null = null

  constructor(
    parts: IsolatedParts<Pieces>,
    isolates: Isolates,
    turn: IsolatedTurn<Pieces>,
    visitor: Visitor,
  ) {
    this.#parts = parts
    this.#isolates = isolates
    this.#turn = turn
    this.#visitor = visitor
    this.#keepAlive = (promise) => turn.ctx.waitUntil(promise)
  }

  /** null when it is the next one's turn. */
  async one(id: string, isInForce: boolean): Promise<Served | null> {
    const opened = await openRelease(this.#parts, this.#isolates, this.#turn, id, this.#keepAlive)
    if (opened?.ok !== true) {
      this.#failed ||= isInForce
      if (opened?.error instanceof ReleaseRefused) this.#fallsOpen ??= opened.error.fallsOpen
      return null
    }
    const isolate = opened.value
    this.#fallsOpen = isolate.about.fallsOpen
    const { tenant, requestId } = this.#turn
    const piece = `${id} ${pieceOf(this.#visitor.request)}`
    const { breakers } = this.#parts
    if (!breakers.allows(tenant.key, `${RELEASE} ${piece}`)) return this.#stopped(isolate)
    try {
      const answer = await this.#ask(isolate)
      if (answer.kind === 'served') {
        breakers.success(tenant.key, `${RELEASE} ${id}`)
        breakers.success(tenant.key, `${RELEASE} ${piece}`)
        hear(this.#parts, this.#turn, answer.reports, this.#keepAlive)
        return this.#passOn(answer.served)
      }
      releaseFault(this.#parts, { tenant, requestId, piece: id }, answer.error, this.#keepAlive)
      this.#failed ||= isInForce
      // Nothing of the event has run; but a body that was handed over cannot be had again.
      return this.#visitor.request.body === null ? null : await this.without()
    } catch (error) {
      releaseFault(this.#parts, { tenant, requestId, piece }, error, this.#keepAlive)
      return this.#stopped(isolate)
    }
  }

  async #ask(isolate: Isolate): Promise<ReadAnswer> {
    const { request, viewer } = this.#visitor
    const limit = deadlineOf(this.#parts, this.#turn) + PATIENCE
    const late = (): never => {
      throw new Error(`The release did not answer within ${limit} ms.`)
    }
    const answer = await within(
      isolate.serve(turnOf(this.#parts, this.#turn, viewer), request),
      limit,
      late,
      0,
    )
    const read = readAnswer(answer, viewer, this.#parts.base.policy)
    if (read.ok) return read.value
    throw new TypeError(read.error)
  }

  #passOn(served: Served): Served {
    const { request, body } = this.#visitor
    // Inside it only broke off: it is counted here.
    if (served.brokenOff === true && body.state === 'too-big') {
      return { ...served, response: notice(request, TOO_BIG) }
    }
    return this.#failed ? { ...served, degraded: [RELEASE, ...served.degraded] } : served
  }

  /** What the fault table says of a route that stopped. */
  async #stopped({ about }: Isolate): Promise<Served> {
    const bare = await this.#bare()
    const { request } = this.#visitor
    if (bare === null) return unavailable(request, [RELEASE])
    const app = { ...bare, fallsOpen: about.fallsOpen }
    const degraded = [RELEASE]
    const known = { ...this.#visitor, asked: { ...this.#turn, app } }
    const response = await instead(this.#parts, known, degraded)
    return { response, route: null, own: false, degraded, fault: RELEASE }
  }

  /** No release answers: the base alone where nothing but looks is lost by it, else nobody. */
  async without(): Promise<Served> {
    const { tenant } = this.#turn
    const mayFall = this.#fallsOpen ?? (await mayFallOpen(this.#parts.fallsOpen, tenant))
    const app = mayFall ? await this.#bare() : null
    if (app === null) return unavailable(this.#visitor.request, [])
    const served = await serveVisitor(this.#parts, {
      ...this.#visitor,
      asked: { ...this.#turn, app },
    })
    const degraded = [RELEASE, ...served.degraded]
    return { ...served, degraded, fault: served.fault ?? RELEASE }
  }

  async #bare(): Promise<EventApp<Pieces> | null> {
    const app = await this.#parts.eventApps(this.#turn.tenant, { kind: 'base' })
    if (!app.ok) return null
    // The store goes on with what the module has told it, and notes what it may listen to.
    const { told: _, ...laid } = app.value.laid
    return { ...app.value, laid, listeners: undefined }
  }
}

/**
 * What of a release a request is for, as far as that is known from outside: one route that stops its
 * isolate every time is left alone, and the others go on.
 */
const pieceOf = ({ method, url }: Request): string =>
  `${method} ${/^[^:]+:\/\/[^/?#]*(\/[^/?#]*)?/.exec(url)?.[1] ?? '/'}`

/** Milliseconds on top of the event's deadline, which its own isolate keeps. */
export const PATIENCE = 2_000

const unavailable = (request: Request, degraded: readonly string[]): Served => ({
  response: notice(request, UNAVAILABLE),
  route: null,
  own: false,
  degraded,
  fault: RELEASE,
})

/** What an isolate is told. */
export const turnOf = (
  { originOf }: Pick<EnvParts, 'originOf'>,
  { tenant, requestId }: { readonly tenant: Tenant; readonly requestId: string },
  viewer: IsolateTurn['viewer'],
): IsolateTurn => ({ tenant, viewer, requestId, origin: originOf(tenant) })
