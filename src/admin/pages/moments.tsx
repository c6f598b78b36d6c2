import { localClock } from '../../local-time.ts'

/** A time for people: how long ago or ahead, and exactly when. Epoch milliseconds. */
export const Moment = ({ at, now }: { readonly at: number; readonly now: number }) => (
  <time datetime={new Date(at).toISOString()} title={utcText(at)}>
    {agoText(at, now)}
  </time>
)

/** A time to be compared with others, `2026-11-26 02:15:07 UTC`. */
export const Exactly = ({ at }: { readonly at: number }) => (
  <time datetime={new Date(at).toISOString()}>{utcText(at)}</time>
)

const utcText = (at: number): string =>
  `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`

const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const

export function agoText(at: number, now: number): string {
  const distance = Math.abs(now - at)
  const [unit, length] = UNITS.find(([, least]) => distance >= least) ?? ['second', 1000]
  const count = Math.floor(distance / length)
  if (unit === 'second' && count < 10) return 'just now'
  const amount = `${count} ${unit}${count === 1 ? '' : 's'}`
  return at <= now ? `${amount} ago` : `in ${amount}`
}

/** A moment on the wall of a time zone, `2027-03-27T09:00`; in UTC where the zone is unknown. */
export function wallText(at: number, timeZone: string): string {
  const wall = localClock(timeZone)?.wallAt(at) ?? at
  return new Date(wall).toISOString().slice(0, 16)
}

/** `2027-03-27T09:00` as people read it. */
export const readable = (local: string): string => local.replace('T', ' ')
