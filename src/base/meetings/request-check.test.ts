import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkRequest, type RequestFacts, type SlotFacts } from './request-check.ts'
import type { Quota } from './quotas.ts'

const none: Quota = { outgoing: null, pending: null, confirmed: null }
const used = { outgoing: 3, pending: 4, confirmed: 5 }
const freeSlot: SlotFacts = {
  start: 200,
  busy: { requester: false, invitee: false },
  away: { requester: false, invitee: false },
  tableLeft: true,
}
const good: RequestFacts = {
  now: 100,
  requester: 'ann',
  invitee: 'bob',
  maySee: true,
  mayRequest: true,
  dismissedBy: null,
  bookingOpens: null,
  bookingCloses: null,
  pairIsLive: false,
  quotas: { requester: { limits: none, used }, invitee: { limits: none, used } },
  time: freeSlot,
}
const limited =
  (who: 'requester' | 'invitee', limits: Partial<Quota>) => (facts: RequestFacts) => ({
    ...facts,
    quotas: {
      ...facts.quotas,
      [who]: { limits: { ...facts.quotas[who].limits, ...limits }, used },
    },
  })
const inSlot = (change: (slot: SlotFacts) => Partial<SlotFacts>) => (facts: RequestFacts) => {
  const slot = facts.time && 'start' in facts.time ? facts.time : freeSlot
  return { ...facts, time: { ...slot, ...change(slot) } }
}
const change = (changes: Partial<RequestFacts>) => (facts: RequestFacts) => ({
  ...facts,
  ...changes,
})
type Spoil = readonly [tag: object, spoil: (facts: RequestFacts) => RequestFacts]

/** Every reason, in the order in which they are looked for; each leaves the others as they are. */
const slotSpoils: Spoil[] = [
  [{ tag: 'in-the-past', start: 100 }, inSlot(() => ({ start: 100 }))],
  ...(['requester', 'invitee'] as const).flatMap((who): Spoil[] => [
    [{ tag: 'busy', who }, inSlot(({ busy }) => ({ busy: { ...busy, [who]: true } }))],
    [{ tag: 'unavailable', who }, inSlot(({ away }) => ({ away: { ...away, [who]: true } }))],
  ]),
  [{ tag: 'no-table' }, inSlot(() => ({ tableLeft: false }))],
]
const quota = (who: string, kind: keyof Quota) => {
  const limit = used[kind]
  return { tag: 'quota-used', who, kind, limit }
}
const spoils: Spoil[] = [
  [{ tag: 'self' }, change({ invitee: 'ann' })],
  [{ tag: 'not-found' }, change({ maySee: false })],
  [{ tag: 'not-allowed' }, change({ mayRequest: false })],
  [{ tag: 'vetoed', by: 'invitee' }, change({ dismissedBy: 'invitee' })],
  [{ tag: 'booking-not-open', opens: 101 }, change({ bookingOpens: 101 })],
  [{ tag: 'booking-closed', closed: 100 }, change({ bookingCloses: 100 })],
  [{ tag: 'already-requested' }, change({ pairIsLive: true })],
  [quota('requester', 'outgoing'), limited('requester', { outgoing: 3 })],
  [quota('requester', 'pending'), limited('requester', { pending: 4 })],
  [quota('requester', 'confirmed'), limited('requester', { confirmed: 5 })],
  [quota('invitee', 'pending'), limited('invitee', { pending: 4 })],
  [quota('invitee', 'confirmed'), limited('invitee', { confirmed: 5 })],
  ...slotSpoils,
]
const noSlot: Spoil = [{ tag: 'no-such-slot' }, change({ time: null })]
const refusal = (facts: RequestFacts) => {
  const result = checkRequest(facts)
  return result.ok ? null : result.error
}

describe('a request', () => {
  test('to somebody free, in a slot that is left, is sent', () => {
    expect(checkRequest(good)).toEqual({ ok: true, value: null })
    expect(checkRequest({ ...good, bookingOpens: 100, bookingCloses: 101 }).ok).toBe(true)
    expect(checkRequest(limited('requester', { outgoing: 4 })(good)).ok).toBe(true)
  })

  test.each([...spoils, noSlot])('is refused with %j', (tag, spoil) => {
    expect(refusal(spoil(good))).toEqual(tag)
  })

  test('refused for several reasons is told the first of them', () => {
    fc.assert(
      fc.property(fc.subarray(spoils, { minLength: 1 }), (chosen) => {
        const facts = chosen.reduce((before, [, spoil]) => spoil(before), good)
        expect(refusal(facts)).toEqual(chosen[0]?.[0])
      }),
      { numRuns: 500 },
    )
  })

  test('is not held up by how many requests the invitee sent', () => {
    expect(refusal(limited('invitee', { outgoing: 0 })(good))).toBeNull()
  })

  test('of any time needs one slot that would do', () => {
    const bad = slotSpoils.map(([, spoil]) => spoil(good).time as SlotFacts)
    fc.assert(
      fc.property(fc.shuffledSubarray([...bad, freeSlot]), (any) => {
        const expected = any.includes(freeSlot) ? null : { tag: 'no-common-slot' }
        expect(refusal({ ...good, time: { any } })).toEqual(expected)
      }),
    )
  })
})
