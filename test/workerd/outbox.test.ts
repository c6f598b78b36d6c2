import { runInDurableObject } from 'cloudflare:test'
import { describe, expect, test } from 'vitest'
import { ANONYMOUS, SYSTEM } from '../../src/contract.ts'
import { createOutbox } from '../../src/store/outbox-client.ts'
import { pauseAfter } from '../../src/store/outbox.ts'
import type { StoreStub } from '../../src/store/rpc.ts'
import { StoreClient } from '../../src/store/store-client.ts'
import { tenant } from '../support/tenants.ts'
import { note, TIMES } from './notes-store.ts'
import {
  about,
  bodies,
  done,
  failAll,
  failed,
  openNotes as open,
  passTime,
  stubOf,
} from './open-notes.ts'

describe('work', () => {
  test('is noted with its transaction, or not at all', async () => {
    const { outbox } = open('half')
    const stub = (): StoreStub => stubOf('half') as DurableObjectStub & StoreStub
    const store = new StoreClient(stub, tenant('half'), SYSTEM)
    const works = [about('a', 1)]
    await expect(store.write(note, { works, fails: true }, 'r1')).rejects.toThrow('after all')
    expect(await outbox.work([], true)).toEqual([])
  })

  test('is noted once, however often its request comes', async () => {
    const notes = open('again')
    await notes.note([about('a', 1)], 'r1')
    await notes.note([about('a', 1)], 'r1')
    expect((await notes.outbox.state()).open).toBe(1)
  })

  test('of much, is noted in one statement', async () => {
    const notes = open('counted')
    await notes.note([about('a', 0)])
    const statements: string[] = []
    await runInDurableObject(stubOf('counted'), (_, { storage }) => {
      const { sql } = storage
      const exec = sql.exec.bind(sql)
      Object.defineProperty(sql, 'exec', {
        configurable: true,
        value: (statement: string, ...bindings: never[]) => {
          statements.push(statement)
          return exec(statement, ...bindings)
        },
      })
    })
    await notes.note(Array.from({ length: 300 }, (_, i) => about(`s${i}`, i)))
    expect(statements.filter((text) => text.includes('INSERT INTO _outbox'))).toHaveLength(1)
    expect((await notes.outbox.state()).open).toBe(301)
  })

  test('about the same is handed out one after the other, about something else beside it', async () => {
    const notes = open('order')
    await notes.note([about('a', 'a1'), about('b', 'b1'), about('a', 'a2')])
    await notes.note([about('a', 'a3')])
    const first = await notes.take()
    expect(bodies(first)).toEqual(['a1', 'b1'])
    expect(await notes.take()).toEqual([])
    const second = await notes.outbox.work(done(first), true)
    expect(bodies(second)).toEqual(['a2'])
    expect(bodies(await notes.outbox.work(done(second), true))).toEqual(['a3'])
  })

  test('of another topic does not wait', async () => {
    const notes = open('topics')
    await notes.note([about('a', 'one'), { topic: 'other', subject: 'a', body: 'two' }])
    expect(bodies(await notes.take())).toEqual(['one', 'two'])
  })

  test('that is not due yet is not handed out', async () => {
    const notes = open('due')
    await notes.note([about('a', 1, { due: Date.now() + 60_000 })])
    expect(await notes.take()).toEqual([])
    await passTime('due', 60_000)
    expect(bodies(await notes.take())).toEqual(['1'])
  })

  test('that nobody listens to is not noted; of a caller who cannot tell, it is', async () => {
    await open('listeners', ['heard']).note([
      about('a', 'heard', { listener: 'heard' }),
      about('b', 'unheard', { listener: 'unheard' }),
      about('c', 'for all'),
    ])
    await open('listeners').note([about('d', 'unheard', { listener: 'unheard' })])
    expect(bodies(await open('listeners').take())).toEqual(['for all', 'heard', 'unheard'])
  })

  test('is handed to nobody but the platform, and its answer is kept nowhere', async () => {
    const notes = open('guarded')
    await notes.note([about('a', 'body-of-a')])
    const stub = (): StoreStub => stubOf('guarded') as DurableObjectStub & StoreStub
    const stranger = createOutbox(new StoreClient(stub, tenant('guarded'), ANONYMOUS))
    for (const call of [
      () => stranger.work([], true),
      () => stranger.state(),
      () => stranger.replay(null),
    ]) {
      await expect(call()).rejects.toThrow('Only the platform')
    }
    expect(bodies(await notes.take())).toEqual(['body-of-a'])
    await runInDurableObject(stubOf('guarded'), (_, { storage }) => {
      const kept = storage.sql.exec('SELECT answer FROM _requests').toArray()
      expect(JSON.stringify(kept)).not.toContain('body-of-a')
    })
  })
})

