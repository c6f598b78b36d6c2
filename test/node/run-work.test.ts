import { describe, expect, test } from 'vitest'
import { consume } from '../../src/dispatch/consume.ts'
import type { Share } from '../../src/dispatch/forward.ts'
import type { Worked } from '../../src/dispatch/run-work.ts'
import type { Base } from '../../src/seam/base.ts'
import { dispatcher } from '../support/dispatcher.ts'
import { fixedOutbox } from '../support/fixed-outbox.ts'
import { tenant } from '../support/tenants.ts'
import { tinyBase, type TinyPieces } from '../support/tiny-base.ts'

const greeted: string[] = []
const base = {
  ...tinyBase,
  work: {
    greet: async ({ pieces, viewer }, body) => {
      if (body === 'broken') throw new Error('nobody to greet')
      if (body === 'hangs') await new Promise(() => {})
      greeted.push(`${viewer.kind}: ${String(await pieces.greet(String(body)))}`)
    },
  },
} satisfies Base<TinyPieces> as unknown as Base<never>

const ring = (event: string, different: Partial<Parameters<typeof fair.work>[0]> = {}) => ({
  event,
  storeId: `${event}-1`,
  host: `${event}.localhost`,
  ...different,
})
const outbox = fixedOutbox([{ body: 'Ada' }, { id: 'w2', body: 'broken' }], [{ body: 'Bob' }])
const fair = dispatcher({
  base,
  tenants: [tenant('fair')],
  modules: { fair: { default: { messages: { en: { 'tiny.hello': 'Ahoy {name}' } } } } },
  outbox,
})

test('work is done in the event’s own words, until nothing is left, and each settled by itself', async () => {
  expect(await fair.work(ring('fair'))).toBe('over')
  expect(greeted).toEqual(['system: <p>Ahoy Ada</p>', 'system: <p>Ahoy Bob</p>'])
  expect(outbox.outcomes).toEqual([
    { id: 'w1', lease: 'l1', error: null },
    { id: 'w2', lease: 'l1', error: 'greet: Error: nobody to greet' },
    { id: 'w1', lease: 'l1', error: null },
  ])
  expect(fair.faults).toMatchObject([{ event: 'fair', seam: 'platform', requestId: 'w2' }])
})

test('work that hangs ends with its deadline, and work nobody does is not lost in silence', async () => {
  const odd = fixedOutbox([{ body: 'hangs' }, { id: 'w2', topic: 'constructor' }])
  const { work } = dispatcher({ base, tenants: [tenant('fair')], outbox: odd })
  expect(await work(ring('fair'))).toBe('over')
  expect(odd.outcomes.map(({ error }) => error)).toEqual([
    expect.stringContaining('deadline'),
    expect.stringContaining('does nothing about "constructor"'),
  ])
})

test('a module that does not load leaves the base’s own words', async () => {
  greeted.length = 0
  const { work, faults } = dispatcher({
    base,
    tenants: [tenant('fair')],
    modules: { fair: async () => Promise.reject(new Error('no module')) },
    outbox: fixedOutbox([{ body: 'Ada' }]),
  })
  expect(await work(ring('fair'))).toBe('over')
  expect(greeted).toEqual(['system: <p>Hello Ada</p>'])
  expect(faults).toMatchObject([{ event: 'fair', seam: 'module' }])
})

test('what an archived event has left undone is done', async () => {
  greeted.length = 0
  const over = tenant('fair', { status: 'archived' })
  const left = fixedOutbox([{ body: 'Ada' }])
  expect(await dispatcher({ base, tenants: [over], outbox: left }).work(ring('fair'))).toBe('over')
  expect(greeted).toEqual(['system: <p>Hello Ada</p>'])
})

test('of very much work one ring does a part; the store rings again', async () => {
  const much = fixedOutbox(...Array.from({ length: 50 }, () => [{ body: 'Ada' }]))
  const { work } = dispatcher({ base, tenants: [tenant('fair')], outbox: much })
  expect(await work(ring('fair'))).toBe('over')
  expect(much.outcomes).toHaveLength(10)
  expect(much.asked.at(-1)).toBe(false)
})

describe('a ring', () => {
  const none = { base, tenants: [tenant('fair'), tenant('shut', { status: 'suspended' })] }

  test.each([
    ['of a host that nobody has', ring('gone')],
    ['of a host that another event has now', ring('fair', { event: 'old' })],
    ['of a store that the event no longer has', ring('fair', { storeId: 'fair-0' })],
    ['of a suspended event', ring('shut')],
  ])('%s opens no store', async (_, given) => {
    expect(await dispatcher(none).work(given)).toBe('over')
  })

  test('of a record that cannot be read is worth another try', async () => {
    const unavailable = { kind: 'unavailable', reason: 'registry-error' } as const
    const directory = { readAt: () => null, lookup: () => unavailable }
    expect(await dispatcher({ ...none, directory }).work(ring('fair'))).toBe('again')
  })

  test('whose store does not answer is worth another try', async () => {
    const { work, faults } = dispatcher(none)
    expect(await work(ring('fair'))).toBe('again')
    expect(faults).toMatchObject([{ event: 'fair', seam: 'platform' }])
  })

  const shareThat = (work: Share['work']): Share => ({
    fetch: () => Promise.reject(new Error('not asked here')),
    explain: () => Promise.reject(new Error('not asked here')),
    work,
  })

  test.each([
    ['goes to the share that has the event’s module', async (): Promise<Worked> => 'over', 'over'],
    ['is tried again where that share fails', () => Promise.reject(new Error('gone')), 'again'],
  ] as const)('%s', async (_, work, worked) => {
    const doors = new Map([[2, shareThat(work)]])
    const far = dispatcher({ ...none, modules: { fair: 2 }, shares: { doors, patience: 10 } })
    expect(await far.work(ring('fair'))).toBe(worked)
  })
})

describe('a batch of the queue', () => {
  const message = (body: unknown) => {
    const told = { body, said: '' }
    return Object.assign(told, {
      ack: () => void (told.said += 'ack'),
      retry: () => void (told.said += 'retry'),
    })
  }

  test('is answered message by message, each store once', async () => {
    const messages = [ring('a'), ring('b'), ring('a'), null, { event: 'a' }].map(message)
    const asked: string[] = []
    await consume({ messages }, async ({ event }) => {
      asked.push(event)
      return event === 'a' ? 'over' : 'again'
    })
    expect(asked).toEqual(['a', 'b'])
    expect(messages.map(({ said }) => said)).toEqual(['ack', 'retry', 'ack', 'ack', 'ack'])
  })
})
