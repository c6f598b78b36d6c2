import fc from 'fast-check'
import { expect, test } from 'vitest'
import { expiredAt } from './expiry.ts'
import { isLive, isOpen, newRequest, otherSide, type Meeting, type Side } from './meeting.ts'
import type { MeetingAction } from './meeting-action.ts'
import { transition } from './meeting-state.ts'
import { quotaFull, quotaUsed, type Quota } from './quotas.ts'
import { checkRequest, refuseSlot, type SlotFacts } from './request-check.ts'
import type { Slot } from './slots.ts'

// A small event that is run by the rules alone, as the store has to run them.
const HOUR = 60 * 60_000
const TABLES = 2
const LIMITS: Quota = { outgoing: 3, pending: 4, confirmed: 3 }
const SLOTS: readonly Slot[] = [2, 4, 6].map((hour) => ({
  id: `${hour}:00`,
  start: hour * HOUR,
  end: (hour + 1) * HOUR,
}))

interface Row extends Meeting {
  readonly requester: string
  readonly invitee: string
}
interface World {
  now: number
  readonly rows: Row[]
}

const isIn = (row: Row, person: string): boolean =>
  row.requester === person || row.invitee === person
const takes = (row: Row, slot: Slot): boolean =>
  (row.status === 'confirmed' || row.status === 'held' || row.status === 'no-show') &&
  row.time?.id === slot.id
const factsOf = (rows: readonly Row[], pair: Pick<Row, Side>, slot: Slot): SlotFacts => {
  const taken = rows.filter((row) => takes(row, slot))
  const busy = (side: Side) => taken.some((row) => isIn(row, pair[side]))
  return {
    start: slot.start,
    busy: { requester: busy('requester'), invitee: busy('invitee') },
    away: { requester: false, invitee: false },
    tableLeft: taken.length < TABLES,
  }
}
const quotaState = ({ rows }: World, person: string) => ({
  limits: LIMITS,
  used: quotaUsed(rows, person),
})

const request = (world: World, requester: string, invitee: string, time: Slot | null) => {
  const pair = { requester, invitee }
  const slots = SLOTS.map((slot) => factsOf(world.rows, pair, slot))
  const result = checkRequest({
    ...pair,
    now: world.now,
    maySee: true,
    mayRequest: true,
    dismissedBy: null,
    bookingOpens: null,
    bookingCloses: null,
    pairIsLive: world.rows.some(
      (row) => isIn(row, requester) && isIn(row, invitee) && isLive(row, world.now),
    ),
    quotas: { requester: quotaState(world, requester), invitee: quotaState(world, invitee) },
    time: time ? factsOf(world.rows, pair, time) : { any: slots },
  })
  if (result.ok) world.rows.push({ ...pair, ...newRequest(time, world.now) })
}

const act = (world: World, index: number, by: Side, action: MeetingAction) => {
  const row = world.rows[index]
  if (!row) return
  const result = transition(row, action, { by, now: world.now, cancelLockHours: 1 })
  if (!result.ok) return
  const next = { ...row, ...result.value }
  const others = world.rows.filter((other) => other !== row)
  if (action.kind === 'propose' && refuseSlot(factsOf(others, row, action.time), world.now)) return
  const booked = next.status === 'confirmed' && next.time
  if (booked && (row.status !== 'confirmed' || row.time?.id !== booked.id)) {
    if (refuseSlot(factsOf(others, row, booked), world.now)) return
    const full = [row.requester, row.invitee].some((person) =>
      quotaFull({ limits: LIMITS, used: quotaUsed(others, person) }, ['confirmed']),
    )
    if (full) return
  }
  world.rows[index] = next
  for (const [place, other] of world.rows.entries()) {
    if (!booked || other.status !== 'pending' || other.time?.id !== booked.id) continue
    if (isIn(other, next.requester) || isIn(other, next.invitee)) run(world, place, 'clash')
  }
}
const run = (world: World, index: number, kind: 'clash' | 'expire') => {
  const row = world.rows[index]
  if (!row) throw new Error(`no row ${index}`)
  const context = { by: 'system', now: world.now, cancelLockHours: 1 } as const
  const result = transition(row, { kind }, context)
  if (!result.ok) throw new Error(`${kind} was refused: ${result.error.tag}`)
  world.rows[index] = { ...row, ...result.value }
}
const pass = (world: World, hours: number) => {
  world.now += hours * HOUR
  for (const row of expiredAt(world.rows, world.now, 3))
    run(world, world.rows.indexOf(row), 'expire')
}

