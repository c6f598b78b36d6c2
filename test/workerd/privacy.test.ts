import { env } from 'cloudflare:workers'
import { runInDurableObject } from 'cloudflare:test'
import { beforeAll, describe, expect, test } from 'vitest'
import { importPeople } from '../../src/base/people/store.ts'
import { hashSecret } from '../../src/secret.ts'
import { newSession } from '../../src/base/sign-in/session.ts'
import { openSession } from '../../src/base/sign-in/store.ts'
import type { Sql } from '../../src/contract.ts'
import { invented } from '../support/people.ts'
import { tenant } from '../support/tenants.ts'
import { countedSql } from './counted-sql.ts'
import { type EventSite, eventSite, faults, mails, type Visitor } from './event-site.ts'

const ERASE = '/me/privacy/erase'
const NAMES = ['ada', 'bob', 'cleo', 'dora', 'evan']

let fair: EventSite
let ada: Visitor
let bob: Visitor
const ids = new Map<string, string>()
const idOf = (name: string): string => ids.get(name) ?? ''

beforeAll(async () => {
  const people = NAMES.map((name) =>
    invented(name, { phone: `+49 30 ${name}`, bio: `I am ${name}.` }),
  )
  // Nobody can cancel any more: the lock is longer than the time that is left.
  fair = await eventSite(tenant('leaving', { locales: ['en', 'de', 'ja', 'ar'] }), {
    people,
    settings: { cancelLockHours: 1_000_000 },
    tables: 1,
  })
  for (const row of await inside((sql) =>
    sql.all<Person>('SELECT id, email FROM people_persons'),
  )) {
    ids.set(row.email.split('@')[0] ?? '', row.id)
  }
  ada = await fair.as('ada')
  bob = await fair.as('bob')
})

interface Person {
  readonly id: string
  readonly email: string
}

const inside = <T>(work: (sql: Sql) => T): Promise<T> =>
  runInDurableObject(env.EVENTS.get(env.EVENTS.idFromName(fair.tenant.storeId)), (_, { storage }) =>
    work(countedSql(storage.sql)),
  )

const text = async (response: Promise<Response>): Promise<string> => (await response).text()

async function ask(from: Visitor, to: string, slot: string): Promise<string> {
  const sent = await from.post(`/people/${idOf(to)}/meeting`, { slot, message: 'Ropes, please.' })
  expect(sent.status).toBe(303)
  return sent.headers.get('location')?.split('#m-')[1] ?? ''
}

async function meet(from: Visitor, to: string, slot: string): Promise<void> {
  const meeting = await ask(from, to, slot)
  expect(
    (await (await fair.as(to)).post(`/meetings/${meeting}`, { action: 'accept' })).status,
  ).toBe(303)
}

async function cookieOf(email: string): Promise<string> {
  const { secret, ...session } = await newSession()
  await fair.store.write(openSession, { email, session }, crypto.randomUUID())
  return `__Host-session=${secret}`
}

/** What a browser sends of a form besides what people fill in. */
const formOf = (page: string, action: string): Record<string, string> => {
  const form = page.split(`action="${action}"`)[1]?.split('</form>')[0] ?? ''
  const fields = form.matchAll(/type="hidden" name="([\w-]+)" value="([^"]*)"/g)
  return Object.fromEntries(Array.from(fields, ([, name = '', value = '']) => [name, value]))
}

