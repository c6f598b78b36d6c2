import { ok, type Result, type Tenant } from '../contract.ts'
import type { Base } from '../seam/base.ts'
import { compose, type EventApp } from './compose.ts'
import type { Lane } from './lane.ts'
import { createLoader } from './load.ts'

type Composed<Pieces> = Result<EventApp<Pieces>, unknown>

/** The event app of a tenant in its lane; at once when it is kept. */
export type EventApps<Pieces> = (
  tenant: Tenant,
  lane: Lane,
) => Composed<Pieces> | Promise<Composed<Pieces>>

/**
 * Composes event apps, once per version of a tenant's record, and keeps those used last.
 *
 * @param size apps kept in one isolate; each costs some 30 KB once used
 */
export function createEventApps<Pieces>(base: Base<Pieces>, size: number): EventApps<Pieces> {
  const kept = new Map<string, { readonly tenant: Tenant; readonly app: Composed<Pieces> }>()
  const load = createLoader()

  async function create(tenant: Tenant, lane: Lane): Promise<Composed<Pieces>> {
    const module = lane.kind === 'shared' ? await load(tenant.key, lane.load) : ok(null)
    if (!module.ok) return module
    return keep(tenant, ok(compose(base, base.lay(tenant, module.value), module.value)))
  }

  function keep(tenant: Tenant, app: Composed<Pieces>): Composed<Pieces> {
    kept.delete(tenant.key)
    kept.set(tenant.key, { tenant, app })
    for (const oldest of kept.keys()) {
      if (kept.size <= size) break
      kept.delete(oldest)
    }
    return app
  }

  return (tenant, lane) => {
    const known = kept.get(tenant.key)
    if (known?.tenant !== tenant) return create(tenant, lane)
    // A Map keeps the order of insertion: what was used last stands last.
    kept.delete(tenant.key)
    kept.set(tenant.key, known)
    return known.app
  }
}
