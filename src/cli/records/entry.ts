import { getTenant, listTenants } from '../../admin/endpoints/tenants.ts'
import type { AdminApi } from '../api/admin-api.ts'
import { Refused } from '../api/refusal.ts'
import { EXIT, Failure } from '../exit-codes.ts'
import { nearest } from '../../nearest.ts'

/** What the registry has of an event. Where there is none of that key, the nearest one is told. */
export async function entryOf(api: AdminApi, key: string) {
  try {
    return await api.ask(getTenant, { params: { key } })
  } catch (error) {
    if (!(error instanceof Refused) || error.exitCode !== EXIT.notFound) throw error
    const near = nearest(key, await keysLike(api, key))
    throw near === null
      ? error
      : new Failure(`There is no event "${key}". Did you mean "${near}"?`, EXIT.notFound)
  }
}

/** Keys that begin alike, and some others. */
async function keysLike(api: AdminApi, key: string): Promise<readonly string[]> {
  const lists = [{ q: key.slice(0, 2) }, {}].map((query) =>
    api.ask(listTenants, { query: { ...query, limit: 200 } }),
  )
  return (await Promise.all(lists)).flatMap(({ tenants }) => tenants.map((row) => row.key))
}

/** The revision that a change is for: the one that was said, or the current one. */
export const basisOf = async (
  api: AdminApi,
  key: string,
  said: number | undefined,
): Promise<number> => said ?? (await entryOf(api, key)).tenant.revision
