import { listReleases } from '../../admin/endpoints/releases.ts'
import { RELEASE_ID } from '../../release-id.ts'
import type { AdminApi } from '../api/admin-api.ts'
import { EXIT, Failure } from '../exit-codes.ts'

/** The id of one of the newest releases of an event, by how it begins; a whole id may be of any. */
export async function releaseOf(api: AdminApi, key: string, given: string): Promise<string> {
  if (RELEASE_ID.test(given)) return given
  const { releases } = await api.ask(listReleases, { params: { key }, query: { limit: 200 } })
  const found = releases.map(({ id }) => id).filter((id) => id.startsWith(given))
  const [only, other] = found
  if (only === undefined) {
    throw new Failure(`${key} has no release "${given}". See usher releases ${key}.`, EXIT.notFound)
  }
  if (other === undefined) return only
  throw new Failure(`"${given}" may be one of ${found.length} releases of ${key}. Give more of it.`)
}
