import { matchStore } from '../../src/base/match.ts'
import { SYSTEM, type Tenant } from '../../src/contract.ts'
import { createMemoryStore, type MemoryStore } from '../../src/kit/memory-store.ts'
import type { FaultPoint } from '../../src/ports.ts'
import { type EventDoor, type Sent, wireRequest } from './event-door.ts'
import { type Loader, serveHall } from './hall.ts'
import type { Reply } from './reply.ts'

/** Events in this process: the whole way of a request, over stores that run the features' own SQL. */
export interface MemoryDoors {
  open(tenant: Tenant): EventDoor
  readonly faults: readonly FaultPoint[]
}

/** Well before the events of tests; time does not pass by itself. */
const NOW = Date.UTC(2027, 0, 10, 12)

export function openDoors(modules: ReadonlyMap<string, Loader> = new Map()): MemoryDoors {
  const tenants = new Map<string, Tenant>()
  const stores = new Map<string, MemoryStore>()
  const time = { now: NOW }
  const storeOf = ({ storeId }: Tenant): MemoryStore => {
    const store = stores.get(storeId) ?? createMemoryStore(matchStore, () => time.now)
    stores.set(storeId, store)
    return store
  }
  const openStore: MemoryStore['open'] = (tenant, ...whose) =>
    storeOf(tenant).open(tenant, ...whose)
  const hall = serveHall(
    { tenants, openStore, openStub: (of) => storeOf(of).stub, rows: () => [], time },
    modules,
  )
  const open = (tenant: Tenant): EventDoor => {
    tenants.set(tenant.key, tenant)
    const origin = `http://${tenant.canonicalHost}`
    return {
      tenant,
      origin,
      get mails() {
        return hall.mails.filter(({ event }) => event === tenant.key)
      },
      store: openStore(tenant, SYSTEM),
      async send(path: string, sent: Sent = {}) {
        const request = new Request(origin + path, wireRequest({ origin }, sent))
        const reply = await readReply(await hall.fetch(request))
        // What was refused leaves no work.
        if (request.method === 'POST' && reply.status < 400) await hall.settled()
        return reply
      },
      sql: async (statement, ...bindings) => storeOf(tenant).sql.all(statement, ...bindings),
    }
  }
  return { open, faults: hall.faults }
}

const readReply = async (response: Response): Promise<Reply> => ({
  status: response.status,
  headers: new Map(response.headers),
  body: await response.text(),
})