describe('consents', () => {
  const LATER = '/me/privacy/consents/later-events'
  const records = () =>
    inside((sql) =>
      sql.all<Record<string, unknown>>('SELECT * FROM privacy_consents ORDER BY number'),
    )

  test('are asked for one by one, and none is ticked', async () => {
    const page = await text(ada.get('/me/privacy'))
    expect(page.match(/type="checkbox"/g)).toHaveLength(2)
    expect(page).not.toContain('checked=""')
    expect(await text(ada.get('/me'))).toContain('href="/me/privacy"')
  })

  test('without a tick record nothing, and say so beside the box', async () => {
    const form = formOf(await text(ada.get('/me/privacy')), LATER)
    const refused = await ada.post(LATER, form)
    expect(refused.status).toBe(422)
    const page = await refused.text()
    expect(page).toContain('Please tick the box first.')
    expect(page.match(/aria-invalid=/g)).toHaveLength(1)
    expect(await records()).toEqual([])
  })

  test('are kept with the words that stood there, their hash and language', async () => {
    const form = formOf(await text(ada.get('/me/privacy?lang=de')), LATER)
    const path = `${LATER}?lang=de`
    const given = await ada.post(path, { ...form, 'later-events': 'on' })
    expect(given.headers.get('location')).toBe('/me/privacy?agreed#c-later-events')
    const words = 'Der Veranstalter von The leaving darf mir zu späteren Veranstaltungen schreiben.'
    expect(await records()).toMatchObject([
      {
        person: idOf('ada'),
        kind: 'later-events',
        text: words,
        version: await hashSecret(words),
        locale: 'de',
        withdrawn: null,
      },
    ])
    // The same text in another language is no other text.
    const page = await text(ada.get('/me/privacy?lang=en'))
    expect(page).toContain('You agreed on ')
    expect(page).not.toContain('earlier text')
    expect(page.match(/type="checkbox"/g)).toHaveLength(1)
  })

  test('are taken back at any time, and that they were given stays on record', async () => {
    const done = await ada.post(`${LATER}/withdraw`, {})
    expect(done.headers.get('location')).toBe('/me/privacy?taken-back#c-later-events')
    const [first] = await records()
    expect(first?.['withdrawn']).toBeGreaterThan(Number(first?.['given']) - 1)
    const form = formOf(await text(ada.get('/me/privacy')), LATER)
    await ada.post(LATER, { ...form, 'later-events': 'on' })
    expect(await records()).toMatchObject([first, { locale: 'en', withdrawn: null }])
  })

  test('to a text that has changed since are asked for again, beside the earlier one', async () => {
    await inside((sql) =>
      sql.all(
        "UPDATE privacy_consents SET text = 'Write <b>rarely</b>.', version = 'x' WHERE withdrawn IS NULL",
      ),
    )
    const page = await text(ada.get('/me/privacy'))
    expect(page).toContain('you agreed to an earlier text:')
    expect(page).toContain('Write &lt;b&gt;rarely&lt;/b&gt;.')
    expect(page.match(/type="checkbox"/g)).toHaveLength(2)
    expect(page).not.toContain('checked=""')
    await ada.post(LATER, { ...formOf(page, LATER), 'later-events': 'on' })
    expect(await text(ada.get('/me/privacy'))).not.toContain('earlier text')
    expect(await records()).toHaveLength(3)
  })

  test('to other words than stand there now are not recorded', async () => {
    const path = '/me/privacy/consents/exhibitors'
    const refused = await ada.post(path, { exhibitors: 'on', version: 'of another text' })
    expect(refused.status).toBe(409)
    expect(await refused.text()).toContain('The text has changed while you read it')
    expect((await ada.post('/me/privacy/consents/everything', {})).status).toBe(404)
    expect(await records()).toHaveLength(3)
  })
})

describe('the file with my data', () => {
  test('is one to be kept, with times that read', async () => {
    await ask(ada, 'evan', '2027-03-27T15:10')
    const answer = await ada.get('/me/privacy/data.json')
    expect(answer.headers.get('content-disposition')).toBe(
      'attachment; filename="leaving-my-data.json"',
    )
    expect(answer.headers.get('cache-control')).toBe('private, no-store')
    const file = await answer.json<Record<string, unknown>>()
    expect(file).toMatchObject({
      event: 'The leaving',
      exported: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      people: { name: 'Ada Muster', 'e-mail': 'ada@people.example', telephone: '+49 30 ada' },
      meetings: {
        meetings: [
          {
            with: { name: 'Evan Muster', organisation: 'evan Works' },
            'requested by': 'me',
            message: 'Ropes, please.',
            state: 'pending',
            starts: '2027-03-27T14:10:00.000Z',
          },
        ],
      },
    })
  })

  test('holds nothing of others that their pages do not show', async () => {
    const file = await text(ada.get('/me/privacy/data.json'))
    for (const name of ['bob', 'cleo', 'dora', 'evan']) {
      for (const secret of [`${name}@`, `30 ${name}`, `I am ${name}`])
        expect(file).not.toContain(secret)
    }
  })

  test('is nobody’s who is not signed in', async () => {
    const answer = await fair.send('/me/privacy/data.json')
    expect(answer.headers.get('location')).toBe('/sign-in?next=%2Fme%2Fprivacy%2Fdata.json')
  })
})

