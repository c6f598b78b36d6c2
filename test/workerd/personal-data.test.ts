import { env } from 'cloudflare:workers'
import { runInDurableObject } from 'cloudflare:test'
import { beforeAll, describe, expect, test } from 'vitest'
import { replaceSchedule } from '../../src/base/agenda/store.ts'
import { newBadgeCode } from '../../src/base/badge/code.ts'
import { scanBadges } from '../../src/base/badge/scan.ts'
import { setCode } from '../../src/base/badge/store.ts'
import { setBookmark } from '../../src/base/bookmarks/store.ts'
import { setFeed } from '../../src/base/calendar/store.ts'
import { readLetter } from '../../src/base/mails/letter.ts'
import { noteBounce } from '../../src/base/mails/bounces.ts'
import type { MeetingMail } from '../../src/base/mails/mail-work.ts'
import { stopMails } from '../../src/base/mails/store.ts'
import { matchStore } from '../../src/base/match.ts'
import { saveProfile } from '../../src/base/me/store.ts'
import { setAway } from '../../src/base/meetings/lists.ts'
import { requestMeeting } from '../../src/base/meetings/request.ts'
import { importPeople } from '../../src/base/people/store.ts'
import { giveConsent } from '../../src/base/privacy/store.ts'
import { dismiss } from '../../src/base/recommendations/dismissals.ts'
import { hashSecret, newSecret } from '../../src/secret.ts'
import { issueCode, requestLink } from '../../src/base/sign-in/store.ts'
import { type Command, type Sql, SYSTEM } from '../../src/contract.ts'
import type { StoreFeature } from '../../src/store/feature.ts'
import { OUTBOX_CALLS } from '../../src/store/outbox-operations.ts'
import { erasePerson, personalOperations, readPersonalData } from '../../src/store/personal.ts'
import { openStore } from '../../src/wire.ts'
import { invented } from '../support/people.ts'
import { programme } from '../support/programme.ts'
import { tenant } from '../support/tenants.ts'
import { countedSql } from './counted-sql.ts'
import { findAnywhere } from './find-anywhere.ts'
import { act, type Guest, meet, openFair } from './open-fair.ts'

// Somebody uses everything an event has, and is erased: then nothing of theirs is in any table.

const HOUR = 60 * 60_000
const START = Date.UTC(2027, 2, 27, 9)
const SLOTS = Array.from({ length: 6 }, (_, i) => ({
  id: `s${i}`,
  start: START + i * HOUR,
  end: START + (i + 1) * HOUR,
}))

/** Words that stand nowhere else. Each begins with a letter of its own: an index keeps common beginnings once. */
const ADA = {
  name: 'Aqname Bqsurname',
  email: 'cqaddress@people.example',
  externalId: 'dqexternal',
  organisation: 'Eqorganisation',
  role: 'Fqrole',
  bio: 'Gqbio',
  offersText: 'Hqoffers',
  seeksText: 'Iqseeks',
  phone: '+49 jqphone',
}
const WRITTEN = 'Kqmessage'
const CONSENT = 'Lqconsent'
const LICENCE = 'Pqlicence'

/** Tables that hold nothing of people, of features that have others; the rest has to be filled below. */
const NOBODYS = new Set([
  '_meta',
  '_migrations',
  '_told',
  'fields_definitions',
  'people_groups',
  'people_tags',
  'people_version',
  'meetings_settings',
  'meetings_slots',
  'meetings_places',
  'meetings_seats',
  'mails_reminded',
])

const isOfNobody = (table: string): boolean =>
  NOBODYS.has(table) ||
  matchStore.some(({ name, personal }) => personal === 'none' && table.startsWith(`${name}_`))

/** What the full text keeps beside the words. */
const INDEX_PARTS = new Set([
  'people_search',
  'people_search_config',
  'people_search_docsize',
  'people_search_idx',
])

let fair: Awaited<ReturnType<typeof openFair>>
let ada: Guest
let ben: Guest
let secrets: readonly string[] = []

const event = tenant('personal')
const inside = <T>(work: (sql: Sql, storage: SqlStorage) => T): Promise<T> =>
  runInDurableObject(env.EVENTS.get(env.EVENTS.idFromName(event.storeId)), (_, { storage }) =>
    work(countedSql(storage.sql), storage.sql),
  )

