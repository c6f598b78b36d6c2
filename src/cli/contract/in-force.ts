import { exportEvents } from '../../admin/endpoints/transfer.ts'
import { getModule } from '../../admin/endpoints/module-text.ts'
import { getRelease } from '../../admin/endpoints/releases.ts'
import type { Tenant } from '../../contract.ts'
import { serializeRelease } from '../../isolate/release.ts'
import type { AdminApi } from '../api/admin-api.ts'
import { findRelease } from '../releases/find-release.ts'
import type { WholeRelease } from './boot.ts'
import type { InForce } from './check-releases.ts'

/** Which releases of a platform are asked for. */
export interface Wanted {
  /** An event's key; all events when left out. */
  readonly event?: string
  /** A release of that event, in force or not; or how its id begins. */
  readonly release?: string
}

/**
 * The releases that a platform serves now, or is to serve by a schedule, with everything that belongs to
 * them: of events in an isolate of their own, pinned, frozen, or to be frozen.
 */
export async function releasesInForce(
  api: AdminApi,
  { event, release }: Wanted,
): Promise<readonly InForce[]> {
  const known = new Map<string, string>()
  const found: InForce[] = []
  for await (const tenant of api.lines(exportEvents, {})) {
    if (event !== undefined && tenant.key !== event) continue
    const id = release === undefined ? inForce(tenant) : await findRelease(api, tenant.key, release)
    if (id !== null) found.push({ tenant, release: await whole(api, tenant.key, id, known) })
  }
  return found
}

function inForce({ lane, release, status, schedule }: Tenant): string | null {
  if (release === undefined || status === 'archived') return null
  const frozen = status === 'frozen' || schedule.some(({ to }) => to === 'frozen')
  return lane === 'isolated' || frozen || release.pinned ? release.id : null
}

/** @param known modules that were fetched before, by their hash: most are the same in all releases */
async function whole(
  api: AdminApi,
  key: string,
  id: string,
  known: Map<string, string>,
): Promise<WholeRelease> {
  const { manifest } = await api.ask(getRelease, { params: { key, id } })
  const modules = new Map<string, string>()
  for (const hash of Object.values(manifest.modules)) {
    const text = known.get(hash) ?? (await api.ask(getModule, { params: { hash } })).text
    known.set(hash, text)
    modules.set(hash, text)
  }
  return { id, manifest: serializeRelease(manifest), modules }
}
