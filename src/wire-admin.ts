import { createAdminApp } from './admin/admin-app.tsx'
import type { EventBounces } from './admin/bounces-api.ts'
import { listBounces, noteBounce } from './base/mails/bounces.ts'
import type { MatchPieces } from './base/pieces.ts'
import { type Store, SYSTEM, type Tenant } from './contract.ts'
import { explain } from './dispatch/explain.ts'
import { readHost } from './dispatch/host.ts'
import { NO_EVENT, notice } from './dispatch/notice.ts'
import { resolve } from './dispatch/resolve.ts'
import type { WorkParts } from './dispatch/run-work.ts'
import type { FaultCounts, KeepAlive } from './ports.ts'

/** The admin host; without a token it is nobody's host. */
export function adminHost(
  parts: WorkParts<MatchPieces>,
  token: string | undefined,
  faultCounts: FaultCounts,
): (request: Request, keepAlive: KeepAlive) => Response | Promise<Response> {
  if (token === undefined || token === '') return (request) => notice(request, NO_EVENT)
  const app = createAdminApp({
    token,
    explain: (request, keepAlive) => explain(parts, request, keepAlive),
    recentFaults: (event) => faultCounts.recent(event),
    async outboxOf(event, keepAlive) {
      const tenant = await findEvent(parts, event, keepAlive)
      return tenant === null ? null : { event: tenant.key, outbox: parts.openOutbox(tenant) }
    },
    async bouncesOf(event, keepAlive) {
      const tenant = await findEvent(parts, event, keepAlive)
      return tenant === null ? null : createBounces(parts.openStore(tenant, SYSTEM))
    },
    failed: (error) => parts.telemetry.fault({ requestId: '', event: '', seam: 'admin', error }),
    now: () => parts.clock.now(),
  })
  return (request, keepAlive) =>
    app.fetch(
      request,
      {},
      {
        waitUntil: keepAlive,
        passThroughOnException: () => undefined,
        props: {},
      },
    )
}

const createBounces = (store: Store): EventBounces => ({
  list: () => store.read(listBounces, {}),
  note: async (bounce) => (await store.write(noteBounce, bounce, crypto.randomUUID())).ok,
})

/**
 * An event by one of its hosts, or by its key where it is on a host of that name. Rejects when the
 * registry does not tell.
 */
async function findEvent(
  { directory, apexes }: WorkParts<MatchPieces>,
  event: string,
  keepAlive: KeepAlive,
): Promise<Tenant | null> {
  const names = event.includes('.') ? [event] : [...apexes].map((apex) => `${event}.${apex}`)
  for (const name of names) {
    const host = readHost(`http://${name}/`, null, apexes)
    if (host.kind !== 'event') continue
    const found = await resolve(host.hostname, directory, keepAlive)
    if (found.kind === 'tenant') return found.tenant
    if (found.kind === 'unavailable')
      throw new Error(`The registry says of ${name}: ${found.reason}.`)
  }
  return null
}
