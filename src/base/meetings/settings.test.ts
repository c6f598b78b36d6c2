import { describe, expect, test } from 'vitest'
import {
  bookingWindow,
  defaultBookingSettings,
  parseBookingSettings,
  type BookingSettingsInput,
} from './settings.ts'

const parsed = (input: BookingSettingsInput) => {
  const result = parseBookingSettings(input)
  if (!result.ok) throw new Error(JSON.stringify(result.error))
  return result.value
}
const fields = (input: unknown) => {
  const result = parseBookingSettings(input)
  return result.ok ? [] : result.error.map(({ field }) => field)
}
const day = { date: '2027-03-27', from: '09:00', to: '18:00', minutes: 20 }

describe('booking settings', () => {
  test('that say nothing are the defaults', () => {
    expect(parsed({})).toEqual(defaultBookingSettings)
  })

  test('of 15 minutes on day 1, 30 on day 2, lunch and no expiry', () => {
    const gaps = [{ from: '12:00', to: '13:00' }]
    const days = [
      { ...day, minutes: 15, gaps },
      { ...day, date: '2027-03-28', minutes: 30, gaps },
    ]
    expect(parsed({ slotPlan: { days }, expiryHours: null })).toEqual({
      ...defaultBookingSettings,
      slotPlan: { days: days.map((one) => ({ ...one, pause: 0 })) },
      expiryHours: null,
    })
  })

  test('of quotas and groups keep what they leave out open', () => {
    const settings = parsed({
      quotas: { everyone: { pending: 20 }, groups: { buyer: { confirmed: 8 } } },
      groups: { '*': { hosted: { request: false } } },
    })
    expect(settings.quotas).toEqual({
      everyone: { outgoing: null, pending: 20, confirmed: null },
      groups: { buyer: { confirmed: 8 } },
    })
    expect(settings.groups).toEqual({ '*': { hosted: { request: false } } })
  })

  test('that were parsed parse to the same, also after a journey as JSON', () => {
    const settings = parsed({ slotPlan: { days: [day] }, bookingOpens: '2027-03-01T09:00' })
    expect(parseBookingSettings(JSON.parse(JSON.stringify(settings)))).toEqual({
      ok: true,
      value: settings,
    })
  })

  test.each<[unknown, string[]]>([
    [null, ['settings']],
    [{ slotplan: null }, ['slotplan']],
    [{ expiryHours: 0 }, ['expiryHours']],
    [{ expiryHours: '48' }, ['expiryHours']],
    [{ cancelLockHours: -1, pendingHolds: 'no' }, ['cancelLockHours', 'pendingHolds']],
    [{ bookingOpens: '2027-02-29T09:00' }, ['bookingOpens']],
    [{ bookingOpens: '2027-03-02T24:00' }, ['bookingOpens']],
    [{ bookingOpens: '2027-03-02T09:00', bookingCloses: '2027-03-02T09:00' }, ['bookingCloses']],
    [{ quotas: { everyone: { pending: 1.5 } } }, ['quotas.everyone.pending']],
    [
      { quotas: { groups: { buyer: { confirmed: undefined } } } },
      ['quotas.groups.buyer.confirmed'],
    ],
    [{ groups: { buyer: { '*': { see: 'yes' } } } }, ['groups.buyer.*.see']],
    [{ groups: { buyer: { constructor: { see: false } } } }, ['groups.buyer.constructor']],
    [JSON.parse('{"quotas":{"groups":{"__proto__":{}}}}'), ['quotas.groups.__proto__']],
    [{ slotPlan: { days: {} } }, ['slotPlan.days']],
    [{ slotPlan: { days: [{ ...day, minutes: '20' }] } }, ['slotPlan.days.0.minutes']],
    [{ slotPlan: { days: [{ ...day, to: '08:00' }] } }, ['slotPlan.days.0.to']],
    [{ slotPlan: { days: [day, { ...day, from: '10:00' }] } }, ['slotPlan.days.1']],
  ])('%j is refused by the name of the field', (input, expected) => {
    expect(fields(input)).toEqual(expected)
  })

  test('a problem says what to do', () => {
    const result = parseBookingSettings({
      expiryHour: 3,
      cancelLockHours: 0.5,
      slotPlan: { days: [{ date: '2027-03-27', from: '09:00', minutes: 20 }] },
      groups: 3,
    })
    expect(result.ok || result.error).toEqual([
      { field: 'slotPlan.days.0.to', message: 'This is missing. Give it a value.' },
      { field: 'cancelLockHours', message: 'Give a whole number from 0 to 10000.' },
      { field: 'groups', message: 'Give a value for each name.' },
      {
        field: 'expiryHour',
        message: 'There is no such setting. Check how it is spelt, or take it out.',
      },
    ])
  })

  test("booking opens and closes by the event's clock", () => {
    const settings = parsed({ bookingOpens: '2024-03-31T01:30', bookingCloses: '2024-03-31T09:00' })
    expect(bookingWindow(settings, 'Europe/Berlin')).toEqual({
      bookingOpens: Date.parse('2024-03-31T00:30Z'),
      bookingCloses: Date.parse('2024-03-31T07:00Z'),
    })
    expect(bookingWindow(defaultBookingSettings, 'Asia/Manila')).toEqual({
      bookingOpens: null,
      bookingCloses: null,
    })
  })
})