const write = <Input>(who: Guest, command: Command<Input, unknown>, input: Input) =>
  who.store.write(command, input, crypto.randomUUID())

beforeAll(async () => {
  const people = ['ben', 'cem', 'dora', 'eve', 'finn', 'gus', 'hal'].map((name) => invented(name))
  fair = await openFair(
    event,
    [invented('cqaddress', { ...ADA, fields: { licence: LICENCE } }), ...people],
    SLOTS,
  )
  const tags = [{ id: 'x', label: 'Mqtag' }]
  const groups = [{ id: 'all', label: 'All' }]
  await fair.system.write(importPeople, { groups, tags, people: [] }, 'tags')
  await fair.system.write(replaceSchedule, programme(['Talk']), 'talk')
  ada = await fair.signIn('cqaddress')
  ben = await fair.signIn('ben')
  await useEverything()
  await mailsAreRefused()
  secrets = await inside(readSecrets)
})

/** Everything a person can do, as far as it leaves a trace. */
async function useEverything(): Promise<void> {
  const others = ['cem', 'dora', 'eve', 'finn', 'gus', 'hal']
  const [cem, dora, eve, finn, gus, hal] = await Promise.all(others.map(fair.signIn))
  if (!cem || !dora || !eve || !finn || !gus || !hal) throw new Error('somebody did not come')
  const { externalId: _, email: __, ...profile } = ADA
  const words = { ...profile, offers: ['x'], seeks: ['x'], locale: 'en', listed: true }
  await write(ada, saveProfile, words)
  await write(ada, setBookmark, { session: 's0', marked: true })
  await write(ada, setFeed, { hash: await hashSecret(newSecret()) })
  await write(ada, setCode, { code: newBadgeCode(), renew: false })
  const [badge] = await inside((sql) => sql.all<{ code: string }>('SELECT code FROM badge_codes'))
  await write(ben, scanBadges, { scans: [{ code: badge?.code ?? '', at: START }] })
  await write(ada, dismiss, { person: cem.id })
  await write(dora, dismiss, { person: ada.id })
  await write(ada, setAway, { slots: ['s5'] })
  const text = { kind: 'exhibitors', text: CONSENT, version: 'v', locale: 'en' } as const
  await write(ada, giveConsent, text)
  // One meeting that is over, one to come, one to come that is to be moved, two open requests.
  const past = await meet(ada, ben, 's0')
  await write(ada, requestMeeting, { invitee: eve.id, slot: 's1', message: WRITTEN })
  await inside((sql) => {
    sql.all('UPDATE meetings_meetings SET message = ?', WRITTEN)
    sql.all('UPDATE meetings_meetings SET start = 1000, "end" = 2000 WHERE id = ?', past)
    sql.all('UPDATE meetings_bookings SET start = 1000, "end" = 2000 WHERE meeting = ?', past)
  })
  await act(ben, past, 'report-held')
  await meet(finn, ada, 's2')
  await act(ada, await meet(ada, gus, 's3'), 'propose', 's4')
  await write(hal, requestMeeting, { invitee: ada.id, slot: null, message: '' })
  await ada.ask('/sign-in', { form: { email: ADA.email } })
  await fair.system.write(issueCode, { email: ADA.email, hash: 'nqcode' }, crypto.randomUUID())
  const link = { email: ADA.email, hash: 'oqlink', next: '/' }
  await fair.system.write(requestLink, link, crypto.randomUUID())
}

/** As the platform does afterwards: a letter is written, and the post refuses it, naming the address. */
async function mailsAreRefused(): Promise<void> {
  await write(ben, requestMeeting, { invitee: ada.id, slot: null, message: '' })
  const system = <Input, Output>(call: Command<Input, Output>, input: Input) =>
    fair.system.write(call, input, crypto.randomUUID())
  const taken = await system(OUTBOX_CALLS.work, { outcomes: [], more: true })
  const own = taken.find(({ subject }) => subject.endsWith(ada.id))
  const letter = await system(readLetter, JSON.parse(own?.body ?? '{}') as MeetingMail)
  const error = `550 no such mailbox: ${ADA.email}`
  const outcomes = taken.map(({ id, lease }) => ({ id, lease, error }))
  await system(OUTBOX_CALLS.work, { outcomes, more: false })
  await system(stopMails, { secret: letter?.secret ?? '', kind: 'requests', stop: true })
  await system(noteBounce, { email: ADA.email, reason: error })
}

