import { type AccessEnv, hasAdminHost } from './admin/access/access-env.ts'
import type { LocalDoor } from './admin/access/identify.ts'
import type { EventBounces, EventWorkParts } from './admin/event-work.ts'
import type { Admin } from './admin/open-admin.ts'
import { listBounces, noteBounce } from './base/mails/bounces.ts'
import type { MatchPieces } from './base/pieces.ts'
import { err, type Result, type Store, SYSTEM, type Tenant } from './contract.ts'
import { explain } from './dispatch/explain.ts'
import { readHost } from './dispatch/host.ts'
import { NO_EVENT, notice } from './dispatch/notice.ts'
import { PREVIEW_PARAMETER, signPreview } from './dispatch/preview.ts'
import { signReleasePreview } from './dispatch/release-preview.ts'
import { resolve } from './dispatch/resolve.ts'
import type { WorkParts } from './dispatch/run-work.ts'
import type { Alerts, FaultCounts, KeepAlive } from './ports.ts'
import type { Registrar } from './registry/registrar/registrar-calls.ts'
import { releaseParts } from './wire-releases.ts'
import { type MasterKeys, masterKeysText, readMasterKeys } from './registry/secrets/master-keys.ts'

/** What the admin host needs of the Worker besides its parts. */
export interface AdminSurroundings {
  readonly env: AccessEnv & { readonly SECRETS_KEY?: string; readonly RELEASES?: R2Bucket }
  readonly registrar: Registrar
  readonly faultCounts: FaultCounts
  readonly alerts: Alerts
  /** Development's own way in. */
  readonly local: LocalDoor | undefined
}

/** The admin host; where nobody could be let in it is nobody's host. No visitor of an event loads it. */
export function adminHost(
  parts: WorkParts<MatchPieces>,
  { faultCounts, alerts, ...surroundings }: AdminSurroundings,
): Admin {
  if (!hasAdminHost(surroundings.env)) return (request) => notice(request, NO_EVENT)
  let admin: Admin | undefined
  return async (...asked) => {
    const { openAdmin } = await import('./admin/open-admin.ts')
    admin ??= openAdmin({
      ...surroundings,
      ...workOf(parts),
      fetch: (url, init) => fetch(url, init),
      explain: (request, keepAlive) => explain(parts, request, keepAlive),
      recentFaults: (event) => faultCounts.recent(event),
      faultHistory: (event) => faultCounts.history(event),
      masterKeys: () => masterKeysOf(surroundings.env),
      releases: () => releaseParts(surroundings.env),
      outboundCalls: (event) => faultCounts.outbound(event),
      alertState: (event) => alerts.state(event),
      originOf: parts.originOf,
      previewLink: (...wanted) => previewLink(parts, ...wanted),
      telemetry: parts.telemetry,
      clock: parts.clock,
    })
    return admin(...asked)
  }
}

/** What secrets are sealed with; what to do where there is nothing. */
async function masterKeysOf({
  SECRETS_KEY = '',
}: AdminSurroundings['env']): Promise<Result<MasterKeys, string>> {
  const read = await readMasterKeys(SECRETS_KEY)
  return read.ok ? read : err(`The Worker’s secret SECRETS_KEY: ${masterKeysText(read.error)}`)
}

async function previewLink(
  { previewSecret, originOf }: WorkParts<MatchPieces>,
  tenant: Tenant,
  expires: number,
  release: string | null,
): Promise<string | null> {
  if (previewSecret === null || previewSecret === '') return null
  const url = new URL(originOf(tenant))
  const seconds = Math.floor(expires / 1000)
  const token =
    release === null
      ? await signPreview(previewSecret, tenant.key, seconds)
      : await signReleasePreview(previewSecret, tenant, { release, expires: seconds })
  url.searchParams.set(PREVIEW_PARAMETER, token)
  return url.href
}

const workOf = (parts: WorkParts<MatchPieces>): EventWorkParts => ({
  async outboxOf(event, keepAlive) {
    const tenant = await findEvent(parts, event, keepAlive)
    return tenant === null ? null : { event: tenant.key, outbox: parts.openOutbox(tenant) }
  },
  async bouncesOf(event, keepAlive) {
    const tenant = await findEvent(parts, event, keepAlive)
    return tenant === null ? null : createBounces(tenant.key, parts.openStore(tenant, SYSTEM))
  },
})

const createBounces = (event: string, store: Store): EventBounces => ({
  event,
  list: () => store.read(listBounces, {}),
  note: async (bounce, requestId) => (await store.write(noteBounce, bounce, requestId)).ok,
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