describe('erasing oneself', () => {
  let erase: Record<string, string>
  let old: string[] = []

  test('says before what would happen, and does nothing yet', async () => {
    await meet(ada, 'bob', '2027-03-27T10:00')
    await ask(await fair.as('cleo'), 'ada', '2027-03-27T11:00')
    const badge = await text(ada.get('/badge'))
    const made = await text(ada.post('/schedule/calendar', { action: 'make' }))
    old = [
      new URL(/https:[^"]+\/badge\/[\w-]{22}/.exec(badge)?.[0] ?? '').pathname,
      new URL(/https:[^"]+\.ics/.exec(made)?.[0] ?? '').pathname,
    ]
    expect((await bob.get(old[0] ?? '')).status).toBe(200)
    const page = await text(ada.get(ERASE))
    expect(page).toContain('Your meeting to come is cancelled; the other one is told.')
    expect(page).toContain('Your 2 open requests are ended')
    erase = formOf(page, ERASE)
    expect(await text(ada.get('/meetings'))).toContain('Bob Muster')
  })

  test('is not done for another site', async () => {
    const before = await inside((sql) => sql.all('SELECT * FROM people_persons'))
    const session = { cookie: await cookieOf('ada@people.example') }
    for (const origin of ['http://other.localhost', 'null', 'https://evil.example']) {
      const foreign = await fair.send(ERASE, { form: erase, ...session, headers: { origin } })
      expect(foreign.status).toBe(403)
    }
    expect(await inside((sql) => sql.all('SELECT * FROM people_persons'))).toEqual(before)
  })

  test('is done once, however often the form is sent, and signs out', async () => {
    const before = mails.length
    const answers = await Promise.all([ada.post(ERASE, erase), ada.post(ERASE, erase)])
    for (const answer of [...answers, await ada.post(ERASE, erase)]) {
      expect(answer.headers.get('location')).toBe('/me/privacy/erased')
      expect(answer.headers.get('set-cookie')).toMatch(/^__Host-session=; Max-Age=0/)
      expect(answer.headers.get('clear-site-data')).toBe('"storage"')
    }
    expect(await text(fair.send('/me/privacy/erased'))).toContain('does not know you any more')
    expect((await ada.post(ERASE, {})).headers.get('location')).toMatch('/sign-in')
    expect(
      mails
        .slice(before)
        .map(({ to, subject }) => `${to}: ${subject}`)
        .toSorted(),
    ).toEqual([
      'bob@people.example: The leaving: Somebody who has left cancelled your meeting',
      'cleo@people.example: The leaving: Somebody who has left declined your request',
      'evan@people.example: The leaving: Somebody who has left withdrew the request',
    ])
    // As a word: the random letters of a link may spell anything.
    for (const { text: body } of mails.slice(before))
      expect(body).not.toMatch(/(?<![\w-])ada(?![\w-])/i)
  })

  test('leaves the other one a meeting with somebody who has left, in any language', async () => {
    const card = await text(bob.get('/meetings'))
    expect(card).toContain('Somebody who has left')
    expect(card).toContain('Cancelled')
    expect(card).not.toMatch(/Ada|ada Works/)
    expect(card).not.toContain(`/people/${idOf('ada')}`)
    expect(await text(bob.get('/meetings?lang=de'))).toContain('Jemand (nicht mehr dabei)')
    expect(await text(bob.get('/meetings?lang=ja'))).toContain('退会した参加者')
    expect(await text(bob.get('/meetings?lang=ar'))).toContain('مشارك سابق')
  })

  test('gives the time and the table back', async () => {
    await meet(await fair.as('cleo'), 'bob', '2027-03-27T10:00')
  })

  test('closes every door: session, link, badge, calendar, page', async () => {
    for (const path of ['/me', '/meetings', '/badge', '/me/privacy/data.json']) {
      expect((await ada.get(path)).headers.get('location')).toMatch('/sign-in')
    }
    const before = mails.length
    const sent = await fair.send('/sign-in', { form: { email: 'ada@people.example' } })
    expect(sent.status).toBe(200)
    expect(mails).toHaveLength(before)
    for (const path of [...old, `/people/${idOf('ada')}`, `/people/${idOf('ada')}/meeting`]) {
      expect((await bob.get(path)).status, path).toBe(404)
    }
    for (const query of ['', '?q=ada', '?q=Works']) {
      expect(await text(bob.get(`/directory${query}`))).not.toMatch(/Ada|ada Works/)
    }
  })

  test('frees the address for somebody new', async () => {
    const list = { groups: [{ id: 'all', label: 'all' }], tags: [], people: [invented('ada')] }
    await fair.store.write(importPeople, list, crypto.randomUUID())
    const again = await fair.as('ada')
    const meetings = await text(again.get('/meetings'))
    expect(meetings).toContain('No meetings yet')
    expect(await text(again.get('/me/privacy'))).not.toContain('You agreed')
  })
})

test('a calendar that holds a meeting is told to take the name away', async () => {
  const dora = await fair.as('dora')
  await meet(await fair.as('evan'), 'dora', '2027-03-27T12:00')
  const made = await text(dora.post('/schedule/calendar', { action: 'make' }))
  const feed = new URL(/https:[^"]+\.ics/.exec(made)?.[0] ?? '').pathname
  const before = await text(fair.send(feed))
  expect(before).toContain('Evan Muster')
  const evan = await fair.as('evan')
  await evan.post(ERASE, formOf(await text(evan.get(ERASE)), ERASE))
  const after = await text(fair.send(feed))
  expect(after).toContain('Somebody who has left')
  expect(after).toContain('STATUS:CANCELLED')
  expect(after).not.toMatch(/Evan|evan|Ropes/)
  const sequence = (ics: string): number => Number(/SEQUENCE:(\d+)/.exec(ics)?.[1])
  expect(sequence(after)).toBeGreaterThan(sequence(before))
})

test('nothing of all this was a fault', () => expect(faults).toEqual([]))
