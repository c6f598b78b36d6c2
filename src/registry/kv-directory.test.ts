import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { tenant } from '../../test/support/tenants.ts'
import { CONFIG } from '../config.ts'
import { hostKey, KvDirectory } from './kv-directory.ts'
import { serializeTenant } from './tenant.ts'

const TIMES = CONFIG.directory
const FAIR = 'fair.localhost'

let now = 0
let reads = 0
let records = new Map<string, string>()
/** How KV answers: at once, never, after some time, or not at all. */
let behaviour: () => Promise<void> = async () => undefined
const down = async (): Promise<void> => Promise.reject(new Error('KV is down'))
const hung = (): Promise<void> => new Promise(() => {})

const publish = (name: string, host = FAIR) =>
  records.set(hostKey(host), serializeTenant(tenant('fair', { name, hosts: [FAIR] })))

beforeEach(() => {
  vi.useFakeTimers()
  now = 1_000_000
  reads = 0
  behaviour = async () => undefined
  records = new Map()
  publish('Old')
})
afterEach(() => vi.useRealTimers())

function directory(options: Partial<typeof TIMES> = {}) {
  const source = {
    get: async (key: string) => {
      reads++
      await behaviour()
      return records.get(key) ?? null
    },
  }
  const made = new KvDirectory(source, { now: () => now }, { ...TIMES, ...options })
  const kept: Promise<unknown>[] = []
  return {
    kept,
    lookup: async (host: string) => made.lookup(host, (promise) => kept.push(promise)),
    atOnce: (host: string) => made.lookup(host, (promise) => kept.push(promise)),
  }
}

const named = (name: string) => ({ kind: 'found', tenant: { name } })

describe('a host that is known', () => {
  test('is read once while it is fresh, and answered without waiting', async () => {
    const { lookup, atOnce } = directory()
    const first = await lookup(FAIR)
    now += TIMES.fresh - 1
    expect(atOnce(FAIR)).toBe(first)
    expect(reads).toBe(1)
  })

  test('is served as it was while one refresh runs, then as it is', async () => {
    const { lookup, kept } = directory()
    await lookup(FAIR)
    publish('New')
    now += TIMES.fresh
    expect(await lookup(FAIR)).toMatchObject(named('Old'))
    expect(await lookup(FAIR)).toMatchObject(named('Old'))
    expect(reads).toBe(2)
    await Promise.all(kept)
    expect(await lookup(FAIR)).toMatchObject(named('New'))
  })

  test('that nobody asked for in a long time is read before it is served', async () => {
    const { lookup } = directory()
    await lookup(FAIR)
    publish('New')
    now += TIMES.refresh
    expect(await lookup(FAIR)).toMatchObject(named('New'))
  })

  test('keeps its object when the record has not changed: what hangs on it is kept too', async () => {
    const { lookup, kept } = directory()
    const first = await lookup(FAIR)
    now += TIMES.fresh
    await lookup(FAIR)
    await Promise.all(kept)
    expect(await lookup(FAIR)).toBe(first)
  })
})

describe('a host that nobody has', () => {
  test('is remembered as unknown, but not for long', async () => {
    const { lookup } = directory()
    expect(await lookup('new.localhost')).toEqual({ kind: 'unknown' })
    expect(await lookup('new.localhost')).toEqual({ kind: 'unknown' })
    expect(reads).toBe(1)
    publish('New', 'new.localhost')
    now += TIMES.unknown
    expect(await lookup('new.localhost')).toMatchObject(named('New'))
  })
})

describe('many at once', () => {
  test('cause one read', async () => {
    const { lookup } = directory()
    const all = await Promise.all(Array.from({ length: 1000 }, () => lookup(FAIR)))
    expect(new Set(all).size).toBe(1)
    expect(reads).toBe(1)
  })

  test('the read is held by whoever began it', async () => {
    const { lookup, kept } = directory()
    await Promise.all([lookup(FAIR), lookup(FAIR)])
    expect(kept).toHaveLength(1)
  })

  test('a follower of a read that never settles reads for itself', async () => {
    const { lookup } = directory()
    behaviour = hung
    void lookup(FAIR)
    await vi.advanceTimersByTimeAsync(0)
    const follower = lookup(FAIR)
    behaviour = async () => undefined
    await vi.advanceTimersByTimeAsync(TIMES.follow)
    expect(await follower).toMatchObject(named('Old'))
    expect(reads).toBe(2)
  })

  test('of those followers one reads, the others follow it', async () => {
    const { lookup } = directory()
    behaviour = hung
    void lookup(FAIR)
    await vi.advanceTimersByTimeAsync(0)
    const followers = Array.from({ length: 50 }, () => lookup(FAIR))
    behaviour = async () => undefined
    await vi.advanceTimersByTimeAsync(TIMES.follow)
    await Promise.all(followers)
    expect(reads).toBe(2)
  })
})

describe('when the registry fails', () => {
  test('a warm host is answered at once, for a day', async () => {
    const { lookup } = directory()
    await lookup(FAIR)
    behaviour = down
    for (now += TIMES.fresh; now < 1_000_000 + TIMES.stale; now += 3_600_000) {
      expect(await lookup(FAIR)).toMatchObject(named('Old'))
    }
    now = 1_000_000 + TIMES.stale
    expect(await lookup(FAIR)).toEqual({ kind: 'unavailable', reason: 'registry-error' })
  })

  test('a host that was never seen is unavailable, not unknown', async () => {
    behaviour = down
    expect(await directory().lookup(FAIR)).toEqual({
      kind: 'unavailable',
      reason: 'registry-error',
    })
  })

  test('it is left alone for a moment, then asked again', async () => {
    const { lookup } = directory()
    behaviour = down
    for (let i = 0; i < 10; i++) await lookup(FAIR)
    expect(reads).toBe(1)
    behaviour = async () => undefined
    now += TIMES.retry
    expect(await lookup(FAIR)).toMatchObject(named('Old'))
  })

  test('a registry that never answers counts as failing', async () => {
    const { lookup } = directory()
    behaviour = hung
    const found = lookup(FAIR)
    await vi.advanceTimersByTimeAsync(TIMES.timeout)
    expect(await found).toMatchObject({ kind: 'unavailable' })
  })

  test('an unknown host does not stay unknown: it may be there by now', async () => {
    const { lookup } = directory()
    await lookup('new.localhost')
    behaviour = down
    now += TIMES.unknown
    expect(await lookup('new.localhost')).toMatchObject({ kind: 'unavailable' })
  })
})

describe('a record that does not parse', () => {
  test.each(['', '{', 'null', '[]', '{"schema":1}'])('%j: unavailable', async (text) => {
    records.set(hostKey(FAIR), text)
    expect(await directory().lookup(FAIR)).toEqual({
      kind: 'unavailable',
      reason: 'record-invalid',
    })
  })

  test('the last good one goes on serving, and a mended one is taken', async () => {
    const { lookup } = directory()
    await lookup(FAIR)
    records.set(hostKey(FAIR), '{')
    now += TIMES.refresh
    expect(await lookup(FAIR)).toMatchObject(named('Old'))
    publish('Mended')
    now += TIMES.retry
    expect(await lookup(FAIR)).toMatchObject(named('Mended'))
  })
})

test('memory is bounded, and what was used last stays', async () => {
  const { lookup } = directory({ size: 3 })
  for (const name of ['a', 'b', 'c', 'a', 'd']) await lookup(`${name}.localhost`)
  expect(reads).toBe(4)
  await lookup('a.localhost')
  expect(reads).toBe(4)
  await lookup('b.localhost')
  expect(reads).toBe(5)
})
