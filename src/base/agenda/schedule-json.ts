import { ok, type Result } from '../../contract.ts'
import { refuse, type ImportError } from './import-error.ts'
import type { ImportLimits } from './import-limits.ts'
import { kindOf } from './part-reader.ts'
import { EVENT_FIELDS, type RawDay, type RawEvent, type RawPerson } from './raw-event.ts'
import type { TextPieces } from './read-text.ts'
import type { ScheduleBuilder } from './schedule-builder.ts'
import type { Schedule } from './schedule.ts'

type Json = Readonly<Record<string, unknown>>

/** Reads the programme that pretalx and frab export as `schedule.json`. */
export const scheduleFromJson = async (
  pieces: TextPieces,
  build: ScheduleBuilder,
  limits: ImportLimits,
): Promise<Result<Schedule, ImportError>> => {
  const text = await gather(pieces, limits.jsonParts)
  if (!text.ok) return text
  const file = parse(text.value)
  if (!file.ok) return file

  const schedule = child(
    isObject(file.value) ? file.value['schedule'] : undefined,
    'schedule',
    build,
  )
  const conference = child(schedule['conference'], 'schedule.conference', build)
  build.version(schedule['version'], 'schedule.version')
  build.timeZone(conference['time_zone_name'], 'schedule.conference.time_zone_name')
  const rooms = conference['rooms'] ?? []
  for (const [room, where] of members(rooms, 'schedule.conference.rooms', build)) {
    build.room(child(room, where, build)['name'], `${where}.name`)
  }
  for (const [day, where] of members(conference['days'], 'schedule.conference.days', build)) {
    addDay(child(day, where, build), where, build)
  }
  return build.build()
}

const gather = async (
  pieces: TextPieces,
  maxParts: number,
): Promise<Result<string, ImportError>> => {
  const texts: string[] = []
  let parts = 0
  for await (const piece of pieces) {
    if (!piece.ok) return piece
    parts += piece.value.match(/[[{,]/g)?.length ?? 0
    if (parts > maxParts) {
      return refuse('schedule-too-big', 'file', `found more than ${maxParts} objects and values`)
    }
    texts.push(piece.value)
  }
  return ok(texts.join(''))
}

const parse = (text: string): Result<unknown, ImportError> => {
  try {
    return ok(JSON.parse(text))
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    const line = /\(line (\d+) /.exec(message)?.[1]
    const reason = `found something that is not JSON: ${message}`
    return refuse('schedule-unreadable', line ? `line ${line}` : 'file', reason)
  }
}

const addDay = (day: Json, where: string, build: ScheduleBuilder): void => {
  const rooms = child(day['rooms'], `${where}.rooms`, build)
  const rawDay: RawDay = { where, date: day['date'], start: day['day_start'] }
  for (const [name, events] of Object.entries(rooms)) {
    const path = `${where}.rooms[${JSON.stringify(name)}]`
    const listedRoom = build.room(name, path)
    for (const [event, at] of members(events, path, build)) {
      build.add(rawEvent(child(event, at, build), at, rawDay, listedRoom, build))
    }
  }
}

const rawEvent = (
  event: Json,
  where: string,
  day: RawDay,
  listedRoom: string,
  build: ScheduleBuilder,
): RawEvent => ({
  where,
  whereOf: (part) => `${where}.${part}`,
  guid: event['guid'],
  id: event['id'],
  fields: Object.fromEntries(EVENT_FIELDS.map((field) => [field, event[field]])),
  persons: Array.from(members(event['persons'] ?? [], `${where}.persons`, build), ([person, at]) =>
    rawPerson(child(person, at, build), at),
  ),
  day,
  listedRoom,
})

const rawPerson = (person: Json, where: string): RawPerson => ({
  where,
  name: NAMES.map((key) => person[key]).find((name) => typeof name === 'string' && name.trim()),
  ids: [person['guid'], person['id'], person['code']],
})

// Tools and their versions differ; the first that is filled in is the one meant for the public.
const NAMES = ['public_name', 'full_public_name', 'full_display_name', 'name']

/** An object, or an empty one and a refusal: reading goes on and finds nothing. */
const child = (value: unknown, where: string, build: ScheduleBuilder): Json => {
  if (isObject(value)) return value
  build.refuse(where, `found ${kindOf(value)}, expected an object`)
  return {}
}

/** The members of a list with their places, or none and a refusal. */
function* members(
  value: unknown,
  where: string,
  build: ScheduleBuilder,
): Generator<[member: unknown, where: string]> {
  if (!Array.isArray(value)) {
    build.refuse(where, `found ${kindOf(value)}, expected a list`)
    return
  }
  for (const [index, member] of value.entries()) yield [member, `${where}[${index}]`]
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
