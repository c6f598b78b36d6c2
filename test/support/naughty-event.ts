import type { Schedule } from '../../src/base/agenda/schedule.ts'
import { replaceSchedule } from '../../src/base/agenda/store.ts'
import { configureBooking } from '../../src/base/meetings/configure.ts'
import { defaultBookingSettings } from '../../src/base/meetings/settings.ts'
import type { PersonRecord } from '../../src/base/people/person.ts'
import { importPeople } from '../../src/base/people/store.ts'
import { type EventDoor, signIn, type SignedIn } from './event-door.ts'
import { invented } from './people.ts'

/** An event whose people, sessions, tags and letters are these strings, one each; all meet the reader. */
export interface NaughtyEvent {
  readonly reader: SignedIn
  /** Ids, in the order of the strings. */
  readonly people: readonly string[]
  /** Some whose every field holds many of the strings at once. */
  readonly packed: readonly SignedIn[]
}

const MINUTE = 60_000
const PACKED = 100
const READER = 'reader@people.example'

export async function fillWith(door: EventDoor, texts: readonly string[]): Promise<NaughtyEvent> {
  const { store } = door
  const one = texts.map((text, i) => inAllFields(`p${i}`, text))
  const packs = Array.from({ length: Math.ceil(texts.length / PACKED) }, (_, i) =>
    texts.slice(i * PACKED, (i + 1) * PACKED).join('\n'),
  )
  const packed = packs.map((text, i) => inAllFields(`pack${i}`, text))
  const labels = texts.filter(({ length }) => length < 60).slice(0, 15)
  const tags = labels.map((label, i) => ({ id: `tag${i}`, label }))
  const groups = [
    { id: 'all', label: texts[0] ?? 'All' },
    { id: 'others', label: texts[1] ?? 'Others' },
  ]
  const people = [...one, ...packed, invented('reader', { email: READER })]
  await store.write(importPeople, { groups, tags, people }, 'people')
  const places = [{ id: 'table', label: texts.slice(0, 30).join(' '), capacity: 1 }]
  const start = Date.parse(door.tenant.starts) + 8 * 60 * MINUTE
  const slots = texts.map((_, i) => ({
    id: `s${i}`,
    start: start + i * 2 * MINUTE,
    end: start + (i * 2 + 1) * MINUTE,
  }))
  const settings = { ...defaultBookingSettings, expiryHours: null }
  const plan = { settings, opens: null, closes: null, slots, places }
  await store.write(configureBooking, plan, 'plan')
  await store.write(replaceSchedule, programmeOf(texts, start), 'programme')
  const reader = await signIn(door, READER)
  const ids = await idsOf(door)
  const idOf = (name: string): string => ids.get(name) ?? ''
  const whole = one.map(({ externalId }, i) => ({ id: idOf(externalId), text: texts[i] ?? '', i }))
  await meetAll(door, reader.id, whole)
  const guests = await Promise.all(packed.map(({ email }) => signIn(door, email)))
  return { reader, people: whole.map(({ id }) => id), packed: guests }
}

async function idsOf(door: EventDoor): Promise<ReadonlyMap<string, string>> {
  const rows = await door.sql<{ id: string; external_id: string }>(
    'SELECT id, external_id FROM people_persons',
  )
  return new Map(rows.map(({ id, external_id: externalId }) => [externalId, id]))
}

/** Everybody has met the reader and has a meeting with them, with their string as the letter. */
async function meetAll(
  door: EventDoor,
  reader: string,
  people: readonly { readonly id: string; readonly text: string; readonly i: number }[],
): Promise<void> {
  const given = JSON.stringify(people)
  await door.sql(
    `INSERT INTO badge_contacts SELECT min(?1, value ->> 'id'), max(?1, value ->> 'id'), 1, 1
     FROM json_each(?2)`,
    reader,
    given,
  )
  await door.sql(
    `INSERT INTO meetings_meetings (id, requester, invitee, status, slot, start, "end", place, asked,
       message, since, created, revision)
     SELECT 'met-' || t.id, value ->> 'id', ?1, 'confirmed', t.id, t.start, t."end", 'table',
       'invitee', value ->> 'text', 1, 1, 1
     FROM json_each(?2) JOIN meetings_slots t ON t.id = 's' || (value ->> 'i')`,
    reader,
    given,
  )
}

const inAllFields = (id: string, text: string): PersonRecord =>
  invented(id, {
    name: text,
    organisation: text,
    role: text,
    bio: text,
    offersText: text,
    seeksText: text,
    phone: text,
    offers: ['tag0', 'tag1', 'tag2'],
    seeks: ['tag3', 'tag4'],
  })

/** Sessions with six strings each, so that the agenda stays one that a browser shows at once. */
function programmeOf(texts: readonly string[], start: number): Schedule {
  const sets = Array.from({ length: Math.ceil(texts.length / 6) }, (_, i) =>
    texts.slice(i * 6, i * 6 + 6),
  )
  return {
    version: texts[0] ?? '',
    rooms: [...new Set(sets.map((set) => set[4] ?? 'Hall'))],
    sessions: sets.map(
      ([title = '', subtitle = '', abstract = '', name = '', room = 'Hall', track], i) => ({
        id: `x${i} ${title.slice(0, 40)}`,
        title,
        subtitle,
        abstract,
        start: start + i * 10 * MINUTE,
        duration: 10,
        room,
        track: track ?? null,
        kind: null,
        language: null,
        speakers: [{ id: name, name }],
      }),
    ),
  }
}
