import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { MeetingStatus } from './meeting.ts'
import { quotaFull, quotaOf, quotaUsed, type Quota, type QuotaRow } from './quotas.ts'

const row = (requester: string, invitee: string, status: MeetingStatus): QuotaRow => ({
  requester,
  invitee,
  status,
})
const none: Quota = { outgoing: null, pending: null, confirmed: null }
const people = fc.constantFrom('a', 'b', 'c')
const statuses = fc.constantFrom<MeetingStatus>(
  ...(['pending', 'needs-new-time', 'confirmed', 'declined', 'expired'] as const),
  ...(['withdrawn', 'cancelled', 'held', 'no-show'] as const),
)
const rows = fc
  .array(fc.tuple(people, people, statuses), { maxLength: 30 })
  .map((all) =>
    all.filter(([from, to]) => from !== to).map(([from, to, status]) => row(from, to, status)),
  )

describe('quotas', () => {
  test('used: what one sent, what is open, what is or was confirmed', () => {
    const all = [
      row('me', 'a', 'pending'),
      row('me', 'b', 'needs-new-time'),
      row('c', 'me', 'pending'),
      row('d', 'me', 'confirmed'),
      row('me', 'e', 'held'),
      row('me', 'f', 'no-show'),
      row('me', 'g', 'cancelled'),
      row('me', 'h', 'declined'),
      row('i', 'me', 'expired'),
      row('me', 'j', 'withdrawn'),
      row('k', 'l', 'pending'),
    ]
    expect(quotaUsed(all, 'me')).toEqual({ outgoing: 2, pending: 3, confirmed: 3 })
  })

  test('of a group: what the group leaves out is as for everyone', () => {
    const settings = {
      everyone: { ...none, pending: 20 },
      groups: { buyer: { confirmed: 8 }, press: { pending: null } },
    }
    expect(quotaOf(settings, 'buyer')).toEqual({ outgoing: null, pending: 20, confirmed: 8 })
    expect(quotaOf(settings, 'press')).toEqual(none)
    for (const group of ['visitor', 'constructor', null])
      expect(quotaOf(settings, group)).toEqual(settings.everyone)
  })

  test('name the first kind that is full', () => {
    const used = { outgoing: 2, pending: 5, confirmed: 3 }
    const limits = { outgoing: 3, pending: 5, confirmed: 1 }
    expect(quotaFull({ limits, used }, ['outgoing', 'pending', 'confirmed'])).toEqual({
      kind: 'pending',
      limit: 5,
    })
    expect(quotaFull({ limits, used }, ['outgoing'])).toBeNull()
    expect(quotaFull({ limits: none, used }, ['outgoing', 'pending', 'confirmed'])).toBeNull()
  })

  test('a count kept from change to change is the recount from the rows', () => {
    fc.assert(
      fc.property(rows, fc.array(fc.tuple(fc.nat(29), statuses)), people, (start, changes, me) => {
        const all = [...start]
        let kept = quotaUsed(all, me)
        for (const [index, status] of changes) {
          const old = all[index]
          if (!old) continue
          const [minus, plus] = [quotaUsed([old], me), quotaUsed([{ ...old, status }], me)]
          const sum = (kind: keyof Quota) => kept[kind] - minus[kind] + plus[kind]
          kept = {
            outgoing: sum('outgoing'),
            pending: sum('pending'),
            confirmed: sum('confirmed'),
          }
          all[index] = { ...old, status }
        }
        expect(quotaUsed(all, me)).toEqual(kept)
      }),
    )
  })

  test('a lower limit only ever refuses more, and changes nothing that is there', () => {
    const limit = fc.nat(10)
    fc.assert(
      fc.property(rows, people, limit, limit, (all, me, one, other) => {
        const before = structuredClone(all)
        const used = quotaUsed(all, me)
        const full = (most: number) =>
          quotaFull({ limits: { ...none, pending: most }, used }, ['pending']) !== null
        const [low, high] = [Math.min(one, other), Math.max(one, other)]
        if (full(high)) expect(full(low)).toBe(true)
        expect(full(used.pending)).toBe(true)
        expect(full(used.pending + 1)).toBe(false)
        expect(all).toEqual(before)
      }),
    )
  })
})
