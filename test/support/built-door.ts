import { type SqlValue, SYSTEM, type Tenant } from '../../src/contract.ts'
import type { StoreStub } from '../../src/store/rpc.ts'
import { StoreClient } from '../../src/store/store-client.ts'
import { ask } from './ask.ts'
import type { BuiltWorker } from './built-worker.ts'
import { type EventDoor, type Sent, wireRequest } from './event-door.ts'
import { publish } from './seed-built-worker.ts'

/** Registers an event at a built Worker, and opens it. For `sql` the Worker has to be `inspected`. */
export async function builtDoor(built: BuiltWorker, tenant: Tenant): Promise<EventDoor> {
  const { worker, url, mails } = built
  await publish(worker, tenant)
  const stores = await worker.getDurableObjectNamespace('EVENTS')
  const stub = (): StoreStub =>
    stores.get(stores.idFromName(tenant.storeId)) as unknown as StoreStub
  const { canonicalHost: host, storeId: name } = tenant
  const origin = `${url.protocol}//${host}:${url.port}`
  return {
    tenant,
    origin,
    store: new StoreClient(stub, tenant, SYSTEM),
    get mails() {
      return mails.filter(({ from }) => from.name === tenant.name)
    },
    send: (path: string, sent: Sent = {}) =>
      ask(url.origin, host, path, wireRequest({ origin }, sent)),
    async sql<Row>(statement: string, ...bindings: SqlValue[]) {
      const storage = await worker.unsafeGetDurableObjectStorage('usher', 'EventStore', { name })
      return (await storage.exec(statement, ...bindings)) as Row[]
    },
  }
}
