import * as v from 'valibot'
import { err, ok, type Result } from '../../contract.ts'
import {
  manifestKey,
  moduleKey,
  parseRelease,
  type Release,
  releaseId,
  releaseSchema,
  serializeRelease,
} from '../../isolate/release.ts'
import { ask, authorship } from '../api/ask-registrar.ts'
import { endpoint, type Turn } from '../api/endpoint.ts'
import { type Problem, problem } from '../api/problem.ts'
import { compareReleases, readManifest } from './compare-releases.ts'
import type { ReleaseParts } from '../parts.ts'
import { digest } from './modules.ts'
import { notShared, releaseDiff, releaseEntry } from './release-schema.ts'
import { eventKey, pageQuery, writeQuery } from './schemas.ts'

export const listReleases = endpoint({
  method: 'GET',
  path: '/tenants/{key}/releases',
  id: 'listReleases',
  tag: 'Releases',
  summary: 'Releases of an event',
  role: 'viewer',
  params: { key: eventKey },
  query: pageQuery(200, 50),
  body: null,
  answer: v.strictObject({ releases: v.array(releaseEntry), next: v.nullable(v.string()) }),
  answers: 'Newest first.',
  gives: 'json',
  status: 200,
  problems: [],
  async handle(turn, { params: { key }, query }) {
    const page = await ask(turn, 'releases.list', { key, ...query })
    return page.ok ? ok({ body: page.value, next: page.value.next }) : page
  },
})

export const recordRelease = endpoint({
  method: 'POST',
  path: '/tenants/{key}/releases',
  id: 'recordRelease',
  tag: 'Releases',
  summary: 'Record a release of an event',
  description:
    'Once its modules and source maps are there. Its id is the SHA-256 of the manifest; the same again changes nothing. It serves nobody until it is promoted.',
  role: 'operator',
  params: { key: eventKey },
  query: writeQuery,
  body: v.strictObject({
    manifest: releaseSchema,
    note: v.exactOptional(v.pipe(v.string(), v.maxLength(400))),
    notShared: v.exactOptional(notShared),
  }),
  answer: releaseEntry,
  answers: 'It is recorded.',
  gives: 'json',
  status: 201,
  once: 'alike',
  problems: ['conflict'],
  async handle(turn, { params: { key }, query, body: { manifest, note, notShared: found } }) {
    const releases = releasesOf(turn, manifest)
    if (!releases.ok) return releases
    const there = await ask(turn, 'tenants.get', { key })
    if (!there.ok) return there
    const sound = parseRelease(serializeRelease(manifest))
    if (!sound.ok) return err(unfit(sound.error))
    if (manifest.event !== key) return err(unfit(`It is a release of "${manifest.event}".`))
    const { shelf } = releases.value
    const hashes = hashesOf(manifest)
    const sizes = await sizesOf(shelf, hashes)
    if (sizes.missing !== null) return err(sizes.missing)
    const id = await releaseId(manifest)
    const by = authorship(turn, query)
    const { dryRun } = query
    const bytes = new TextEncoder().encode(serializeRelease(manifest))
    if (!dryRun) await shelf.put(manifestKey(key, id), bytes)
    const recorded = await ask(turn, 'releases.record', {
      by,
      key,
      release: {
        ...draftOf(id, manifest, sizes.bytes),
        ...(found === undefined ? {} : { notShared: found }),
      },
      ...(note === undefined ? {} : { note }),
    })
    if (!recorded.ok || dryRun) {
      return recorded.ok ? ok({ body: recorded.value }) : recorded
    }
    // From here on nothing is thrown away of it; what went just before is told.
    const still = await sizesOf(shelf, hashes)
    if (still.missing === null) {
      return ok({ body: recorded.value, location: `/tenants/${key}/releases/${id}` })
    }
    await turn.parts.registrar.call('releases.forget', { by: { actor: by.actor }, key, id })
    return err(still.missing)
  },
})

/** What keeps releases, if this deployment can serve one of these versions. */
function releasesOf({ parts }: Turn, { protocol, store }: Release): Result<ReleaseParts, Problem> {
  const releases = parts.releases()
  if (!releases.ok) return err(problem('conflict', releases.error))
  const known = releases.value
  if (protocol <= known.protocol && store <= known.store) return ok(known)
  const detail = `It was built for a newer platform: protocol ${protocol} and store ${store}, where this deployment has ${known.protocol} and ${known.store}. Deploy first.`
  return err(problem('conflict', detail))
}

const unfit = (detail: string): Problem =>
  problem('invalid', `/manifest: ${detail}`, { errors: [{ pointer: '/manifest', detail }] })

const hashesOf = ({ modules, maps }: Release): readonly string[] => [
  ...new Set([...Object.values(modules), ...Object.values(maps)]),
]

async function sizesOf(
  shelf: ReleaseParts['shelf'],
  hashes: readonly string[],
): Promise<{ readonly bytes: number; readonly missing: Problem | null }> {
  const sizes = await Promise.all(hashes.map((hash) => shelf.size(moduleKey(hash))))
  const missing = hashes.filter((_, at) => sizes[at] === null)
  const bytes = sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0)
  if (missing.length === 0) return { bytes, missing: null }
  const [first = ''] = missing
  const detail = `${missing.length} of its modules are not there, ${first} among them. Send them, then the release again.`
  return { bytes, missing: problem('conflict', detail) }
}

const draftOf = (id: string, manifest: Release, bytes: number) => ({
  id,
  bytes,
  protocol: manifest.protocol,
  store: manifest.store,
  platform: manifest.versions['platform'] ?? '',
  overrides: manifest.overrides && {
    fallsOpen: manifest.overrides.fallsOpen,
    seams: Object.fromEntries(
      Object.entries(manifest.overrides.seams).map(([seam, pieces]) => [seam, pieces.length]),
    ),
  },
  objects: [manifestKey(manifest.event, id), ...hashesOf(manifest).map(moduleKey)],
})

export const getRelease = endpoint({
  method: 'GET',
  path: '/tenants/{key}/releases/{id}',
  id: 'getRelease',
  tag: 'Releases',
  summary: 'One release, with its manifest',
  role: 'viewer',
  params: { key: eventKey, id: digest },
  query: {},
  body: null,
  answer: v.strictObject({ release: releaseEntry, manifest: releaseSchema }),
  answers: 'What it is made of.',
  gives: 'json',
  status: 200,
  problems: ['conflict'],
  async handle(turn, { params: { key, id } }) {
    const found = await ask(turn, 'releases.get', { key, id })
    if (!found.ok) return found
    const manifest = await readManifest(turn, key, id)
    return manifest.ok ? ok({ body: { release: found.value, manifest: manifest.value } }) : manifest
  },
})

export const diffReleasesOf = endpoint({
  method: 'GET',
  path: '/tenants/{key}/releases/{id}/diff',
  id: 'diffReleases',
  tag: 'Releases',
  summary: 'What is different about a release',
  role: 'viewer',
  params: { key: eventKey, id: digest },
  query: { since: v.pipe(digest, v.description('The release that it is compared with.')) },
  body: null,
  answer: releaseDiff,
  answers: 'Modules, pieces, texts and versions that differ, and whose both are.',
  gives: 'json',
  status: 200,
  problems: ['conflict'],
  async handle(turn, { params: { key, id }, query: { since } }) {
    const compared = await compareReleases(turn, key, since, id)
    return compared.ok ? ok({ body: compared.value }) : compared
  },
})
