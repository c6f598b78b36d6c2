import * as v from 'valibot'
import type { Clock } from '../contract.ts'
import type { LiveEvent, LiveEvents } from '../ports.ts'
import { within } from '../within.ts'
import type { HostRecords } from './kv-directory.ts'

/** The registry key of the public list of live events. */
export const LIVE_EVENTS_KEY = 'live-events'

/** Milliseconds KV has for the list. */
const TIMEOUT = 5_000

function tooLate(): never {
  throw new Error('The registry did not answer in time.')
}

const line = v.pipe(v.string(), v.maxLength(253))
const schema = v.strictObject({ name: line, host: line, starts: line, ends: line, place: line })

/**
 * Reads the published list; kept for `fresh` milliseconds. When the registry fails or holds what does
 * not parse, the last good list serves.
 */
export function createKvLiveEvents(records: HostRecords, clock: Clock, fresh: number): LiveEvents {
  let kept: { readonly events: readonly LiveEvent[]; readonly at: number } | undefined
  return {
    async list() {
      if (kept !== undefined && clock.now() - kept.at < fresh) return kept.events
      try {
        const text = await within(records.get(LIVE_EVENTS_KEY), TIMEOUT, tooLate)
        const listed = v.parse(v.array(v.unknown()), JSON.parse(text ?? '[]'))
        const events = listed.filter((entry) => v.is(schema, entry))
        kept = { events: events.toSorted(soonestFirst), at: clock.now() }
      } catch (error) {
        if (kept === undefined) throw error
      }
      return kept.events
    },
  }
}

const soonestFirst = (a: LiveEvent, b: LiveEvent): number =>
  a.starts.localeCompare(b.starts) || a.name.localeCompare(b.name)