const readSecrets = (sql: Sql): readonly string[] =>
  [
    'SELECT secret AS value FROM sign_in_sessions WHERE person = ?',
    'SELECT hash AS value FROM sign_in_links WHERE person = ?',
    'SELECT hash AS value FROM calendar_feeds WHERE person = ?',
    'SELECT code AS value FROM badge_codes WHERE person = ?',
    'SELECT secret AS value FROM mails_people WHERE person = ?',
  ].flatMap((question) => {
    const rows = sql.all<{ value: string }>(question, ada.id)
    expect(rows, question).not.toEqual([])
    return rows.map(({ value }) => value)
  })

/** Words of the person, without the letter they begin with. */
const words = (): string[] => {
  const own = [...Object.values(ADA), WRITTEN, CONSENT, LICENCE].join(' ')
  return (own.match(/\b[a-z]q\w+/gi) ?? []).map((word) => word.slice(1))
}

const tablesOf = (sql: Sql): string[] =>
  sql
    .all<{ name: string }>("SELECT name FROM sqlite_master WHERE type = 'table'")
    .map(({ name }) => name)
    .filter((name) => !name.startsWith('_cf_') && !name.startsWith('sqlite_'))

/** What the organiser counts. */
const numbers = (sql: Sql): unknown => ({
  people: sql.all('SELECT "group", count(*) AS n FROM people_persons GROUP BY 1'),
  over: sql.all(
    `SELECT status, count(*) AS n, count(requester_held) + count(invitee_held) AS reports
     FROM meetings_meetings WHERE status IN ('held', 'no-show') OR "end" < ${START} GROUP BY 1`,
  ),
  asked: sql.all('SELECT count(*) AS n FROM meetings_meetings'),
  accepted: sql.all("SELECT count(*) AS n FROM meetings_history WHERE after = 'confirmed'"),
  signIns: sql.all('SELECT count(DISTINCT person) AS n FROM sign_in_sessions'),
})

