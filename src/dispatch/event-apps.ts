import { err, ok, type Result, type Tenant } from '../contract.ts'
import type { Base } from '../seam/base.ts'
import { compose, type EventApp } from './compose.ts'
import type { LocalLane } from './lane.ts'
import { createLoader } from './load.ts'

type Composed<Pieces> = Result<EventApp<Pieces>, unknown>

/** The event app of a tenant in its lane; at once when it is kept. */
export type EventApps<Pieces> = (
  tenant: Tenant,
  lane: LocalLane,
) => Composed<Pieces> | Promise<Composed<Pieces>>

/**
 * Composes event apps, once per version of a tenant's record, and keeps those used last.
 *
 * @param size apps with a module kept in one isolate; each costs some 30 KB once used
 */
export function createEventApps<Pieces>(base: Base<Pieces>, size: number): EventApps<Pieces> {
  const kept = new Map<string, { readonly tenant: Tenant; readonly app: Composed<Pieces> }>()
  const load = createLoader()

  /** An event without a module is little more than its seams: it lives as long as its record does. */
  const bare = new WeakMap<Tenant, Composed<Pieces>>()

  function createBare(tenant: Tenant): Composed<Pieces> {
    const app = ok(compose(base, base.lay(tenant, null), null))
    bare.set(tenant, app)
    return app
  }

  async function create(
    tenant: Tenant,
    importer: () => Promise<unknown>,
  ): Promise<Composed<Pieces>> {
    const module = await load(tenant.key, importer)
    if (!module.ok) return module
    const meanwhile = kept.get(tenant.key)
    if (meanwhile?.tenant === tenant) return meanwhile.app
    try {
      return keep(tenant, ok(compose(base, base.lay(tenant, module.value), module.value)))
    } catch (error) {
      // What only looks like a module.
      return keep(tenant, err(error))
    }
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
    if (lane.kind === 'base') return bare.get(tenant) ?? createBare(tenant)
    const known = kept.get(tenant.key)
    if (known?.tenant !== tenant) return create(tenant, lane.load)
    // A Map keeps the order of insertion: what was used last stands last.
    kept.delete(tenant.key)
    kept.set(tenant.key, known)
    return known.app
  }
}
