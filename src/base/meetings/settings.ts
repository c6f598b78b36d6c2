import * as v from 'valibot'
import { err, ok, type Result } from '../../contract.ts'
import { localClock } from '../../local-time.ts'
import type { SettingsProblem } from '../../seam/settings.ts'
import type { Move } from '../../store/feature.ts'
import type { GroupRules } from './group-rules.ts'
import type { QuotaSettings } from './quotas.ts'
import { checkSlotPlan, type SlotPlan } from './slot-plan.ts'
import { readLocal } from './written-local.ts'

/** How an event books meetings. */
export interface BookingSettings {
  /** null: `defaultSlotPlan` of the event's days. */
  readonly slotPlan: SlotPlan | null
  /** Hours until an open request expires; null for never. */
  readonly expiryHours: number | null
  /** Hours before the start from which a meeting can no longer be cancelled; 0 until it starts. */
  readonly cancelLockHours: number
  /** Minutes before a confirmed meeting at which both are reminded; null for never. */
  readonly reminderMinutes: number | null
  /** Whether a pending request takes its slot and a table from others. */
  readonly pendingHolds: boolean
  /** Local times `YYYY-MM-DDTHH:MM`, the second one exclusive; null is without bound. */
  readonly bookingOpens: string | null
  readonly bookingCloses: string | null
  readonly quotas: QuotaSettings
  readonly groups: GroupRules
}

export const defaultBookingSettings: BookingSettings = {
  slotPlan: null,
  expiryHours: 48,
  cancelLockHours: 0,
  reminderMinutes: 60,
  pendingHolds: false,
  bookingOpens: null,
  bookingCloses: null,
  quotas: { everyone: { outgoing: null, pending: null, confirmed: null }, groups: {} },
  groups: {},
}

const whole = (least: number, most: number) => {
  const message = `Give a whole number from ${least} to ${most}.`
  return v.pipe(
    v.number(message),
    v.integer(message),
    v.minValue(least, message),
    v.maxValue(most, message),
  )
}
const text = v.string('Give a text.')
const flag = v.boolean('Give true or false.')
const span = { from: text, to: text }
// What is wrong with times and numbers of a plan is said by checkSlotPlan, which knows more.
const number = v.number('Give a number.')
const slotPlan = v.strictObject({
  days: v.array(
    v.strictObject({
      date: text,
      ...span,
      minutes: number,
      pause: v.optional(number, 0),
      gaps: v.optional(v.array(v.strictObject(span)), []),
    }),
  ),
})
const localTime = v.pipe(
  text,
  v.check(
    (value) => readLocal(value) !== null,
    'Write a local time as YYYY-MM-DDTHH:MM, such as 2027-03-27T09:00.',
  ),
)
const limit = v.nullable(whole(0, 100_000))
const own = v.exactOptional(limit)
const open = v.optional(limit, null)
const { quotas } = defaultBookingSettings
const settingsSchema = v.strictObject({
  slotPlan: v.optional(v.nullable(slotPlan), null),
  expiryHours: v.optional(v.nullable(whole(1, 10_000)), defaultBookingSettings.expiryHours),
  cancelLockHours: v.optional(whole(0, 10_000), defaultBookingSettings.cancelLockHours),
  reminderMinutes: v.optional(v.nullable(whole(1, 10_000)), defaultBookingSettings.reminderMinutes),
  pendingHolds: v.optional(flag, defaultBookingSettings.pendingHolds),
  bookingOpens: v.optional(v.nullable(localTime), null),
  bookingCloses: v.optional(v.nullable(localTime), null),
  quotas: v.optional(
    v.strictObject({
      everyone: v.optional(
        v.strictObject({ outgoing: open, pending: open, confirmed: open }),
        quotas.everyone,
      ),
      groups: v.optional(
        v.record(text, v.strictObject({ outgoing: own, pending: own, confirmed: own })),
        {},
      ),
    }),
    quotas,
  ),
  groups: v.optional(
    v.record(
      text,
      v.record(
        text,
        v.strictObject({ see: v.exactOptional(flag), request: v.exactOptional(flag) }),
      ),
    ),
    {},
  ),
})

