import { matchStore } from '../../src/base/match.ts'
import { createMemoryStore, type MemoryStore } from '../../src/kit/memory-store.ts'
import { storeContract } from '../support/store-contract.ts'

// The store of events' own tests does what the real one does (test/workerd/event-store.test.ts).

const stores = new Map<string, MemoryStore>()

storeContract((tenant, viewer) => {
  const store =
    stores.get(tenant.storeId) ?? createMemoryStore(matchStore, () => Date.UTC(2027, 0, 10))
  stores.set(tenant.storeId, store)
  return store.open(tenant, viewer)
})
