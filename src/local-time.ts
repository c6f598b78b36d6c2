import { keeping } from './keeping.ts'

/**
 * The clock on the wall of one time zone. A wall time is given in milliseconds as if the zone were
 * UTC, so that 09:00 on the wall is 09:00 in `new Date(wall).toISOString()`.
 */
export interface LocalClock {
  readonly wallAt: (instant: number) => number
  /**
   * A wall time that the clock skips in spring is moved on by the length of the gap; of a wall time
   * that it shows twice in autumn, the first is meant (as in Temporal's `compatible`).
   */
  readonly instantOf: (wall: number) => number
}

const DAY = 24 * 60 * 60 * 1000

/** null when the runtime knows no such time zone. */
export const localClock = (timeZone: string): LocalClock | null => {
  const format = formatter(timeZone)
  if (!format) return null
  const wallAt = (instant: number): number => readWall(format, instant)
  const instantOf = (wall: number): number => {
    // Zones change their clocks weeks apart: a day either side shows the offsets that can apply.
    const [before, after] = [wall - DAY, wall + DAY].map((near) => wallAt(near) - near)
    const candidates = [wall - before!, wall - after!].filter((at) => wallAt(at) === wall)
    return candidates.length > 0 ? Math.min(...candidates) : wall - before!
  }
  return { wallAt, instantOf }
}

const formatter = (timeZone: string): Intl.DateTimeFormat | null => {
  try {
    return formatIn(timeZone)
  } catch {
    return null
  }
}

/** Dear to make. */
const formatIn = keeping(
  200,
  (timeZone: string) =>
    new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    }),
)

const readWall = (format: Intl.DateTimeFormat, instant: number): number => {
  const parts = new Map(format.formatToParts(instant).map(({ type, value }) => [type, value]))
  const part = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.get(type))
  const wall = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  )
  return wall + (((instant % 1000) + 1000) % 1000)
}