const check = ({ rows, now }: World) => {
  const people = [...new Set(rows.flatMap(({ requester, invitee }) => [requester, invitee]))]
  for (const slot of SLOTS) {
    const taken = rows.filter((row) => takes(row, slot))
    expect(taken.length).toBeLessThanOrEqual(TABLES)
    const booked = taken.flatMap(({ requester, invitee }) => [requester, invitee])
    expect(new Set(booked).size).toBe(booked.length)
    const asked = rows.filter(({ status, time }) => status === 'pending' && time?.id === slot.id)
    const clash = asked.filter((row) => booked.some((one) => isIn(row, one)))
    expect(clash).toEqual([])
  }
  const live = rows.filter((row) => isLive(row, now))
  const pairs = live.map(({ requester, invitee }) => [requester, invitee].toSorted().join())
  expect(new Set(pairs).size).toBe(pairs.length)
  for (const person of people) {
    const { outgoing, pending, confirmed } = quotaUsed(rows, person)
    expect(confirmed).toBeLessThanOrEqual(LIMITS.confirmed ?? Infinity)
    expect(pending).toBeLessThanOrEqual(LIMITS.pending ?? Infinity)
    expect(outgoing).toBeLessThanOrEqual(LIMITS.outgoing ?? Infinity)
  }
  expect(rows.every((row) => !isOpen(row) || now < row.since + 3 * HOUR)).toBe(true)
}

const person = fc.constantFrom('ann', 'bob', 'cem', 'dao', 'eva', 'fee')
const plain = fc.constantFrom(
  ...(['decline', 'withdraw', 'cancel', 'decline-proposal', 'withdraw-proposal'] as const),
  ...(['report-held', 'report-not-held'] as const),
)
const anyStep = fc.record({
  what: fc.constantFrom(
    ...(['request', 'request', 'accept', 'accept', 'propose', 'propose'] as const),
    ...(['accept-proposal', 'accept-proposal', 'plain', 'pass'] as const),
  ),
  people: fc.tuple(person, person),
  index: fc.nat(6),
  by: fc.constantFrom<Side>('requester', 'invitee'),
  slot: fc.constantFrom(...SLOTS),
  anyTime: fc.boolean(),
  plain,
  hours: fc.constantFrom(0, 0, 0, 1),
})
type Step = typeof anyStep extends fc.Arbitrary<infer One> ? One : never

const take = (world: World, step: Step) => {
  const { index, by, slot: time } = step
  const row = world.rows[index]
  switch (step.what) {
    case 'request':
      return request(world, ...step.people, step.anyTime ? null : time)
    case 'pass':
      return pass(world, step.hours)
    case 'propose':
      return act(world, index, by, { kind: 'propose', time })
    case 'plain':
      return act(world, index, by, { kind: step.plain })
    case 'accept':
      return act(world, index, row?.asked ?? by, { kind: 'accept', time: row?.time ? null : time })
    case 'accept-proposal':
      return act(world, index, otherSide(row?.proposal?.by ?? by), { kind: 'accept-proposal' })
  }
}

// It computes for seconds: the limit is for a busy machine, and could not stop it anyway.
test('whatever people do, nobody is booked twice and no table, pair or quota is exceeded', () => {
  let moved = 0
  let clashed = 0
  fc.assert(
    fc.property(fc.array(anyStep, { minLength: 40, maxLength: 80 }), (steps) => {
      const world: World = { now: 0, rows: [] }
      for (const step of steps) {
        const before = [...world.rows]
        take(world, step)
        check(world)
        for (const [index, { status, time }] of world.rows.entries()) {
          const old = before[index]
          if (old?.status === 'confirmed' && status === 'confirmed' && time !== old.time) moved += 1
          if (old?.status === 'pending' && status === 'needs-new-time') clashed += 1
        }
      }
    }),
    { numRuns: 300 },
  )
  expect(moved).toBeGreaterThan(0)
  expect(clashed).toBeGreaterThan(0)
})
