import type { ExecutionContext } from 'hono'
import {
  ANONYMOUS,
  type Clock,
  err,
  type Result,
  type Store,
  type TakenWork,
  type Tenant,
} from '../contract.ts'
import { type BreakerOptions, Breakers } from '../dispatch/breaker.ts'
import type { EventApp } from '../dispatch/compose.ts'
import { createEventApps, type EventApps } from '../dispatch/event-apps.ts'
import { type ExplainedApp, explainApp } from '../dispatch/explain-app.ts'
import type { LocalLane } from '../dispatch/lane.ts'
import { countBody } from '../dispatch/request-body.ts'
import { doHook } from '../dispatch/run-hook.ts'
import { serveVisitor, type Served, type ServeParts } from '../dispatch/serve.ts'
import type {
  ExplainAsked,
  IsolateAnswer,
  IsolateReports,
  IsolateWorked,
  ToldError,
} from '../isolate-ports.ts'
import type { Base } from '../seam/base.ts'
import type { Around, GuestPorts, GuestTurn } from './protocol.ts'
import { type KeptSnapshot, remoteParts } from './remote-ports.ts'
import { Reports, tellError } from './reports.ts'

export interface GuestParts<Pieces> {
  readonly baseOf: (around: Around) => Base<Pieces>
  readonly clock: Clock
  readonly breaker: BreakerOptions
  /** What the isolate's code has said by `console` since it was asked last. */
  readonly said?: () => readonly string[]
}

/** Imports the event's module; null for the base alone. */
export type LoadModule = (() => Promise<unknown>) | null

/** What one call of a release has around it. */
export interface GuestCall {
  readonly ports: GuestPorts
  readonly turn: GuestTurn
  readonly ctx: ExecutionContext
}

interface Apps<Pieces> {
  readonly around: Around
  readonly base: Base<Pieces>
  readonly eventApps: EventApps<Pieces>
}

/**
 * One event in an isolate of its own: base and module, composed once, and served by the same code as
 * beside other events. Who is asking has been told outside, and nothing here is trusted there.
 */
export class Guest<Pieces> {
  readonly #parts: GuestParts<Pieces>
  readonly #lane: LocalLane
  readonly #breakers: Breakers
  readonly #kept: KeptSnapshot = { storeId: '', snapshot: null }
  #apps: Apps<Pieces> | undefined
  #tenant: Tenant | undefined

  constructor(parts: GuestParts<Pieces>, load: LoadModule) {
    this.#parts = parts
    this.#lane = load === null ? { kind: 'base' } : { kind: 'shared', load }
    this.#breakers = new Breakers(parts.clock, parts.breaker)
  }

  /** null when the release can serve, else why not. */
  async ready(turn: GuestTurn): Promise<ToldError | null> {
    const app = await this.#app(turn)
    return app.ok ? null : tellError(app.error)
  }

  async serve(call: GuestCall, asked: Request): Promise<IsolateAnswer> {
    const { turn, ctx } = call
    const app = await this.#app(turn)
    if (!app.ok) return { unloaded: tellError(app.error) }
    const { base } = this.#appsOf(turn)
    // What an older release's pages load is not among the files of the platform's own base.
    const file = base.shared?.(asked) ?? null
    if (file !== null) return { ...FILE, response: file }
    const reports = this.#reportsOf(call)
    const parts: ServeParts<Pieces> = { ...this.#partsOf(call, reports), base }
    const { request, body } = countBody(asked, turn.limits.body)
    const viewer = turn.viewer ?? ANONYMOUS
    const { requestId } = turn
    const tenant = this.#known(turn)
    const known = {
      request,
      body,
      viewer,
      asked: { request, ctx, requestId, tenant, app: app.value },
    }
    return answerOf(await serveVisitor(parts, known), reports)
  }

  /** Tells the event's hook of a fact. */
  async hook(call: GuestCall, work: TakenWork): Promise<IsolateWorked> {
    const { turn, ctx } = call
    const reports = this.#reportsOf(call)
    const app = await this.#app(turn)
    if (!app.ok) reports.fault({ requestId: '', event: '', seam: 'module', error: app.error })
    const parts = this.#partsOf(call, reports)
    const hooked = app.ok ? app.value : null
    const { error } = await doHook(parts, { tenant: this.#known(turn), app: hooked, work, ctx })
    return { error, reports: reports.over() }
  }

  async explain({ turn }: GuestCall, asked: ExplainAsked): Promise<ExplainedApp | null> {
    const app = await this.#app(turn)
    if (!app.ok) return null
    const { base } = this.#appsOf(turn)
    // The router knows what becomes of a release that does not load.
    const parts = { base, breakers: this.#breakers, fallsOpen: async () => asked.fallsOpen }
    const request = new Request(asked.url, { method: asked.method })
    return explainApp(parts, request, this.#known(turn), app.value, readBefore(asked))
  }

  #reportsOf(call: GuestCall): Reports {
    return new Reports((reports) => reportLater(call, reports), this.#parts.said)
  }

  #partsOf({ ports, turn }: GuestCall, telemetry: Reports): Omit<ServeParts<Pieces>, 'base'> {
    return {
      ...remoteParts(ports, turn, this.#kept),
      clock: this.#parts.clock,
      limits: turn.limits,
      breakers: this.#breakers,
      telemetry,
    }
  }

  async #app(turn: GuestTurn): Promise<Result<EventApp<Pieces>, unknown>> {
    try {
      return await this.#appsOf(turn).eventApps(this.#known(turn), this.#lane)
    } catch (error) {
      return err(error)
    }
  }

  #appsOf({ around }: GuestTurn): Apps<Pieces> {
    const apps = this.#apps
    if (apps !== undefined && isSame(apps.around, around)) return apps
    const base = this.#parts.baseOf(around)
    return (this.#apps = { around, base, eventApps: createEventApps(base, 1) })
  }

  /** One object for a state of the record, whatever comes over the wire: apps are kept by it. */
  #known({ tenant }: GuestTurn): Tenant {
    const known = this.#tenant
    const isSame = known?.revision === tenant.revision && known.storeId === tenant.storeId
    return isSame ? known : (this.#tenant = tenant)
  }
}

const isSame = (one: Around, other: Around): boolean =>
  one === other || JSON.stringify(one) === JSON.stringify(other)

/** Tells the platform beside the answer. */
export const reportLater = ({ ports, ctx }: GuestCall, reports: IsolateReports): void =>
  ctx.waitUntil(ports.report(reports).catch(() => undefined))

const FILE = {
  route: null,
  own: false,
  degraded: [],
  fault: null,
  brokenOff: false,
  reports: { faults: [], opened: [], logs: [] },
} as const

const answerOf = (served: Served, reports: Reports): IsolateAnswer => ({
  response: served.response,
  route: served.route,
  own: served.own,
  degraded: served.degraded,
  fault: served.fault,
  brokenOff: served.brokenOff === true,
  reports: reports.over(),
})

/** The store as it was read outside. */
const readBefore = ({ settings }: ExplainAsked): Store => ({
  read: async <Output>({ name }: { readonly name: string }): Promise<Output> => {
    const read = settings?.find((known) => known.name === name)
    if (read !== undefined) return read.answer as Output
    throw new Error(`"${name}" was not read.`)
  },
  write: async () => {
    throw new Error('To explain changes nothing.')
  },
})
