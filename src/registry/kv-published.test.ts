import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { tenant } from '../../test/support/tenants.ts'
import { CONFIG } from '../config.ts'
import type { Publication, Tenant } from '../contract.ts'
import { type Snapshot, snapshotKey } from '../snapshot.ts'
import { createKvPublished } from './kv-published.ts'

const TIMES = CONFIG.published
const FAIR = tenant('fair')
const START = 1_000_000

const news: Publication<readonly string[]> = {
  shape: 3,
  query: { kind: 'query', name: 'news.list', run: () => [] },
}

let now = START
let kvReads = 0
let storeReads = 0
let records = new Map<string, string>()
let stored = { version: 1, text: 'from the store' }
let kv: () => Promise<void>
let store: () => Promise<void>
const up = async (): Promise<void> => undefined
const down = async (): Promise<void> => Promise.reject(new Error('is down'))
const hung = (): Promise<void> => new Promise(() => {})

beforeEach(() => {
  vi.useFakeTimers()
  now = START
  kvReads = storeReads = 0
  records = new Map()
  stored = { version: 1, text: 'from the store' }
  kv = store = up
})
afterEach(() => vi.useRealTimers())

const keyOf = ({ key, storeId }: Tenant): string => snapshotKey(key, storeId)
const dataOf = (text: string, shape = news.shape) => ({
  [news.query.name]: { shape, value: [text] },
})

function put(text: string, version = 1, different: Partial<Snapshot> = {}, at = FAIR): void {
  const { key: event, storeId } = at
  const snapshot = { schema: 1, event, storeId, version, at: now, data: dataOf(text) } as const
  records.set(keyOf(at), JSON.stringify({ ...snapshot, ...different }))
}

function start(options: Partial<typeof TIMES> = {}, of: readonly Publication<unknown>[] = [news]) {
  const problems: string[] = []
  const kept: Promise<unknown>[] = []
  const open = createKvPublished({
    records: {
      get: async (key) => {
        kvReads++
        await kv()
        return records.get(key) ?? null
      },
    },
    fromStore: async ({ key }) => {
      storeReads++
      await store()
      if (key !== 'fair') throw new Error('The store belongs to another event.')
      return { version: stored.version, data: dataOf(stored.text) }
    },
    publications: of,
    clock: { now: () => now },
    options: { ...TIMES, ...options },
    report: ({ key }, error) => problems.push(`${key}: ${(error as Error).message}`),
  })
  const opened = (event = FAIR) => open(event, (promise) => kept.push(promise))
  return {
    kept,
    problems,
    read: async (event = FAIR) => opened(event).read(news),
    renew: () => opened().renew(),
  }
}

describe('what was published', () => {
  test('is read once while it is fresh, the same object for all, and the store is not asked', async () => {
    put('one')
    const { read, problems } = start()
    const first = await read()
    expect(first).toEqual(['one'])
    now += TIMES.fresh - 1
    expect(await read()).toBe(first)
    expect([kvReads, storeReads, problems]).toEqual([1, 0, []])
  })

  test('is read once for a crowd, and held by whoever began', async () => {
    put('one')
    const { read, kept } = start()
    await Promise.all(Array.from({ length: 1_000 }, () => read()))
    expect([kvReads, kept.length]).toEqual([1, 1])
  })

  test('is served as it was while one refresh runs, then as it is', async () => {
    put('one')
    const { read, kept } = start()
    await read()
    put('two', 2)
    now += TIMES.fresh
    expect(await read()).toEqual(['one'])
    await Promise.all(kept)
    expect(await read()).toEqual(['two'])
    expect(kvReads).toBe(2)
  })

  test('never goes back to an older version', async () => {
    put('two', 2)
    const { read } = start({ fresh: 0, refresh: 0 })
    await read()
    put('one', 1)
    expect(await read()).toEqual(['two'])
    put('three', 3)
    expect(await read()).toEqual(['three'])
  })

  test('cannot be changed by who reads it', async () => {
    put('one')
    const { read } = start()
    const list = (await read()) as string[]
    expect(() => list.push('spoilt')).toThrow(TypeError)
    expect(await read()).toEqual(['one'])
  })

  test('of many events is forgotten when it grows too big, what is used last', async () => {
    const events = ['a', 'b', 'c', 'd'].map((key) => tenant(key))
    for (const event of events) put('x'.repeat(1_000), 1, {}, event)
    const { read } = start({ size: 3_600 })
    for (const i of [0, 1, 2, 0, 3, 0]) await read(events[i])
    expect(kvReads).toBe(4)
    await read(events[1])
    expect(kvReads).toBe(5)
  })
})

