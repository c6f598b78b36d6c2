import { err, ok, type Result } from '../../contract.ts'
import { quoted, type ImportError } from './import-error.ts'
import type { ImportLimits } from './import-limits.ts'
import type { LocalClock } from '../../local-time.ts'
import { PartReader } from './part-reader.ts'
import type { EventField, RawEvent } from './raw-event.ts'
import type { Session, Speaker } from './schedule.ts'
import { sessionStart } from './session-start.ts'
import { readDuration } from './written-time.ts'

/** Judges an event of either file format, so that both give the same errors. */
export const sessionFromEvent = (
  event: RawEvent,
  clock: LocalClock,
  limits: ImportLimits,
): Result<Session, ImportError> => {
  const read = new PartReader()
  const line = (field: EventField): string =>
    read.text(event.fields[field], event.whereOf(field), limits.lineLength)
  const prose = (field: EventField): string =>
    read.text(event.fields[field], event.whereOf(field), limits.textLength)

  const id = readId(event, read, limits)
  const title = line('title')
  if (title === '') read.refuse(event.whereOf('title'), 'found nothing, expected a title')
  const room = line('room') || event.listedRoom
  if (room === '') read.refuse(event.whereOf('room'), 'found nothing, expected the name of a room')

  const session: Session = {
    id,
    title,
    subtitle: line('subtitle'),
    abstract: prose('abstract') || prose('description'),
    start: sessionStart(event, read, clock),
    duration: sessionDuration(event, read),
    room,
    track: line('track') || null,
    kind: line('type') || null,
    language: read.language(event.fields.language, event.whereOf('language'), limits.lineLength),
    speakers: readSpeakers(event, read, limits),
  }
  return read.refusal ? err(read.refusal) : ok(session)
}

const readId = (event: RawEvent, read: PartReader, limits: ImportLimits): string => {
  const id =
    read.label(event.guid, event.whereOf('guid'), limits.lineLength) ||
    read.label(event.id, event.whereOf('id'), limits.lineLength)
  if (id === '') read.refuse(event.where, 'found neither a guid nor an id, expected one of them')
  return id
}

const sessionDuration = (event: RawEvent, read: PartReader): number => {
  const where = event.whereOf('duration')
  const text = read.text(event.fields.duration, where, 60)
  const minutes = readDuration(text)
  if (minutes !== null && minutes >= 1 && minutes <= 1440) return minutes
  const found = text === '' ? 'nothing' : quoted(text)
  read.refuse(where, `found ${found}, expected HH:MM from 00:01 to 24:00`)
  return 0
}

const readSpeakers = (event: RawEvent, read: PartReader, limits: ImportLimits): Speaker[] => {
  const { persons } = event
  if (persons.length > limits.speakers) {
    const message = `found ${persons.length} persons, expected at most ${limits.speakers}`
    read.refuse(event.where, message, 'schedule-too-big')
    return []
  }
  return persons.map(({ where, name: rawName, ids }) => {
    const name = read.text(rawName, where, limits.lineLength)
    if (name === '') read.refuse(where, 'found no name, expected the name of the person')
    const labels = ids.map((id) => read.label(id, where, limits.lineLength))
    return { id: labels.find((label) => label !== '') ?? name, name }
  })
}
