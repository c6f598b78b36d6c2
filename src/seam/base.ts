import type { Hono } from 'hono'
import type { AppEnv, Clock, Store, Tenant, Told, Viewer } from '../contract.ts'
import type { SeamWatch } from './fault.ts'
import type { EventModule } from './module.ts'

/** A Hono app whose routes get an event's capabilities as `c.env`. */
export type AppRoutes<Pieces> = Hono<{ Bindings: AppEnv<Pieces> }>

/** What every page of a base and of the platform says to the browser. */
export const SAFE_HEADERS = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'strict-origin-when-cross-origin',
} as const

/** The shared app under every event. Dispatch knows a product only by this. */
export interface Base<Pieces> {
  readonly routes: AppRoutes<Pieces>
  /** Those of its routes that a module with an app of its own may keep, by name. */
  readonly parts: ReadonlyMap<string, AppRoutes<Pieces>>
  /**
   * What is the same for every event and every visitor, scripts and the like; null for every other
   * request. Answered on an open event's host before its code is loaded and before anybody is told who
   * is asking. Absent in a base that has none.
   */
  shared?(request: Request): Response | null
  /**
   * Whether the base answers a GET of this path for everybody, so that it may stand in for a faulty
   * route of a module.
   */
  isPublic(request: Request): boolean
  /**
   * Who is asking: the base's session, read once and before any code of the event runs. At once for a
   * visitor without one. Absent in a base where nobody signs in.
   */
  identify?(request: Request, door: Door): Viewer | Promise<Viewer>
  /**
   * What it does about work that its features have noted, by topic; the store in `env` is the
   * platform's own. Runs after the fact, at least once; what rejects is tried again later.
   */
  readonly work?: Readonly<Record<string, DoWork<Pieces>>>
  /** The seams of one event with what its module fills them with; null when it has none. */
  lay(tenant: Tenant, module: EventModule | null): Laid<Pieces>
  /**
   * What of a module could never work although it can be laid; asked by builds. Absent in a base that
   * looks no closer.
   */
  examine?(module: EventModule): readonly (readonly [seam: string, error: unknown])[]
  /**
   * What its pages say at least as `Content-Security-Policy`; the router sees to it where they were made
   * elsewhere. Absent in a base that says nothing there.
   */
  readonly policy?: string
  /** The event's own page for an answer that no route gave. */
  page(kind: BasePage, request: Request, env: AppEnv<Pieces>): Response | Promise<Response>
}

/** @param body what was noted, maybe by an older version of the base */
export type DoWork<Pieces> = (env: AppEnv<Pieces>, body: unknown) => Promise<void>

/** What a base needs to tell who is asking. The store is bound to nobody yet. */
export interface Door {
  readonly tenant: Tenant
  readonly clock: Clock
  /** Opened when it is first asked for. */
  readonly store: Store
}

/**
 * `not-allowed`: the path is there, but not for this method. `closed`: it could not be decided whether
 * it may be shown or done; 503 with `Retry-After`.
 */
export type BasePage = 'not-found' | 'not-allowed' | 'fault' | 'closed'

/** One event's seams, made once and kept. */
export interface Laid<Pieces> {
  /** Routes that the base makes out of the module's pieces (its extra pages). */
  readonly routes: AppRoutes<Pieces> | null
  /** What the event's store has to know of module and record; absent when that is nothing. */
  readonly told?: Told
  /** Each setting in force and who set it, for `explain`; absent in a base without settings. */
  settings?(store: Store): Promise<readonly ExplainedSetting[]>
  /** The seams for one request, watched. */
  bind(watch: SeamWatch): Pieces
}

/** One value of the settings. */
export interface ExplainedSetting {
  /** Its path, `quotas.everyone.pending`. */
  readonly name: string
  /** As JSON. */
  readonly value: string
  /** Who set it: `base`, `event`, `tenant` or `organiser`. */
  readonly from: string
}