describe('nothing published yet', () => {
  test('the store is asked once for a crowd, and then no more while that is fresh', async () => {
    const { read, problems } = start()
    const all = await Promise.all(Array.from({ length: 100 }, () => read()))
    expect(new Set(all).size).toBe(1)
    expect(all[0]).toEqual(['from the store'])
    await read()
    expect([kvReads, storeReads, problems]).toEqual([1, 1, []])
  })

  test.each([
    ['another shape', { data: dataOf('old', news.shape - 1) }],
    ['a newer shape', { data: dataOf('new', news.shape + 1) }],
    ['less than this code reads', { data: {} }],
  ])('a value of %s counts as nothing', async (_, different) => {
    put('other', 9, different)
    const { read, problems } = start()
    expect(await read()).toEqual(['from the store'])
    expect([storeReads, problems]).toEqual([1, []])
  })

  test('a publication that no feature declares is an error that says what to do', async () => {
    put('one', 1, { data: {} })
    await expect(start({}, []).read()).rejects.toThrow('Add it to its store feature')
  })
})

describe('a value that is not the event’s own', () => {
  test.each([
    ['another event', { event: 'next' }, 'belongs to "next" (fair-1)'],
    ['another store of the event', { storeId: 'fair-0' }, 'belongs to "fair" (fair-0)'],
    ['an unknown envelope', { schema: 2 as 1 }, 'does not parse'],
  ])('%s: not shown, reported, and read from the store', async (_, different, told) => {
    put('foreign', 9, different)
    const { read, problems } = start()
    expect(await read()).toEqual(['from the store'])
    expect(problems).toHaveLength(1)
    expect(problems[0]).toContain(told)
  })

  test.each(['', '{', 'null', '[]', '<html>'])('%j is none at all', async (text) => {
    records.set(keyOf(FAIR), text)
    const { read, problems } = start()
    expect(await read()).toEqual(['from the store'])
    expect(problems).toEqual(['fair: The snapshot does not parse.'])
  })

  test('a record that names another event’s store finds nothing in memory or KV', async () => {
    put('secret')
    const { read } = start()
    await read()
    await expect(read(tenant('thief', { storeId: FAIR.storeId }))).rejects.toThrow('another event')
  })
})

describe('while KV is down', () => {
  test('what is in memory serves for a day, without the store', async () => {
    put('one')
    const { read } = start()
    await read()
    kv = down
    for (now += TIMES.fresh; now < START + TIMES.stale; now += 3_600_000) {
      expect(await read()).toEqual(['one'])
    }
    expect(storeReads).toBe(0)
    now = START + TIMES.stale
    stored = { version: 2, text: 'newer' }
    expect(await read()).toEqual(['newer'])
  })

  test('and nothing is in memory, the store is asked once', async () => {
    kv = down
    const { read, problems } = start()
    await Promise.all([read(), read()])
    expect(await read()).toEqual(['from the store'])
    expect([storeReads, problems]).toEqual([1, ['fair: is down']])
  })

  test.each([
    ['is down', down],
    ['never answers', hung],
  ])('and the store %s, it is an error, and both are left alone for a moment', async (_, how) => {
    kv = store = how
    const { read } = start()
    const failing = expect(read()).rejects.toThrow()
    await vi.advanceTimersByTimeAsync(2 * TIMES.timeout)
    await failing
    await expect(read()).rejects.toThrow()
    expect([kvReads, storeReads]).toEqual([1, 1])
    kv = store = up
    now += TIMES.retry
    expect(await read()).toEqual(['from the store'])
  })

  test('a follower of a read that never settles reads for itself', async () => {
    put('one')
    kv = hung
    const { read } = start()
    void read().catch(() => undefined)
    await vi.advanceTimersByTimeAsync(0)
    const follower = read()
    kv = up
    await vi.advanceTimersByTimeAsync(TIMES.follow)
    expect(await follower).toEqual(['one'])
  })
})

describe('renewed', () => {
  test('whoever changed it sees it at once, also while KV is still behind', async () => {
    put('one')
    const { read, renew, kept } = start()
    await read()
    stored = { version: 2, text: 'two' }
    await renew()
    expect(await read()).toEqual(['two'])
    now += TIMES.fresh
    await read()
    await Promise.all(kept)
    expect(await read()).toEqual(['two'])
  })
})
