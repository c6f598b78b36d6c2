import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { SYSTEM } from '../../src/contract.ts'
import type { StoreStub } from '../../src/store/rpc.ts'
import { StoreClient } from '../../src/store/store-client.ts'
import { tenant } from '../support/tenants.ts'
import { later, queue, TIMES } from './notes-store.ts'
import {
  about,
  bodies,
  done,
  failAll,
  failed,
  type Notes,
  openNotes as open,
  passTime,
  stubOf,
} from './open-notes.ts'

// When a store says that it has work to be done.

const wait = (ms: number) => new Promise<void>((resolve) => void setTimeout(resolve, ms))
const until = (check: () => void): Promise<void> => vi.waitFor(check, { timeout: 20_000 })
const rungFor = (key: string) => queue.rings.filter(({ event }) => event === key)

afterEach(() => {
  queue.lost = false
  queue.deliver = async () => undefined
})

describe('the queue', () => {
  test('is told by a store that has something to be done, and where the event is found', async () => {
    const notes = open('rings')
    await notes.note([about('a', 1)])
    await until(() => expect(rungFor('rings')).toHaveLength(1))
    expect(rungFor('rings')).toEqual([
      { event: 'rings', storeId: 'rings-1', host: 'rings.localhost' },
    ])
  })

  test('is told once until somebody comes, then again', async () => {
    const notes = open('once')
    for (let i = 0; i < 5; i++) await notes.note([about(`s${i}`, i)])
    await notes.outbox.work(done(await notes.take()), false)
    await notes.note([about('late', 1)])
    await until(() => expect(rungFor('once')).toHaveLength(2))
    await wait(50)
    expect(rungFor('once')).toHaveLength(2)
  })

  test('is told a few times a second at most, and of everything', async () => {
    const notes = open('busy')
    const begun = Date.now()
    for (let i = 0; i < 40; i++) {
      await notes.note([about('s', i)])
      await notes.outbox.work(done(await notes.take()), false)
    }
    await notes.note([about('s', 'last')])
    const before = rungFor('busy').length
    await until(() => expect(rungFor('busy').length).toBeGreaterThan(before))
    // Of a clock that may have moved on since the last of them.
    expect(rungFor('busy').length).toBeLessThanOrEqual(2 + (Date.now() - begun) / 250)
    expect(bodies(await notes.take())).toEqual(['last'])
  })

  test('is told by the alarm where the store is put away before it could say so', async () => {
    const notes = open('hasty')
    await notes.note([about('a', 1)])
    await until(() => expect(rungFor('hasty')).toHaveLength(1))
    await notes.outbox.work(done(await notes.take()), false)
    await notes.note([about('b', 2)])
    await evictDurableObject(stubOf('hasty'))
    const before = rungFor('hasty').length
    expect(await runDurableObjectAlarm(stubOf('hasty'))).toBe(true)
    await until(() => expect(rungFor('hasty').length).toBeGreaterThan(before))
    expect(bodies(await notes.take())).toEqual(['2'])
  })

  test('is told again by the alarm where a message was lost', async () => {
    const notes = open('lost')
    queue.lost = true
    await notes.note([about('a', 1)])
    await wait(50)
    expect(rungFor('lost')).toEqual([])
    queue.lost = false
    expect(await runDurableObjectAlarm(stubOf('lost'))).toBe(true)
    await until(() => expect(rungFor('lost')).toHaveLength(1))
    // The alarm stands again, for when that one is lost as well.
    expect(await runDurableObjectAlarm(stubOf('lost'))).toBe(true)
    await until(() => expect(rungFor('lost')).toHaveLength(2))
  })

  test('is told at the time work is due, and when what failed is to be tried again', async () => {
    const notes = open('timely')
    await notes.note([about('a', 1, { due: Date.now() + 100 })])
    await until(() => expect(rungFor('timely')).toHaveLength(1))
    await notes.outbox.work(failed(await notes.take()), false)
    await passTime('timely', TIMES.pause)
    await runDurableObjectAlarm(stubOf('timely'))
    await until(() => expect(rungFor('timely')).toHaveLength(2))
  })

  test('is told of what a feature notes when it is woken', async () => {
    const stub = (): StoreStub => stubOf('woken') as DurableObjectStub & StoreStub
    const store = new StoreClient(stub, tenant('woken'), SYSTEM)
    await store.write(later, about('a', 'woken', { due: Date.now() + 50 }), 'r1')
    await until(() => expect(rungFor('woken')).toHaveLength(1))
    expect(bodies(await open('woken').take())).toEqual(['woken'])
  })

  test('is told when parked work is to be tried again', async () => {
    const notes = open('operated')
    await notes.note([about('a', 1)])
    await failAll('operated')
    const before = rungFor('operated').length
    await notes.outbox.replay(null)
    await until(() => expect(rungFor('operated').length).toBeGreaterThan(before))
  })
})

describe('work that nobody comes for, as when its event is suspended,', () => {
  const HOUR = TIMES.again
  /** Hours until the alarm, once this one has gone off. */
  const nextAlarm = async (key: string): Promise<number> => {
    await runDurableObjectAlarm(stubOf(key))
    const at = await runInDurableObject(stubOf(key), (_, { storage }) => storage.getAlarm())
    return Math.round(((at ?? Infinity) - Date.now()) / HOUR)
  }
  const leave = async (key: string): Promise<Notes> => {
    const notes = open(key)
    await notes.note([about('a', 1)])
    await passTime(key, 5 * HOUR)
    await nextAlarm(key)
    await until(() => expect(rungFor(key)).toHaveLength(2))
    return notes
  }
  /** What a visitor does who leaves nothing to be done. */
  const visit = (notes: Notes) => notes.note([])
  /** A ring that was sent just now is not sent again. */
  const passPatience = () => {
    const now = Date.now() + 60_000
    vi.spyOn(Date, 'now').mockReturnValue(now)
  }
  afterEach(() => void vi.restoreAllMocks())

  test('is told of ever more rarely', async () => {
    const notes = open('rare')
    await notes.note([about('a', 1)])
    const pauses: number[] = []
    for (const passed of [0, 1, 1, 2, 4, 8, 100]) {
      await passTime('rare', passed * HOUR)
      pauses.push(await nextAlarm('rare'))
    }
    expect(pauses).toEqual([1, 1, 2, 4, 8, 8, 8])
  })

  test('is told of at once, and done, when the event is served again', async () => {
    const notes = await leave('resumed')
    queue.deliver = async ({ event }) => {
      if (event === 'resumed') await notes.outbox.work(done(await notes.take()), false)
    }
    passPatience()
    await visit(notes)
    await until(() => expect(rungFor('resumed')).toHaveLength(3))
    await expect.poll(async () => (await notes.outbox.state()).open).toBe(0)
    passPatience()
    await visit(notes)
    await wait(50)
    expect(rungFor('resumed')).toHaveLength(3)
  })

  test('is told of also when the store was put away in between', async () => {
    const notes = await leave('evicted')
    await evictDurableObject(stubOf('evicted'))
    await visit(notes)
    await until(() => expect(rungFor('evicted')).toHaveLength(3))
  })

  test('that is new as well is told of within the usual time', async () => {
    const notes = await leave('joined')
    passPatience()
    await notes.note([about('b', 2)])
    expect(await nextAlarm('joined')).toBeGreaterThan(1)
    await notes.note([about('c', 3)])
    const at = await runInDurableObject(stubOf('joined'), (_, { storage }) => storage.getAlarm())
    expect(Math.round(((at ?? Infinity) - Date.now()) / HOUR)).toBe(1)
  })
})
