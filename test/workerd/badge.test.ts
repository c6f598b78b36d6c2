import { env } from 'cloudflare:workers'
import { runInDurableObject } from 'cloudflare:test'
import { beforeAll, expect, test } from 'vitest'
import { scanBadges } from '../../src/base/badge/scan.ts'
import { listContacts } from '../../src/base/badge/store.ts'
import { readPerson } from '../../src/base/directory/store.ts'
import { invented } from '../support/people.ts'
import { tenant } from '../support/tenants.ts'
import { countedSql } from './counted-sql.ts'
import { act, faults, type Guest, meet, openFair } from './open-fair.ts'

const START = Date.UTC(2027, 2, 27, 9)
const SLOTS = [{ id: 'nine', start: START, end: START + 20 * 60_000 }]
const NAMES = ['ada', 'ben', 'cem', 'dora', 'eve', 'finn', 'gus', 'hal']

let fair: Awaited<ReturnType<typeof openFair>>
const guests = new Map<string, Guest>()
const guest = (name: string): Guest => {
  const found = guests.get(name)
  if (found === undefined) throw new Error(`${name} is not at the fair`)
  return found
}

beforeAll(async () => {
  const people = NAMES.map((name) => invented(name, { phone: `+49 ${name}`, listed: false }))
  fair = await openFair(tenant('badges'), people, SLOTS)
  for (const name of NAMES) guests.set(name, await fair.signIn(name))
})

/** The code on somebody's badge, as it is scanned. */
async function codeOf(name: string): Promise<string> {
  const page = await (await guest(name).ask('/badge')).text()
  const code = /https:\/\/badges\.localhost\/badge\/([\w-]{22})"/.exec(page)?.[1] ?? ''
  expect(page).not.toContain(guest(name).id)
  return code
}

const contactsOf = async (name: string) => {
  const contacts = await guest(name).store.read(listContacts, {})
  return contacts.ok
    ? contacts.value.map((contact) => ({ name: contact.name, at: contact.at }))
    : []
}
const sendScans = (name: string, json: unknown) => guest(name).ask('/badge/scans', { json })
const sees = async (viewer: string, other: string) => {
  const answer = await guest(viewer).ask(`/people/${guest(other).id}`)
  return { status: answer.status, phone: (await answer.text()).includes(`+49 ${other}`) }
}

test('a badge shows the same code until it is renewed; the old one is then nobody’s', async () => {
  const code = await codeOf('ada')
  expect(code).toHaveLength(22)
  expect(await codeOf('ada')).toBe(code)
  expect((await guest('ben').ask(`/badge/${code}`)).status).toBe(200)
  await guest('ada').ask('/badge/renew', { form: {} })
  expect(await codeOf('ada')).not.toBe(code)
  expect((await guest('ben').ask(`/badge/${code}`)).status).toBe(404)
  expect((await guest('ben').ask(`/badge/${code}`, { form: {} })).status).toBe(404)
})

test('opening a scanned badge exchanges nothing; its button does, both ways', async () => {
  const path = `/badge/${await codeOf('ben')}`
  const opened = await (await guest('ada').ask(path)).text()
  expect(opened).toContain('Ben Muster')
  expect(opened).not.toContain('ben@people.example')
  expect(await sees('ada', 'ben')).toEqual({ status: 404, phone: false })
  const done = await guest('ada').ask(path, { form: {} })
  expect(done.headers.get('location')).toBe(`/badge/contacts?done#c-${guest('ben').id}`)
  expect(await sees('ada', 'ben')).toEqual({ status: 200, phone: true })
  expect(await sees('ben', 'ada')).toEqual({ status: 200, phone: true })
  expect(await (await guest('ben').ask('/badge/contacts')).text()).toContain('ada@people.example')
  expect(await sees('cem', 'ada')).toEqual({ status: 404, phone: false })
  const own = await guest('ben').ask(path)
  expect(own.headers.get('location')).toBe('/badge')
})

test('without signing in a badge says nothing, of whomever it is', async () => {
  const answers = await Promise.all(
    [await codeOf('ada'), 'A'.repeat(22)].map(async (code) => {
      const answer = await fair.ask(`/badge/${code}`)
      return `${answer.status} ${answer.headers.get('location')?.replace(code, 'CODE')}`
    }),
  )
  expect(answers[0]).toBe('303 /sign-in?next=%2Fbadge%2FCODE')
  expect(answers[1]).toBe(answers[0])
  const scans = [{ code: await codeOf('ada'), at: START }]
  expect((await fair.ask('/badge/scans', { json: scans })).status).toBe(401)
  const foreign = { json: scans, headers: { origin: 'http://other.localhost' } }
  expect((await guest('cem').ask('/badge/scans', foreign)).status).toBe(403)
  expect(await contactsOf('cem')).toEqual([])
})

