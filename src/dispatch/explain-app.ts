import { getPath } from 'hono/utils/url'
import type { Store, Tenant } from '../contract.ts'
import type { FallsOpen } from '../ports.ts'
import type { Base, ExplainedSetting } from '../seam/base.ts'
import type { EventModule } from '../seam/module.ts'
import { labelOf, SEAM_NAMES, SEAMS } from '../seam/seams.ts'
import type { Breakers } from './breaker.ts'
import type { EventApp } from './compose.ts'
import type { Layer } from './layers.ts'
import { fallsBack } from './serve.ts'
import { mayFallOpen } from './without-module.ts'

/** What answers a request within an event's app. */
export interface ExplainedApp {
  /** Who answers this path for this method; null for nobody. */
  readonly layer: Layer | null
  /** Methods the path answers to. */
  readonly allowed: readonly string[]
  /** What the module fills, by kind of seam. */
  readonly seams: Readonly<Record<string, readonly string[]>>
  /** Each setting in force and who set it; null when the event's store does not answer. */
  readonly settings: readonly ExplainedSetting[] | null
  /** Seams that are not tried now, in the isolate that was asked. */
  readonly givenUp: readonly string[]
  readonly ifItFaults: string
  /** null where no module answers. */
  readonly ifItDoesNotLoad: string | null
}

export interface ExplainAppParts<Pieces> {
  readonly base: Base<Pieces>
  readonly breakers: Breakers
  readonly fallsOpen: FallsOpen
}

/** @param store for the settings in force */
export async function explainApp<Pieces>(
  parts: ExplainAppParts<Pieces>,
  request: Request,
  tenant: Tenant,
  app: EventApp<Pieces>,
  store: Store,
): Promise<ExplainedApp> {
  const path = getPath(request)
  const layer = app.layers.find(request.method, path)
  return {
    layer,
    allowed: app.layers.allowed(path),
    seams: filled(app.module),
    settings: await settingsOf(app, store),
    givenUp: parts.breakers.open(tenant.key),
    ifItFaults: consequence(layer, app.module, fallsBack(app, parts.base, request)),
    ifItDoesNotLoad: app.module === null ? null : await unloaded(parts, tenant),
  }
}

async function settingsOf<Pieces>(
  { laid }: EventApp<Pieces>,
  store: Store,
): Promise<readonly ExplainedSetting[] | null> {
  if (laid.settings === undefined) return []
  try {
    return await laid.settings(store)
  } catch {
    return null
  }
}

const unloaded = async <Pieces>(
  { fallsOpen }: ExplainAppParts<Pieces>,
  tenant: Tenant,
): Promise<string> =>
  (await mayFallOpen(fallsOpen, tenant))
    ? 'the base answers alone, and the answer says so'
    : '503 of this event'

function consequence(
  layer: Layer | null,
  module: EventModule | null,
  canFallBack: boolean,
): string {
  if (layer === null) return 'nothing is there to fault: the base’s own page for it'
  if (layer.by === 'base') {
    const decides = module?.guards !== undefined || module?.rules !== undefined
    const closed = decides ? 'a guard or rule of it: 503; ' : ''
    return `a view or text of the event: the base’s own; ${closed}the base itself: 503, no fault of the event`
  }
  return canFallBack ? 'the base answers, and the answer says so' : 'the event’s error page, 500'
}

function filled(module: EventModule | null): Record<string, readonly string[]> {
  if (module === null) return {}
  const seams = SEAM_NAMES.map((seam) => [seam, SEAMS[seam].pieces(module).map(labelOf)] as const)
  return Object.fromEntries(seams.filter(([, names]) => names.length > 0))
}
