import { env } from 'cloudflare:workers'
import { runInDurableObject } from 'cloudflare:test'
import { expect, test } from 'vitest'
import { requestMeeting } from '../../src/base/meetings/request.ts'
import { readRequestFacts } from '../../src/base/meetings/rule-facts.ts'
import { importPeople } from '../../src/base/people/store.ts'
import { ALLOW, defineEvent } from '../../src/kit/kit.ts'
import { openStore } from '../../src/wire.ts'
import { invented } from '../support/people.ts'
import { tenant } from '../support/tenants.ts'
import { type EventSite, eventSite, faults } from './event-site.ts'

// Verdicts of an event's rule while what they were made of changes, over the real store.

const ASKED = Array.from({ length: 60 }, (_, i) => `p${i}`)
const PEOPLE = ['asker', ...ASKED].map((name) => invented(name))

const rules = {
  'meetings.request': ({ from }: { from: { organisation: string } }) =>
    from.organisation === 'Allowed' ? ALLOW : ({ refuse: 'Barred.' } as const),
}

/** Notes, in the same transaction, whose organisation a request was sent from. */
async function noted(key: string): Promise<EventSite> {
  const site = await eventSite(tenant(key), { people: PEOPLE, module: defineEvent({ rules }) })
  await runInDurableObject(stubOf(site), (_, { storage }) => {
    storage.sql.exec('CREATE TABLE test_sent (organisation TEXT NOT NULL)')
    storage.sql.exec(`CREATE TRIGGER test_note AFTER INSERT ON meetings_meetings BEGIN
      INSERT INTO test_sent SELECT organisation FROM people_persons WHERE id = NEW.requester; END`)
  })
  return site
}

const stubOf = ({ tenant: { storeId } }: EventSite) =>
  env.EVENTS.get(env.EVENTS.idFromName(storeId))

const sent = (site: EventSite): Promise<string[]> =>
  runInDurableObject(stubOf(site), (_, { storage }) =>
    storage.sql
      .exec<{ organisation: string }>('SELECT organisation FROM test_sent')
      .toArray()
      .map(({ organisation }) => organisation),
  )

const become = ({ store }: EventSite, organisation: string, id: string): Promise<unknown> => {
  const groups = [{ id: 'all', label: 'all' }]
  const people = [invented('asker', { organisation })]
  return store.write(importPeople, { groups, tags: [], people }, id)
}

async function idsOf(site: EventSite): Promise<string[]> {
  const rows = await runInDurableObject(stubOf(site), (_, { storage }) =>
    storage.sql.exec<{ id: string; external_id: string }>('SELECT * FROM people_persons').toArray(),
  )
  return rows.filter(({ external_id: name }) => name !== 'asker').map(({ id }) => id)
}

/** What happens while a request is on its way. */
const FLIPS = [[], ['Barred'], ['Allowed'], ['Barred', 'Allowed']]

test('a verdict is never written over facts that have moved since', async () => {
  const site = await noted('storm')
  const asker = await site.as('asker')
  const ids = await idsOf(site)
  await become(site, 'Allowed', 'first')
  const answers: Response[] = []
  for (const [round, id] of ids.entries()) {
    const [answer] = await Promise.all([
      asker.post(`/people/${id}/meeting`, { slot: '', message: '' }),
      ...(FLIPS[round % FLIPS.length] ?? []).map((to) => become(site, to, `${to}-${round}`)),
    ])
    answers.push(answer)
  }
  const count = (status: number) => answers.filter((answer) => answer.status === status).length
  const organisations = await sent(site)
  expect(new Set(organisations)).toEqual(new Set(['Allowed']))
  expect(count(303)).toBe(organisations.length)
  expect(count(303) + count(409)).toBe(ids.length)
  expect(count(409)).toBeGreaterThan(0)
})

test('without a version it would be: the test can see it', async () => {
  const site = await noted('storm-unversioned')
  await become(site, 'Allowed', 'first')
  await site.as('asker')
  const [{ person, session }] = (await runInDurableObject(stubOf(site), (_, { storage }) =>
    storage.sql
      .exec<{ person: string; session: string }>(
        'SELECT person, id AS session FROM sign_in_sessions',
      )
      .toArray(),
  )) as [{ person: string; session: string }]
  const own = openStore(env, site.tenant, { kind: 'person', id: person, session })
  const [invitee = ''] = await idsOf(site)
  const facts = await own.read(readRequestFacts, { invitee, slot: null })
  expect(facts).toMatchObject({ ok: true, value: { facts: { from: { organisation: 'Allowed' } } } })
  await become(site, 'Barred', 'then')
  const input = { invitee, slot: null, message: '' }
  const version = facts.ok ? facts.value.version : ''
  expect(await own.write(requestMeeting, { ...input, version }, 'with')).toEqual({
    ok: false,
    error: { tag: 'stale' },
  })
  expect(await own.write(requestMeeting, input, 'without')).toMatchObject({ ok: true })
  expect(await sent(site)).toEqual(['Barred'])
})

test('nothing of all this was a fault', () => expect(faults).toEqual([]))
