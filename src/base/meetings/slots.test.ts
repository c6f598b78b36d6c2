import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { SlotDay, SlotPlan } from './slot-plan.ts'
import { slotsOf, type Slot } from './slots.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const ZONES = [
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Manila',
  'Africa/Casablanca',
  'America/St_Johns',
  'Pacific/Apia',
]

const day = (date: string, from: string, to: string, more: Partial<SlotDay> = {}): SlotDay => ({
  date,
  from,
  to,
  minutes: 30,
  pause: 0,
  gaps: [],
  ...more,
})
const slots = (plan: SlotPlan, zone: string): readonly Slot[] => {
  const result = slotsOf(plan, zone)
  if (!result.ok) throw new Error(JSON.stringify(result.error))
  return result.value
}
const ids = (days: SlotDay[], zone = 'Europe/Berlin') => slots({ days }, zone).map(({ id }) => id)
const on = (date: string, ...times: string[]) => times.map((time) => `${date}T${time}`)

/** What the clock shows, read another way than the source does. */
const shown = new Map<string, (at: number) => string>()
const show = (zone: string, at: number): string => {
  let read = shown.get(zone)
  if (!read) {
    const format = new Intl.DateTimeFormat('sv-SE', {
      timeZone: zone,
      dateStyle: 'short',
      timeStyle: 'short',
    })
    read = (moment) => format.format(moment).replace(' ', 'T')
    shown.set(zone, read)
  }
  return read(at)
}

/** The first moment at which the clock shows `local` or later; clocks jump at quarters. */
const firstMoment = (zone: string, local: string): number => {
  const [date = '', time = ''] = local.split('T')
  const midnight = Date.parse(`${date}T00:00Z`)
  const wanted = time === '24:00' ? new Date(midnight + DAY).toISOString().slice(0, 16) : local
  let at = midnight - 15 * 60 * MINUTE
  while (show(zone, at) < wanted) at += 15 * MINUTE
  return at
}

/** Days between 2024 and 2030 whose clock changes, and one that Samoa skipped. */
const changes = ZONES.flatMap((zone) => {
  const noonHour = (at: number) => show(zone, at).slice(11)
  const days = Array.from({ length: 6 * 365 }, (_, n) => Date.UTC(2024, 0, 1, 12) + n * DAY)
  return days
    .filter((at) => noonHour(at - DAY) !== noonHour(at))
    .map((at) => ({ zone, date: show(zone, at).slice(0, 10) }))
}).concat({ zone: 'Pacific/Apia', date: '2011-12-30' })

const anyDay = fc
  .tuple(fc.constantFrom(...ZONES), fc.integer({ min: 0, max: 6 * 365 }))
  .map(([zone, n]) => ({
    zone,
    date: new Date(Date.UTC(2024, 0, 1) + n * DAY).toISOString().slice(0, 10),
  }))
const place = fc.oneof(fc.constantFrom(...changes), anyDay)
const time = (quarter: number) =>
  `${String(Math.floor(quarter / 4)).padStart(2, '0')}:${String((quarter % 4) * 15).padStart(2, '0')}`
const times = (count: number) =>
  fc
    .uniqueArray(fc.integer({ min: 0, max: 96 }), { minLength: count, maxLength: count })
    .map((quarters) => quarters.toSorted((a, b) => a - b).map(time))