/** As written by an event or an organiser: what is left out is as in `defaultBookingSettings`. */
export type BookingSettingsInput = v.InferInput<typeof settingsSchema>

/** The settings, or all that is wrong with them. */
export const parseBookingSettings = (
  input: unknown,
): Result<BookingSettings, readonly SettingsProblem[]> => {
  const parsed = v.safeParse(settingsSchema, input)
  if (!parsed.success) return err(parsed.issues.map(readIssue))
  const settings: BookingSettings = parsed.output
  const problems = [...reservedNames(input), ...checkPlan(settings), ...checkBooking(settings)]
  return problems.length > 0 ? err(problems) : ok(settings)
}

/** Settings of an event that is made after another one: the same days of it, the same time of day. */
export function moveSettings<Some extends BookingSettingsInput>(
  written: Some,
  { date }: Move,
): Some {
  const { slotPlan: plan, bookingOpens: opens, bookingCloses: closes } = written
  const days = plan?.days.map((day) => ({ ...day, date: date(day.date) }))
  return {
    ...written,
    ...(days === undefined ? {} : { slotPlan: { days } }),
    ...(typeof opens === 'string' ? { bookingOpens: date(opens) } : {}),
    ...(typeof closes === 'string' ? { bookingCloses: date(closes) } : {}),
  }
}

/** From when until when requests are taken, in epoch milliseconds, as `RequestFacts` has them. */
export const bookingWindow = (
  { bookingOpens, bookingCloses }: BookingSettings,
  timeZone: string,
): { readonly bookingOpens: number | null; readonly bookingCloses: number | null } => {
  const clock = localClock(timeZone)
  if (!clock) throw new RangeError(`unknown time zone ${timeZone}`)
  const instantOf = (local: string | null): number | null => {
    const wall = local === null ? null : readLocal(local)
    return wall === null ? null : clock.instantOf(wall)
  }
  return { bookingOpens: instantOf(bookingOpens), bookingCloses: instantOf(bookingCloses) }
}

const readIssue = (issue: v.BaseIssue<unknown>): SettingsProblem => ({
  field: v.getDotPath(issue) ?? 'settings',
  message: messageOf(issue),
})

const messageOf = ({ type, expected, received, message }: v.BaseIssue<unknown>): string => {
  if (type === 'array') return 'Give a list.'
  if (type === 'record') return 'Give a value for each name.'
  if (type !== 'strict_object') return message
  if (expected === 'never')
    return 'There is no such setting. Check how it is spelt, or take it out.'
  return received === 'undefined' ? 'This is missing. Give it a value.' : 'Give named values.'
}

const RESERVED = new Set(['__proto__', 'prototype', 'constructor'])

/** Names that the schema would pass over in silence; a rule for such a group would not hold. */
const reservedNames = (value: unknown, where: readonly string[] = []): SettingsProblem[] => {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, inner]) => {
    const path = [...where, name]
    if (!RESERVED.has(name)) return reservedNames(inner, path)
    return [{ field: path.join('.'), message: 'No group can have this name. Give it another.' }]
  })
}

const checkPlan = (settings: BookingSettings): SettingsProblem[] =>
  settings.slotPlan
    ? checkSlotPlan(settings.slotPlan).map(({ where, message }) => ({
        field: `slotPlan.${where}`,
        message,
      }))
    : []

const checkBooking = ({ bookingOpens, bookingCloses }: BookingSettings): SettingsProblem[] => {
  if (bookingOpens === null || bookingCloses === null || bookingOpens < bookingCloses) return []
  const message = `Booking closes at ${bookingCloses}, before it opens at ${bookingOpens}. Let it close later.`
  return [{ field: 'bookingCloses', message }]
}
