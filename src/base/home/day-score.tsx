import type { Day } from '../agenda/days.ts'
import type { Session } from '../agenda/schedule.ts'
import type { HomeProps } from './home-content.ts'
import { homeMessages } from './messages.ts'

const MINUTE = 60_000
const MAX_LANES = 8
/** In the picture's own measure a minute is 1 wide and a room is 10 high. */
const [LANE, BAR, GAP] = [10, 8, 3]

/** The shape of one day, a line a room and a bar a session; leads to that day in the agenda. */
export const DayScore = ({ page, rooms, day }: HomeProps & { day: Day }) => {
  const sessions = day.slots.flatMap((slot) => slot.sessions)
  const lanes = [...new Set([...rooms, ...sessions.map(({ room }) => room)])].slice(0, MAX_LANES)
  const from = Math.min(...sessions.map(({ start }) => start))
  const until = Math.max(...sessions.map(end))
  const bars = sessions.map((session) => bar(session, lanes.indexOf(session.room), from)).join('')
  const t = page.texts(homeMessages)
  return (
    <a class="score" href={`/agenda#d-${day.date}`}>
      <span>
        <strong>{page.formats.day(day.date)}</strong>
        <span>{t('day-sessions', { count: sessions.length })}</span>
      </span>
      <svg
        viewBox={`0 0 ${(until - from) / MINUTE} ${lanes.length * LANE - (LANE - BAR)}`}
        preserveAspectRatio="none"
        style={`--lanes:${lanes.length}`}
        aria-hidden="true"
      >
        <path d={bars} />
      </svg>
    </a>
  )
}

const end = ({ start, duration }: Session): number => start + duration * MINUTE

const bar = (session: Session, lane: number, from: number): string => {
  if (lane < 0) return ''
  const width = Math.max(session.duration - GAP, 1)
  return `M${(session.start - from) / MINUTE} ${lane * LANE}h${width}v${BAR}h-${width}z`
}
