import type { Schedule, Session } from '../base/agenda/schedule.ts'

const session = (
  id: string,
  title: string,
  start: string,
  duration: number,
  different: Partial<Session> = {},
): Session => ({
  id,
  title,
  subtitle: '',
  abstract: '',
  start: Date.parse(start),
  duration,
  room: 'Main Hall',
  track: null,
  kind: null,
  language: null,
  speakers: [],
  ...different,
})

/** The programme of an event under test: two days, two rooms, with and without track and speaker. */
export const sampleSchedule: Schedule = {
  version: '1',
  rooms: ['Main Hall', 'Studio'],
  sessions: [
    session('opening', 'Opening', '2027-03-27T10:00:00Z', 30),
    session('workshop', 'Workshop', '2027-03-27T11:00:00Z', 90, {
      room: 'Studio',
      track: 'Practice',
      abstract: 'Bring a laptop.',
      speakers: [{ id: 'ada', name: 'Ada Marsh' }],
    }),
    session('closing', 'Closing', '2027-03-28T16:00:00Z', 30),
  ],
}
