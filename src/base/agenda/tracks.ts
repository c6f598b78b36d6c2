import type { Session } from './schedule.ts'

/** All tracks of a programme, in the alphabetical order of one language. */
export const tracksOf = (sessions: readonly Session[], locale: string): readonly string[] => {
  const tracks = new Set(sessions.flatMap(({ track }) => (track === null ? [] : [track])))
  return [...tracks].toSorted((a, b) => a.localeCompare(b, locale))
}