test('scans sent late and twice make one contact, of the earliest time', async () => {
  const [cem, dora] = [await codeOf('cem'), await codeOf('dora')]
  const now = Date.now()
  const batch = [
    { code: dora, at: now - 1_000 },
    { code: dora, at: now - 5_000 },
    { code: cem, at: now },
    { code: 'nobody', at: now },
    { code: dora },
    { code: dora, at: -1 },
    { code: 7, at: now },
    null,
  ]
  const first = await (await sendScans('cem', batch)).json()
  const person = { id: guest('dora').id, name: 'Dora Muster' }
  expect(first).toEqual([
    { outcome: 'exchanged', person },
    { outcome: 'exchanged', person },
    { outcome: 'self' },
    { outcome: 'unknown' },
    { outcome: 'invalid' },
    { outcome: 'invalid' },
    { outcome: 'invalid' },
    { outcome: 'invalid' },
  ])
  expect(await (await sendScans('cem', batch)).json()).toEqual(first)
  expect(await contactsOf('cem')).toEqual([{ name: 'Dora Muster', at: now - 5_000 }])
  await sendScans('dora', [{ code: cem, at: now - 9_000 }])
  await sendScans('dora', [{ code: cem, at: now + 9_000_000 }])
  expect(await contactsOf('cem')).toEqual([{ name: 'Dora Muster', at: now - 9_000 }])
  expect(await contactsOf('dora')).toEqual([{ name: 'Cem Muster', at: now - 9_000 }])
})

test('a scan of a time to come counts as now', async () => {
  const before = Date.now()
  await sendScans('eve', [{ code: await codeOf('finn'), at: before + 9_000_000 }])
  const [contact] = await contactsOf('finn')
  expect(contact?.at).toBeGreaterThanOrEqual(before)
  expect(contact?.at).toBeLessThanOrEqual(Date.now())
})

test('scans that waited on a telephone are taken from whom they are of, and from nobody else', async () => {
  const page = await guest('eve').ask('/badge')
  const mark = page.headers.get('usher-viewer') ?? ''
  expect(mark).toMatch(/^[0-9a-f]{16}$/)
  const json = [{ code: await codeOf('gus'), at: Date.now() - 1_000 }]
  const headers = { 'usher-viewer': mark }
  expect((await guest('finn').ask('/badge/scans', { json, headers })).status).toBe(401)
  expect(await contactsOf('gus')).toEqual([])
  expect((await guest('eve').ask('/badge/scans', { json, headers })).status).toBe(200)
  expect(await contactsOf('gus')).toMatchObject([{ name: 'Eve Muster' }])
})

test('a page says whose it is: the same at every sign-in, nobody’s without a session', async () => {
  const mark = (answer: Response) => answer.headers.get('usher-viewer')
  const again = await fair.signIn('ada')
  expect(mark(await again.ask('/'))).toBe(mark(await guest('ada').ask('/badge')))
  expect(mark(await guest('ben').ask('/'))).not.toBe(mark(await guest('ada').ask('/')))
  expect(mark(await fair.ask('/'))).toBe('nobody')
  // A session that has ended, or could not be looked up: not certain but at the door.
  const cookie = { cookie: `__Host-session=${'x'.repeat(43)}` }
  expect(mark(await fair.ask('/', { headers: cookie }))).toBeNull()
  expect(mark(await fair.ask('/sign-in', { headers: cookie }))).toBe('nobody')
})

test('what is no list of scans is refused with the form of one', async () => {
  for (const json of [{}, 'x', 7, Array.from({ length: 501 }, () => null)]) {
    const answer = await sendScans('eve', json)
    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain('Send a JSON list')
  }
})

test('a confirmed meeting shows contacts to both, until it is cancelled', async () => {
  expect(await sees('gus', 'hal')).toEqual({ status: 404, phone: false })
  const stub = env.EVENTS.get(env.EVENTS.idFromName(fair.event.storeId))
  await runInDurableObject(stub, (_object, { storage }) => {
    storage.sql.exec('UPDATE people_persons SET listed = 1 WHERE id = ?', guest('hal').id)
  })
  expect(await sees('gus', 'hal')).toEqual({ status: 200, phone: false })
  const id = await meet(guest('gus'), guest('hal'), 'nine')
  expect(await sees('gus', 'hal')).toEqual({ status: 200, phone: true })
  expect(await sees('hal', 'gus')).toEqual({ status: 200, phone: true })
  await act(guest('hal'), id, 'cancel')
  expect(await sees('gus', 'hal')).toEqual({ status: 200, phone: false })
  expect(await sees('hal', 'gus')).toEqual({ status: 404, phone: false })
})

test('a code of one event is nobody’s in another', async () => {
  const other = await openFair(tenant('other-badges'), [invented('ada')], SLOTS)
  const visitor = await other.signIn('ada')
  expect((await visitor.ask(`/badge/${await codeOf('ben')}`)).status).toBe(404)
})

test('500 scans take 2 statements, a list of contacts one, a person 3', async () => {
  const codes = [await codeOf('ada'), await codeOf('gus')]
  const stub = env.EVENTS.get(env.EVENTS.idFromName(fair.event.storeId))
  const cost = await runInDurableObject(stub, (_object, { storage }) => {
    const sql = countedSql(storage.sql)
    const context = { viewer: guest('hal').viewer, now: START, wakeAt: () => {}, emit: () => {} }
    const count = (work: () => unknown) => {
      sql.statements = sql.rowsRead = 0
      work()
      return sql.statements
    }
    const scans = Array.from({ length: 500 }, (_, i) => ({ code: codes[i % 2] ?? '', at: 1 + i }))
    return {
      scans: count(() => scanBadges.run(sql, { scans }, context)),
      contacts: count(() => listContacts.run(sql, {}, context)),
      person: count(() => readPerson.run(sql, { id: guest('ada').id }, context)),
    }
  })
  expect(cost).toEqual({ scans: 2, contacts: 1, person: 3 })
})

test('nothing of all this was a fault', () => expect(faults).toEqual([]))
