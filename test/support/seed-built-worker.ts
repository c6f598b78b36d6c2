import type { Miniflare } from 'miniflare'
import { importSchedule } from '../../src/base/agenda/import-schedule.ts'
import { replaceSchedule } from '../../src/base/agenda/store.ts'
import { importPeople } from '../../src/base/people/store.ts'
import { SYSTEM, type Tenant } from '../../src/contract.ts'
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
  const stores = await worker.getDurableObjectNamespace('EVENTS')
  for (const { tenant, schedule, people } of seeds) {
    await publish(worker, tenant)
    const stub = (): StoreStub =>
      stores.get(stores.idFromName(tenant.storeId)) as unknown as StoreStub
    const store = new StoreClient(stub, tenant, SYSTEM)
    if (people !== null) await store.write(importPeople, people, 'people')
    if (schedule === null) continue
    const imported = await importSchedule(new Blob([schedule.text]).stream(), schedule.format, {
      timeZone: tenant.timeZone,
    })
    if (!imported.ok) throw new Error(`${tenant.key}: ${imported.error.message}`)
    await store.write(replaceSchedule, imported.value, 'seed')
  }
}
