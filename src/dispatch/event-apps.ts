import { ok, type Result, type Tenant } from '../contract.ts'
import type { Base } from '../seam/base.ts'
import { compose, type EventApp } from './compose.ts'
import type { Lane } from './lane.ts'
import { createLoader } from './load.ts'

export type EventApps<Pieces> = (
  tenant: Tenant,
  lane: Lane,
) => Promise<Result<EventApp<Pieces>, unknown>>

/** Composed apps kept in one isolate; each costs some 30 KB once used. */
const MAX_KEPT = 1000

/** Composes the event app of a tenant, once per revision of its record, and keeps it. */
export function createEventApps<Pieces>(base: Base<Pieces>): EventApps<Pieces> {
  const kept = new Map<string, { readonly tenant: Tenant; readonly app: EventApp<Pieces> }>()
  const load = createLoader()

  return async (tenant, lane) => {
    const known = kept.get(tenant.key)
    if (known !== undefined && known.tenant === tenant) return ok(known.app)
    const module = lane.kind === 'shared' ? await load(tenant.key, lane.load) : ok(null)
    if (!module.ok) return module
    const app = compose(base, base.lay(tenant, module.value), module.value)
    kept.delete(tenant.key)
    kept.set(tenant.key, { tenant, app })
    for (const oldest of kept.keys()) {
      if (kept.size <= MAX_KEPT) break
      kept.delete(oldest)
    }
    return ok(app)
  }
}
