import { bookingSettings } from '../meetings/booking-settings.ts'

/**
 * Every feature's settings: a feature that gets some adds its own here. What events may write, what
 * the store follows and what `explain` shows are made of this list. No two have a setting of one name.
 */
export const declared = [bookingSettings] as const

type Declared = (typeof declared)[number]
type Everything<Union> = (Union extends unknown ? (each: Union) => void : never) extends (
  all: infer All,
) => void
  ? All
  : never

/** What an event, its record or its organiser may write. Every setting is optional. */
export type EventSettings = Everything<NonNullable<Declared['written']>>
