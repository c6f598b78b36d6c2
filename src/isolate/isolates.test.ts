import { expect, test } from 'vitest'
import type { IsolateTurn } from '../isolate-ports.ts'
import { tenant } from '../../test/support/tenants.ts'
import { releaseOf } from '../../test/support/releases.ts'
import { createIsolates, type GuestStub, type IsolatesParts } from './isolates.ts'
import { HashedTexts, type ReleaseCopies, type ReleaseFiles } from './module-texts.ts'
import { manifestKey, moduleKey, type Release, serializeRelease } from './release.ts'

// What is read of where releases lie, and how often; what runs in an isolate is elsewhere.

const fair = tenant('fair')
const held = (): void => undefined
const turn: IsolateTurn = { tenant: fair, viewer: null, requestId: 'r1', origin: '' }

interface Setup {
  readonly modules?: Readonly<Record<string, string>>
  readonly manifest?: Partial<Release>
  readonly copies?: ReleaseCopies
  readonly size?: number
  readonly ready?: GuestStub['ready']
}

/** A place with one release in it, and isolates that only say that they run. */
async function place({ modules = MODULES, manifest, copies, size = 1e6, ready }: Setup = {}) {
  const release = await releaseOf('fair', modules, manifest)
  const files = new Map<string, ArrayBuffer>()
  const put = (key: string, text: string): void =>
    void files.set(key, new TextEncoder().encode(text).buffer)
  for (const [hash, text] of release.texts) put(moduleKey(hash), text)
  put(manifestKey('fair', release.id), serializeRelease(release.manifest))
  const reads: string[] = []
  const state = { down: false, now: 0 }
  const source: ReleaseFiles = {
    async get(key) {
      reads.push(key)
      if (state.down) throw new Error('R2 is down.')
      return files.get(key) ?? null
    },
  }
  const texts = new HashedTexts(source, copies ?? null, size)
  const running = new Set<string>()
  const start: IsolatesParts['start'] = (of, id, code) => {
    const run = async (answer: unknown): Promise<unknown> => {
      if (!running.has(id)) await code()
      running.add(id)
      return answer
    }
    return {
      ready: () => run(null).then(() => ready?.() ?? null),
      serve: () => run({ served: of.key }),
      hook: () => run(null),
      explain: () => run(null),
    }
  }
  const isolates = createIsolates({
    texts,
    start,
    around: {},
    limits: { deadline: 1_000, pieceDeadline: 100, body: 1_000 },
    published: () => null,
    clock: { now: () => state.now },
    options: { start: 50, retry: 1_000, follow: 1_000, size: 100 },
  })
  const open = async (id = release.id) => isolates.open(fair, id, held)
  return { release, files, put, reads, state, texts, running, isolates, open }
}

const MODULES = { 'main.js': 'export {}', 'base/kit.js': 'export const a = 1' }

/** What is wrong, as the operator reads it; null for nothing. */
async function refusal({ open }: Awaited<ReturnType<typeof place>>): Promise<string | null> {
  const opened = await open()
  return opened.ok ? null : opened.error.message
}

test('a release is read once, however many ask for it, now and later', async () => {
  const { open, reads } = await place()
  const opened = await Promise.all(Array.from({ length: 50 }, () => open()))
  expect(opened.every(({ ok }) => ok)).toBe(true)
  expect((await open()).ok).toBe(true)
  expect(reads).toHaveLength(1 + Object.keys(MODULES).length)
})

test('what is warm is answered at once', async () => {
  const { isolates, open, release } = await place()
  await open()
  expect(isolates.open(fair, release.id, held)).toMatchObject({ ok: true })
})

test('modules that releases share are read once, and kept once', async () => {
  const first = await place()
  await first.open()
  const before = first.texts.bytes
  const second = await releaseOf('fair', { ...MODULES, 'event/own.js': 'export default {}' })
  for (const [hash, text] of second.texts) first.put(moduleKey(hash), text)
  first.put(manifestKey('fair', second.id), serializeRelease(second.manifest))
  first.reads.length = 0
  expect((await first.open(second.id)).ok).toBe(true)
  expect(first.reads).toHaveLength(2)
  const manifest = serializeRelease(second.manifest).length
  expect(first.texts.bytes - before).toBe(manifest + 'export default {}'.length)
})

