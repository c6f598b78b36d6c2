import type { Miniflare } from 'miniflare'
import { type Store, SYSTEM, type Tenant, type Viewer } from '../../src/contract.ts'
import { plant } from '../../src/dev/plant.ts'
import type { Seed } from '../../src/dev/seed-contract.ts'
import { hostKey } from '../../src/registry/kv-directory.ts'
import { serializeTenant } from '../../src/registry/tenant.ts'
import type { StoreStub } from '../../src/store/rpc.ts'
import { StoreClient } from '../../src/store/store-client.ts'

/** Publishes a tenant's record, as the registry does: one key a host. */
export async function publish(worker: Miniflare, tenant: Tenant): Promise<void> {
  const records = await worker.getKVNamespace('TENANTS')
  for (const host of tenant.hosts) await records.put(hostKey(host), serializeTenant(tenant))
}

/** Puts demo events into a Worker that has no door for them. */
export async function seedBuiltWorker(worker: Miniflare, seeds: readonly Seed[]): Promise<void> {
  for (const seeded of seeds) {
    const { tenant } = seeded
    await publish(worker, tenant)
    const problems = await plant(await systemStore(worker, tenant), tenant, seeded)
    if (problems.length > 0) throw new Error(problems.join('\n'))
  }
}

/** An event's store in a built Worker, as the platform itself sees it. */
export const systemStore = async (worker: Miniflare, tenant: Tenant): Promise<Store> =>
  (await openStores(worker, tenant))(SYSTEM)

/** An event's store in a built Worker, for whoever asks. */
export async function openStores(
  worker: Miniflare,
  tenant: Tenant,
): Promise<(viewer: Viewer) => Store> {
  const stores = await worker.getDurableObjectNamespace('EVENTS')
  const stub = (): StoreStub =>
    stores.get(stores.idFromName(tenant.storeId)) as unknown as StoreStub
  return (viewer) => new StoreClient(stub, tenant, viewer)
}