describe('somebody who has used everything', () => {
  test('is in every table that is not the event’s alone', async () => {
    const { tables, found } = await inside((sql, storage) => {
      const all = tablesOf(sql)
      return { tables: all, found: findAnywhere(storage, all, [ada.id, ...words(), ...secrets]) }
    })
    const filled = new Set(found.map((cell) => cell.split('.')[0]))
    // A new table about people: let somebody use it above, and its feature erase it.
    const known = (table: string): boolean => isOfNobody(table) || INDEX_PARTS.has(table)
    expect(tables.filter((table) => !filled.has(table) && !known(table))).toEqual([])
    expect(tables.filter((table) => filled.has(table) && isOfNobody(table))).toEqual([])
    for (const word of words()) expect(found.join(), word).toContain(word)
  })

  test('reads all of it, and of others what their pages show', async () => {
    const data = await ada.store.read(readPersonalData, {})
    if (!data.ok) throw new Error(data.error.tag)
    const text = JSON.stringify(data.value)
    for (const word of words()) expect(text, word).toContain(word)
    expect(Object.keys(data.value)).toEqual(
      matchStore.filter(({ personal = 'none' }) => personal !== 'none').map(({ name }) => name),
    )
    expect(text).toContain('Ben Muster')
    expect(text).not.toContain('ben@people.example')
    expect(text).not.toContain('Engineer')
    expect(text).not.toMatch(/[^\d]1[5-9]\d{11}[^\d]/)
    expect(data.value['recommendations']).toEqual([
      { dismissed: { name: 'Cem Muster', organisation: 'cem Works' }, at: expect.any(String) },
    ])
    expect(await fair.system.read(readPersonalData, {})).toMatchObject({ ok: false })
  })

  test('is nowhere once they are erased, and the event’s numbers are the same', async () => {
    const before = await inside(numbers)
    expect(await write(ada, erasePerson, {})).toEqual({ ok: true, value: null })
    const left = await inside((sql, storage) =>
      findAnywhere(storage, tablesOf(sql), [...words(), ...secrets]),
    )
    expect(left).toEqual([])
    expect(await inside(numbers)).toEqual(before)
  })

  test('has nothing to come: time, tables and pairs are free', async () => {
    const [row] = await inside((sql) =>
      sql.all(
        `SELECT (SELECT count(*) FROM meetings_bookings WHERE person = ?1) AS bookings,
           (SELECT count(*) FROM meetings_seats WHERE meeting IS NOT NULL) AS seats,
           (SELECT count(*) FROM meetings_away WHERE person = ?1) AS away,
           (SELECT group_concat(status) FROM (SELECT status FROM meetings_meetings
             WHERE ?1 IN (requester, invitee) ORDER BY created, status)) AS states`,
        ada.id,
      ),
    )
    const states = 'held,withdrawn,cancelled,cancelled,declined,declined'
    expect(row).toMatchObject({ bookings: 1, seats: 1, away: 0 })
    expect(`${Object(row).states}`.split(',').toSorted()).toEqual(states.split(',').toSorted())
  })

  test('stays so when it is done again', async () => {
    const dump = (sql: Sql, storage: SqlStorage) =>
      tablesOf(sql)
        .filter((name) => !name.startsWith('people_search'))
        .map((name) => [name, [...storage.exec(`SELECT * FROM "${name}"`).raw()]])
    const viewer = { kind: 'person', id: ada.id, session: '' } as const
    const [before, after] = await inside((sql, storage) => {
      const first = dump(sql, storage)
      const context = { viewer, now: START, wakeAt: () => {}, emit: () => {} }
      personalOperations(matchStore).erase.run(sql, {}, context)
      return [first, dump(sql, storage)]
    })
    expect(after).toEqual(before)
  })

  test('may come back as somebody new', async () => {
    const groups = [{ id: 'all', label: 'All' }]
    const back = { groups, tags: [], people: [invented('cqaddress', ADA)] }
    await fair.system.write(importPeople, back, crypto.randomUUID())
    const again = await fair.signIn('cqaddress')
    expect(again.id).not.toBe(ada.id)
    expect(await again.store.read(readPersonalData, {})).toMatchObject({
      ok: true,
      value: { people: { name: ADA.name }, meetings: { meetings: [] } },
    })
  })
})

test('a feature with tables says what in them is of people, or that nothing is', () => {
  const silent = (features: readonly StoreFeature[]): string[] =>
    features
      .filter(({ migrations, personal }) => migrations.length > 0 && personal === undefined)
      .map(({ name }) => name)
  expect(silent(matchStore)).toEqual([])
  expect(
    silent([{ name: 'new', migrations: [['CREATE TABLE new_x (y)']], operations: [] }]),
  ).toEqual(['new'])
})

test('erasing takes as many statements with 30 meetings as with one', async () => {
  const many = Array.from({ length: 31 }, (_, i) => invented(`p${i}`))
  const busy = tenant('busy-life')
  const slots = Array.from({ length: 31 }, (_, i) => ({
    id: `t${i}`,
    start: START + i * HOUR,
    end: START + (i + 1) * HOUR,
  }))
  const crowd = await openFair(busy, many, slots)
  const guests = await Promise.all(many.map(({ externalId }) => crowd.signIn(externalId)))
  const [popular, single, ...others] = guests
  if (popular === undefined || single === undefined) throw new Error('nobody')
  for (const [i, other] of others.entries()) await meet(popular, other, `t${i}`)
  const [last] = others
  if (last !== undefined) await meet(single, last, 't30')
  const stub = env.EVENTS.get(env.EVENTS.idFromName(busy.storeId))
  const counts = await runInDurableObject(stub, (_, { storage }) =>
    [popular, single].map(({ viewer }) => {
      const sql = countedSql(storage.sql)
      const context = { viewer, now: Date.now(), wakeAt: () => {}, emit: () => {} }
      personalOperations(matchStore).erase.run(sql, {}, context)
      return sql.statements
    }),
  )
  expect(counts[0]).toBe(counts[1])
  expect(counts[0]).toBeLessThanOrEqual(30)
  expect(await openStore(env, busy, SYSTEM).read(readPersonalData, {})).toMatchObject({ ok: false })
})
