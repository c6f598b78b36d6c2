import type { Schedule } from '../../src/base/agenda/schedule.ts'

/** A programme with these titles, one after the other in one room. */
export const programme = (titles: readonly string[], version = '1'): Schedule => ({
  version,
  rooms: ['Hall A'],
  sessions: titles.map((title, i) => ({
    id: `s${i}`,
    title,
    subtitle: '',
    abstract: '',
    start: Date.UTC(2027, 2, 27, 9 + i),
    duration: 30,
    room: 'Hall A',
    track: null,
    kind: null,
    language: null,
    speakers: [],
  })),
})