describe('what fails', () => {
  test('is tried again after pauses that grow, keeps its place, and is parked in the end', async () => {
    const notes = open('failing')
    await notes.note([about('a', 'a1'), about('a', 'a2')])
    const [first = 0, second = 0, ...more] = await failAll('failing')
    expect(more).toEqual([])
    expect(Math.abs(first - TIMES.pause)).toBeLessThan(60_000)
    expect(Math.abs(second - 2 * TIMES.pause)).toBeLessThan(60_000)
    const { parked, parkedInAll, open: left } = await notes.outbox.state()
    expect({ parkedInAll, left }).toEqual({ parkedInAll: 1, left: 1 })
    expect(parked).toMatchObject([{ subject: 'a', tries: 3, error: 'no such host', waiting: 1 }])
  })

  test('waits longer each time, up to a limit', () => {
    const hours = { ...TIMES, pause: 15_000, growth: 3, longest: 7_200_000 }
    const waits = Array.from({ length: 8 }, (_, i) => pauseAfter(i + 1, hours) / 1000)
    expect(waits).toEqual([15, 45, 135, 405, 1215, 3645, 7200, 7200])
  })

  test('goes on where it stood once it is replayed', async () => {
    const notes = open('replayed')
    await notes.note([about('a', 'a1'), about('a', 'a2'), about('b', 'b1')])
    await failAll('replayed')
    const [first] = (await notes.outbox.state()).parked
    expect(await notes.outbox.replay('nobody')).toBe(0)
    expect(await notes.outbox.replay(first?.id ?? '')).toBe(1)
    expect(await notes.outbox.replay(null)).toBe(1)
    const taken = await notes.take()
    expect(bodies(taken)).toEqual(['a1', 'b1'])
    expect(taken.map(({ tries }) => tries)).toEqual([1, 1])
    expect(bodies(await notes.outbox.work(done(taken), true))).toEqual(['a2'])
  })

  test('makes way once it is dropped', async () => {
    const notes = open('dropped')
    await notes.note([about('a', 'a1'), about('a', 'a2')])
    const refused = { ok: false, error: { tag: 'not-parked' } }
    const [open1] = await notes.take()
    expect(await notes.outbox.drop(open1?.id ?? '')).toEqual(refused)
    await passTime('dropped', TIMES.lease)
    await failAll('dropped')
    const [parked] = (await notes.outbox.state()).parked
    expect(await notes.outbox.drop(parked?.id ?? '')).toEqual({ ok: true, value: null })
    expect(await notes.outbox.drop(parked?.id ?? '')).toEqual(refused)
    expect(bodies(await notes.take())).toEqual(['a2'])
  })
})

describe('whoever takes work and does not come back', () => {
  test('loses it to the next one, and may not settle it any more', async () => {
    const notes = open('lease')
    await notes.note([about('a', 'a1'), about('a', 'a2')])
    const first = await notes.take()
    await passTime('lease', TIMES.lease)
    const second = await notes.take()
    expect(second.map(({ id }) => id)).toEqual(first.map(({ id }) => id))
    expect(second.map(({ tries }) => tries)).toEqual([2])
    // Too late: the second one is at it, and what follows must not overtake it.
    expect(await notes.outbox.work(done(first), true)).toEqual([])
    expect(await notes.outbox.work(failed(first), true)).toEqual([])
    expect(bodies(await notes.outbox.work(done(second), true))).toEqual(['a2'])
    expect(await notes.outbox.work(done(second), true)).toEqual([])
  })

  test('does so only so often, then it is parked', async () => {
    const notes = open('poison')
    await notes.note([about('a', 'a1')])
    for (let i = 0; i < TIMES.tries; i++) {
      expect(await notes.take()).toHaveLength(1)
      await passTime('poison', TIMES.lease)
    }
    expect(await notes.take()).toEqual([])
    const { parked } = await notes.outbox.state()
    expect(parked).toMatchObject([{ tries: 3, error: expect.stringContaining('never ended') }])
  })
})

test('10 × shuffled duplicates and crashed deliveries: everything done, in order, nothing left', async () => {
  const notes = open('stormy')
  const subjects = Array.from({ length: 20 }, (_, i) => `s${i}`)
  const works = Array.from({ length: 10 }, (_, n) => subjects.map((s) => about(s, `${s} ${n}`)))
  for (const some of works) await notes.note(some)
  const ran = new Map<string, string[]>(subjects.map((subject) => [subject, []]))
  let crashes = 0
  /** One delivery: runs what it takes, and dies now and then before it can say so. */
  const deliver = async (number: number): Promise<void> => {
    let taken = await notes.take()
    while (taken.length > 0) {
      for (const { subject, body } of taken) ran.get(subject)?.push(String(body))
      const isFirst = taken.every(({ tries }) => tries === 1)
      if (isFirst && number % 9 === 0 && crashes++ < 12) return
      taken = await notes.outbox.work(done(taken), true)
    }
  }
  const deliveries = Array.from({ length: 100 }, (_, i) => (i * 37) % 100)
  await Promise.all(deliveries.map(deliver))
  while ((await notes.outbox.state()).open > 0) {
    await passTime('stormy', TIMES.lease)
    await deliver(1)
  }
  expect(crashes).toBeGreaterThan(0)
  for (const [subject, seen] of ran) {
    const wanted = works.map((_, n) => `${subject} ${n}`)
    expect([...new Set(seen)]).toEqual(wanted)
    // What is done again is done before what follows it.
    expect(seen).toEqual(seen.toSorted((a, b) => wanted.indexOf(a) - wanted.indexOf(b)))
  }
  expect(await notes.outbox.state()).toMatchObject({ open: 0, parkedInAll: 0 })
})