describe('slots', () => {
  test('fill the day from its start, with the pause between two', () => {
    const first = day('2027-03-27', '09:00', '10:00', { minutes: 20, pause: 5 })
    expect(slots({ days: [first] }, 'Europe/Berlin')).toEqual([
      {
        id: '2027-03-27T09:00',
        start: Date.parse('2027-03-27T08:00Z'),
        end: Date.parse('2027-03-27T08:20Z'),
      },
      {
        id: '2027-03-27T09:25',
        start: Date.parse('2027-03-27T08:25Z'),
        end: Date.parse('2027-03-27T08:45Z'),
      },
    ])
  })

  test('15 minutes on day 1, 30 on day 2, and lunch on both', () => {
    const gaps = [{ from: '12:00', to: '13:00' }]
    const days = [
      day('2027-03-02', '11:30', '13:30', { minutes: 15, gaps }),
      day('2027-03-03', '11:30', '13:30', { gaps }),
    ]
    expect(ids(days)).toEqual([
      ...on('2027-03-02', '11:30', '11:45', '13:00', '13:15'),
      ...on('2027-03-03', '11:30', '13:00'),
    ])
  })

  test('start afresh where a gap ends; gaps may overlap and reach beyond the day', () => {
    const gaps = [
      { from: '12:10', to: '12:50' },
      { from: '08:00', to: '11:40' },
      { from: '12:00', to: '13:05' },
    ]
    expect(ids([day('2027-03-27', '11:00', '14:00', { minutes: 20, gaps })])).toEqual(
      on('2027-03-27', '11:40', '13:05', '13:25'),
    )
  })

  test('of a date with two entries come in order', () => {
    const afternoon = day('2027-03-27', '14:00', '15:00', { minutes: 60 })
    expect(ids([afternoon, day('2027-03-27', '13:00', '14:00')])).toEqual(
      on('2027-03-27', '13:00', '13:30', '14:00'),
    )
  })

  test('fill the repeated hour of autumn twice, with names of their own', () => {
    expect(ids([day('2027-10-31', '01:30', '03:30')])).toEqual([
      ...on('2027-10-31', '01:30', '02:00', '02:30', '02:00~2', '02:30~2', '03:00'),
    ])
  })

  test('leave the skipped hour of spring out', () => {
    expect(ids([day('2027-03-28', '01:30', '04:00')])).toEqual(
      on('2027-03-28', '01:30', '03:00', '03:30'),
    )
    expect(ids([day('2027-03-28', '02:00', '03:00'), day('2027-03-28', '03:00', '03:30')])).toEqual(
      on('2027-03-28', '03:00'),
    )
    expect(ids([day('2011-12-30', '09:00', '18:00')], 'Pacific/Apia')).toEqual([])
  })

  test('an unknown time zone throws, a plan that does not work is refused', () => {
    expect(() => slotsOf({ days: [] }, 'Mars/Olympus')).toThrow(RangeError)
    const refused = slotsOf({ days: [day('2027-03-27', '10:00', '09:00')] }, 'Europe/Berlin')
    expect(refused).toMatchObject({ ok: false, error: [{ tag: 'ends-before-start' }] })
  })

  test('never overlap, are in order, as long as planned, and named for what the clock shows', () => {
    const shape = fc.record({ minutes: fc.constantFrom(5, 15, 20, 45), pause: fc.nat(10) })
    fc.assert(
      fc.property(
        place,
        times(4),
        shape,
        ({ zone, date }, [from = '', gap = '', end = '', to = ''], more) => {
          const gaps = [{ from: gap, to: end }]
          const plan = { days: [day(date, from, to, { ...more, gaps })] }
          const result = slotsOf(plan, zone)
          if (!result.ok) {
            expect(result.error.map(({ tag }) => tag)).toEqual(['no-room'])
            return
          }
          const opens = firstMoment(zone, `${date}T${gap}`)
          const closes = firstMoment(zone, `${date}T${end}`)
          for (const [index, slot] of result.value.entries()) {
            expect(slot.end - slot.start).toBe(more.minutes * MINUTE)
            expect(slot.end <= opens || slot.start >= closes).toBe(true)
            expect(slot.id.replace('~2', '')).toBe(show(zone, slot.start))
            const before = result.value[index - 1]
            if (before) expect(slot.start - before.end).toBeGreaterThanOrEqual(0)
          }
          expect(new Set(result.value.map(({ id }) => id)).size).toBe(result.value.length)
        },
      ),
      { numRuns: 300 },
    )
  })

  test('have the length of their hours together, also across a change of the clock', () => {
    fc.assert(
      fc.property(place, times(2), ({ zone, date }, [from = '', to = '']) => {
        const begin = firstMoment(zone, `${date}T${from}`)
        const close = firstMoment(zone, `${date}T${to}`)
        const all = slots({ days: [day(date, from, to, { minutes: 5 })] }, zone)
        const minutes = all.reduce((sum, { start, end }) => sum + (end - start) / MINUTE, 0)
        expect(minutes).toBe((close - begin) / MINUTE)
        if (all[0]) expect([all[0].start, all.at(-1)?.end]).toEqual([begin, close])
      }),
      { numRuns: 300 },
    )
  })

  test.each([
    ['Europe/Berlin', '2024-03-31', 23],
    ['Europe/Berlin', '2024-10-27', 25],
    ['America/New_York', '2024-11-03', 25],
    ['Australia/Lord_Howe', '2024-04-07', 24.5],
    ['Australia/Lord_Howe', '2024-10-06', 23.5],
    ['America/St_Johns', '2024-03-10', 23],
    ['Africa/Casablanca', '2024-03-10', 25],
    ['Africa/Casablanca', '2024-04-14', 23],
    ['Asia/Manila', '2024-03-31', 24],
    ['Pacific/Apia', '2011-12-31', 24],
  ])('in %s %s has %d hours of slots', (zone, date, hours) => {
    expect(slots({ days: [day(date, '00:00', '24:00')] }, zone)).toHaveLength(hours * 2)
  })

  test('keep their names when another day is added or removed', () => {
    const dates = fc.uniqueArray(fc.constantFrom(...changes), {
      selector: ({ date }) => date,
      minLength: 2,
      maxLength: 4,
    })
    fc.assert(
      fc.property(
        dates,
        fc.constantFrom(...ZONES),
        times(2),
        (chosen, zone, [from = '', to = '']) => {
          const days = chosen.map(({ date }) => day(date, from, to, { minutes: 15 }))
          const all = slots({ days }, zone)
          const alone = days.flatMap((one) => slots({ days: [one] }, zone))
          expect(all).toEqual(alone.toSorted((a, b) => a.start - b.start))
          expect(new Set(all.map(({ id }) => id)).size).toBe(all.length)
        },
      ),
      { numRuns: 100 },
    )
  })
})
