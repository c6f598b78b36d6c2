import { err, ok, type Result } from '../../contract.ts'
import { differingModules, diffReleases, type ReleaseDiff } from '../../isolate/diff-releases.ts'
import { manifestKey, moduleKey, parseRelease, type Release } from '../../isolate/release.ts'
import type { ReleaseEntry } from '../../registry/registrar/release-calls.ts'
import { ask } from '../api/ask-registrar.ts'
import type { Turn } from '../api/endpoint.ts'
import { NOT_FOUND } from '../api/perform.ts'
import { type Problem, problem } from '../api/problem.ts'

/** Two releases of an event: whose they are, and what is different about the second. */
export interface Comparison extends ReleaseDiff {
  readonly from: string
  readonly to: string
  readonly before: ReleaseEntry
  readonly after: ReleaseEntry
  /** Whether the event is pinned to the one in force. */
  readonly pinned: boolean
}

export async function compareReleases(
  turn: Turn,
  key: string,
  from: string,
  to: string,
): Promise<Result<Comparison, Problem>> {
  const [event, before, after] = await Promise.all([
    ask(turn, 'tenants.get', { key }),
    ask(turn, 'releases.get', { key, id: from }),
    ask(turn, 'releases.get', { key, id: to }),
  ])
  if (!event.ok) return event
  if (!before.ok) return before
  if (!after.ok) return after
  const [was, is] = [await readManifest(turn, key, from), await readManifest(turn, key, to)]
  if (!was.ok) return was
  if (!is.ok) return is
  const sizeOf = await sizesOf(turn, differingModules(was.value, is.value))
  return ok({
    from,
    to,
    before: before.value,
    after: after.value,
    pinned: event.value.tenant.release?.pinned ?? false,
    ...diffReleases(was.value, is.value, sizeOf),
  })
}

async function sizesOf({ parts }: Turn, hashes: readonly string[]) {
  const releases = parts.releases()
  const sizes = new Map<string, number | null>()
  if (releases.ok) {
    const { shelf } = releases.value
    await Promise.all(
      hashes.map(async (hash) => sizes.set(hash, await shelf.size(moduleKey(hash)))),
    )
  }
  return (hash: string): number | null => sizes.get(hash) ?? null
}

/** What a release is made of, as it was kept. */
export async function readManifest(
  turn: Turn,
  key: string,
  id: string,
): Promise<Result<Release, Problem>> {
  const releases = turn.parts.releases()
  if (!releases.ok) return err(problem('conflict', releases.error))
  const text = await releases.value.shelf.text(manifestKey(key, id))
  if (text === null) return err(NOT_FOUND)
  const manifest = parseRelease(text)
  return manifest.ok
    ? manifest
    : err(problem('conflict', `Its manifest cannot be read: ${manifest.error}`))
}
