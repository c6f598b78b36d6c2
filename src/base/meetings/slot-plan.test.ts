import { describe, expect, test } from 'vitest'
import { defaultSlotPlan } from './default-slot-plan.ts'
import { checkSlotPlan, MAX_SLOTS, type SlotDay } from './slot-plan.ts'
import { slotsOf } from './slots.ts'

const good: SlotDay = {
  date: '2027-03-27',
  from: '09:00',
  to: '18:00',
  minutes: 20,
  pause: 0,
  gaps: [{ from: '12:30', to: '13:30' }],
}
const found = (...days: SlotDay[]) =>
  checkSlotPlan({ days }).map(({ tag, where }) => [tag, where] as const)

describe('a slot plan', () => {
  test('that works has no problem, and neither has an empty one', () => {
    expect(found(good, { ...good, date: '2027-03-28', to: '24:00' })).toEqual([])
    expect(found()).toEqual([])
  })

  test.each<[Partial<SlotDay>, string, string]>([
    [{ date: '2027-02-29' }, 'bad-date', 'days.0.date'],
    [{ date: '27.03.2027' }, 'bad-date', 'days.0.date'],
    [{ from: '9:00' }, 'bad-time', 'days.0.from'],
    [{ to: '24:01' }, 'bad-time', 'days.0.to'],
    [{ gaps: [{ from: '12:30', to: '12:60' }] }, 'bad-time', 'days.0.gaps.0.to'],
    [{ from: '18:00' }, 'ends-before-start', 'days.0.to'],
    [{ gaps: [{ from: '13:30', to: '12:30' }] }, 'ends-before-start', 'days.0.gaps.0.to'],
    [{ minutes: 0 }, 'bad-minutes', 'days.0.minutes'],
    [{ minutes: 7.5 }, 'bad-minutes', 'days.0.minutes'],
    [{ minutes: Number.NaN }, 'bad-minutes', 'days.0.minutes'],
    [{ pause: -1 }, 'bad-minutes', 'days.0.pause'],
    [{ minutes: 300 }, 'no-room', 'days.0'],
    [{ gaps: [{ from: '08:00', to: '20:00' }] }, 'no-room', 'days.0'],
    [{ minutes: 1 }, 'too-many-slots', 'days'],
  ])('with %j has the problem %s at %s', (change, tag, where) => {
    // 480 slots of a minute are few enough; with the gap taken out there are 540.
    const gaps = change.minutes === 1 ? [] : good.gaps
    expect(found({ ...good, gaps, ...change })).toEqual([[tag, where]])
  })

  test('names every overlap of a date, whatever the order', () => {
    const early = { ...good, from: '08:00', to: '09:30' }
    const late = { ...good, from: '17:00', to: '17:30' }
    expect(found(good, early, late)).toEqual([
      ['overlap', 'days.0'],
      ['overlap', 'days.2'],
    ])
    expect(found(good, { ...late, from: '18:00', to: '19:00' })).toEqual([])
    expect(found(good, { ...early, date: '2027-03-28' })).toEqual([])
  })

  test('says how to repair it', () => {
    const [problem] = checkSlotPlan({ days: [{ ...good, minutes: 300 }] })
    expect(problem?.message).toBe(
      'On 2027-03-27 not one slot of 300 minutes fits. Make the slots shorter, or the hours longer.',
    )
  })
})

describe('the default slot plan', () => {
  test('has 20-minute slots from nine to six with lunch on each of the days', () => {
    const plan = defaultSlotPlan('2027-02-28', '2027-03-01')
    expect(plan.days.map(({ date }) => date)).toEqual(['2027-02-28', '2027-03-01'])
    const slots = slotsOf(plan, 'Europe/Berlin')
    const ids = slots.ok ? slots.value.map(({ id }) => id.slice(11)) : []
    expect(ids).toHaveLength(46)
    expect(ids.slice(8, 12)).toEqual(['11:40', '12:00', '13:30', '13:50'])
    expect(ids[22]).toBe('17:30')
  })

  test('of a long event can be used too', () => {
    const plan = defaultSlotPlan('2027-01-01', '2027-12-31')
    expect(checkSlotPlan(plan)).toEqual([])
    expect(plan.days.length * 23).toBeLessThanOrEqual(MAX_SLOTS)
  })
})
