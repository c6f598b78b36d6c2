import { listReleases } from '../../admin/endpoints/releases.ts'
import { RELEASE_ID } from '../../release-id.ts'
import type { AdminApi } from '../api/admin-api.ts'
import { EXIT, Failure, UsageError } from '../exit-codes.ts'
import { upTo } from '../records/up-to.ts'
import type { Entry } from './send-release.ts'

/** All releases of an event, newest first. */
export async function releasesOf(api: AdminApi, key: string): Promise<readonly Entry[]> {
  const { all } = await upTo('all', 200, async (query) => {
    const { releases, next } = await api.ask(listReleases, { params: { key }, query })
    return { items: releases, next }
  })
  return all
}

/** The id of a release that is named by its first letters. */
export async function findRelease(api: AdminApi, key: string, given: string): Promise<string> {
  const id = given.toLowerCase()
  if (RELEASE_ID.test(id)) return id
  if (!/^[0-9a-f]{4,63}$/.test(id)) {
    throw new UsageError(`"${given}" is no release. Give its id, or the first letters of it.`)
  }
  const found = (await releasesOf(api, key)).filter((one) => one.id.startsWith(id))
  const [only] = found
  if (only === undefined) {
    const hint = `usher releases list ${key} shows those there are.`
    throw new Failure(`${key} has no release "${given}". ${hint}`, EXIT.notFound)
  }
  if (found.length === 1) return only.id
  throw new UsageError(`"${given}" begins ${found.length} releases of ${key}. Give more of it.`)
}
