import type { FeatureSettings } from '../settings/frame.ts'
import { settleBooking } from './settle.ts'
import {
  type BookingSettings,
  type BookingSettingsInput,
  defaultBookingSettings,
  moveSettings,
  parseBookingSettings,
} from './settings.ts'

/** How an event books meetings, as a setting of event, record and organiser. */
export const bookingSettings: FeatureSettings<BookingSettingsInput, BookingSettings> = {
  defaults: defaultBookingSettings,
  parse: parseBookingSettings,
  // A rule between groups that cannot be read refuses: without it everybody would be allowed.
  closed: ([setting, , , right]) =>
    setting === 'groups' && (right === 'see' || right === 'request') ? false : undefined,
  settle: settleBooking,
  move: moveSettings,
}
