/**
 * A demo event's `programme.txt` as the `schedule.json` that pretalx and frab export: a line with the
 * date of a day, then a line for each of its sessions, `09:30 45 Hall A | Track | Title | Speaker, Speaker`.
 * Track and speakers may be left empty. Times are those at the place of the event.
 */
export function programmeFile(text: string): string {
  const days: Day[] = []
  let id = 0
  for (const line of text.split('\n').map((raw) => raw.trim())) {
    if (/^\d{4}-\d{2}-\d{2}$/.test(line)) days.push({ date: line, rooms: {} })
    const [, start, minutes, rest = ''] = SESSION.exec(line) ?? []
    const day = days.at(-1)
    if (start === undefined || day === undefined) continue
    const [room = '', track = '', title = '', speakers = ''] = rest.split('|').map((p) => p.trim())
    const sessions = (day.rooms[room] ??= [])
    sessions.push({
      id: ++id,
      date: `${day.date}T${start}:00`,
      start,
      duration: duration(Number(minutes)),
      title,
      ...(track === '' ? {} : { track }),
      persons: speakers === '' ? [] : speakers.split(',').map((name) => person(name.trim())),
    })
  }
  return JSON.stringify({ schedule: { version: '1', conference: { days } } })
}

const SESSION = /^(\d{2}:\d{2}) (\d+) (.+)$/

interface Day {
  readonly date: string
  readonly rooms: Record<string, unknown[]>
}

const duration = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

const person = (name: string) => ({ id: name, public_name: name })
