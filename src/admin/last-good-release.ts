import type { Tenant } from '../contract.ts'
import type { Registrar } from '../registry/registrar/registrar-calls.ts'

/**
 * What an event in trouble is to be served from: the release in force, else the newest that there is;
 * null for none.
 */
export async function lastGoodRelease(
  registrar: Registrar,
  { key, release }: Tenant,
): Promise<string | null> {
  if (release !== undefined) return release.id
  const found = await registrar.call('releases.list', { key, limit: 1 })
  return found.ok ? (found.value.releases[0]?.id ?? null) : null
}
