import type { SetUp } from '../../store/feature.ts'
import { type Place, replacePlaces } from './configure.ts'
import { fillSeats, type KeptSettings, replaceSlots, saveSettings } from './seats.ts'
import type { Slot } from './slots.ts'

/** Where and when people can meet. Slots that follow from settings are made of these. */
interface MeetingPlaces {
  readonly places: readonly Place[]
  readonly byHand: { readonly settings: KeptSettings; readonly slots: readonly Slot[] } | null
}

export const meetingsSetUp: SetUp<MeetingPlaces> = {
  shape: 1,
  read(sql) {
    const places = sql.all<Place>(
      'SELECT id, label, capacity FROM meetings_places ORDER BY position',
    )
    const [kept] = sql.all<{ value: string }>('SELECT value FROM meetings_settings')
    const settings = kept === undefined ? null : (JSON.parse(kept.value) as KeptSettings)
    if (settings?.byHand !== true) return places.length === 0 ? null : { places, byHand: null }
    const slots = sql.all<Slot>('SELECT id, start, "end" FROM meetings_slots ORDER BY start, id')
    return { places, byHand: { settings, slots } }
  },
  write(sql, { places, byHand }, { instant, date }) {
    replacePlaces(sql, places)
    if (byHand !== null) {
      // Its times are told anew before anybody is answered by them.
      saveSettings(sql, { ...byHand.settings, opens: null, closes: null })
      const moved = byHand.slots.map(({ id, start, end }) => ({
        id: /^\d{4}-\d\d-\d\dT/.test(id) ? date(id) : id,
        start: instant(start),
        end: instant(start) + end - start,
      }))
      replaceSlots(sql, withoutOverlaps(moved))
    }
    fillSeats(sql)
  },
}

/** Of two slots that a change of the clock has moved onto each other, the first. */
function withoutOverlaps(slots: readonly Slot[]): readonly Slot[] {
  let last = -Infinity
  return slots.filter(({ start, end }) => {
    if (start < last) return false
    last = end
    return true
  })
}