test('a copy nearby spares the read, unless it is not what its hash says', async () => {
  const copies = new Map<string, ArrayBuffer>()
  const near: ReleaseCopies = {
    get: async (key) => copies.get(key) ?? null,
    put: (key, bytes) => void copies.set(key, bytes),
  }
  await (await place({ copies: near })).open()
  const again = await place({ copies: near })
  expect((await again.open()).ok).toBe(true)
  expect(again.reads).toEqual([])

  for (const key of copies.keys()) copies.set(key, new TextEncoder().encode('evil').buffer)
  const poisoned = await place({ copies: near })
  expect((await poisoned.open()).ok).toBe(true)
  expect(poisoned.reads).toHaveLength(3)
})

test('what is in memory never takes more than it may', async () => {
  const big = 'x'.repeat(40_000)
  const modules = Object.fromEntries(
    Array.from({ length: 20 }, (_, i) => [`m${i}.js`, `${big}${i}`]),
  )
  const { open, texts } = await place({ modules: { ...MODULES, ...modules }, size: 100_000 })
  expect((await open()).ok).toBe(true)
  expect(texts.bytes).toBeLessThanOrEqual(100_000)
})

test('where R2 fails, a release that was read goes on, also one whose isolate was put away', async () => {
  const { open, state, running } = await place()
  await open()
  state.down = true
  running.clear()
  const opened = await open()
  expect(opened.ok && (await opened.value.serve(turn, new Request('http://x/')))).toEqual({
    served: 'fair',
  })
})

test('a release whose code is not to be had again has not run, and says so', async () => {
  const { open, state, running } = await place({ size: 1 })
  await open()
  state.down = true
  running.clear()
  const opened = await open()
  const answer = opened.ok && (await opened.value.serve(turn, new Request('http://x/')))
  expect(answer).toMatchObject({ unloaded: { message: 'R2 is down.' } })
})

test('where R2 fails a release that nobody has read is tried again after a while', async () => {
  const one = await place()
  one.state.down = true
  expect(await refusal(one)).toBe('R2 is down.')
  one.state.down = false
  expect(await refusal(one)).toBe('R2 is down.')
  one.state.now += 1_000
  expect(await refusal(one)).toBeNull()
})

test('a release is refused when it is not what its id and its hashes say', async () => {
  const module = await place()
  const [hash = ''] = module.release.texts.keys()
  module.put(moduleKey(hash), 'export const evil = 1')
  expect(await refusal(module)).toContain('is not what its checksum says')

  const manifest = await place()
  const other = { ...manifest.release.manifest, main: 'base/kit.js' }
  manifest.put(manifestKey('fair', manifest.release.id), serializeRelease(other))
  expect(await refusal(manifest)).toContain('is not what its checksum says')
})

test('a release is refused when something of it is missing', async () => {
  const module = await place()
  for (const hash of module.release.texts.keys()) module.files.delete(moduleKey(hash))
  expect(await refusal(module)).toMatch(/^modules\/\w+ is not there/)
  const manifest = await place()
  manifest.files.delete(manifestKey('fair', manifest.release.id))
  expect(await refusal(manifest)).toMatch(/^releases\/fair\/\w+\.json is not there/)
})

test('a release is refused when it is of a newer platform, a forgotten one, or of another event', async () => {
  expect(await refusal(await place({ manifest: { protocol: 99 } }))).toContain('newer platform')
  expect(await refusal(await place({ manifest: { store: 99 } }))).toContain('newer platform')
  const old = await place({ manifest: { protocol: 1 } })
  expect(await refusal(old)).toContain('Release the event again')
  expect(await refusal(await place({ manifest: { event: 'other' } }))).not.toBeNull()
})

test('a release that throws or hangs when it is started is refused, and says whether the base may', async () => {
  const told = { name: 'TypeError', message: 'not today', stack: null }
  const overrides = { fallsOpen: false, seams: {} }
  const throws = await place({ ready: async () => told, manifest: { overrides } })
  const refused = await throws.open()
  expect(refused).toMatchObject({ ok: false, error: { message: 'not today', fallsOpen: false } })
  const hangs = await place({ ready: () => new Promise(() => {}) })
  expect(await hangs.open()).toMatchObject({
    ok: false,
    error: { message: 'The release was not ready in time.', fallsOpen: true },
  })
})
