import type { Publication, Published } from '../contract.ts'
import type { EnvParts } from '../dispatch/request-env.ts'
import { deepFrozen } from '../snapshot.ts'
import { StoreClient } from '../store/store-client.ts'
import type { GuestPorts, GuestSnapshot, GuestTurn } from './protocol.ts'

/** What a release keeps of what its event has published. */
export interface KeptSnapshot {
  storeId: string
  snapshot: GuestSnapshot | null
}

type Remote = Pick<
  EnvParts,
  'openStore' | 'openPublished' | 'openMail' | 'openHttp' | 'openSecrets' | 'originOf'
>

/** The capabilities of a turn, each a call to the platform. */
export const remoteParts = (ports: GuestPorts, turn: GuestTurn, kept: KeptSnapshot): Remote => ({
  openStore: (...whose) =>
    new StoreClient(
      () => ({ call: (call) => ports.store(call), calls: (calls) => ports.stores(calls) }),
      ...whose,
    ),
  openPublished: () => openPublished(ports, turn, kept),
  openMail: () => ({ send: (mail) => ports.mail(mail) }),
  openHttp: () => ({ fetch: (url, init) => ports.http(url, init) }),
  openSecrets: () => ({ get: (name) => ports.secret(name) }),
  originOf: () => turn.origin,
})

/** The platform says beforehand which state it would answer with: what is kept is nearly always that. */
function openPublished(
  ports: GuestPorts,
  { tenant: { storeId }, published }: GuestTurn,
  kept: KeptSnapshot,
): Published {
  if (kept.storeId !== storeId) Object.assign(kept, { storeId, snapshot: null })
  const keep = (snapshot: GuestSnapshot): GuestSnapshot => (kept.snapshot = deepFrozen(snapshot))
  async function current(): Promise<GuestSnapshot> {
    const { snapshot } = kept
    if (snapshot !== null && snapshot.version === published) return snapshot
    const newer = await ports.published(snapshot?.version ?? null)
    if (newer !== null) return keep(newer)
    return snapshot ?? keep(await ports.renew())
  }
  let read: Promise<GuestSnapshot> | undefined
  return {
    async read<Data>({ query: { name }, shape }: Publication<Data>): Promise<Data> {
      read ??= current()
      const found = (await read).data[name]
      if (found?.shape === shape) return found.value as Data
      throw new Error(`"${name}" is not published in the shape that this release reads.`)
    },
    async renew() {
      read = Promise.resolve(keep(await ports.renew()))
      await read
    },
  }
}
