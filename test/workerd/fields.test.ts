import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, test } from 'vitest'
import { readPerson, searchDirectory } from '../../src/base/directory/store.ts'
import type { FieldFilter } from '../../src/base/fields/filters.tsx'
import type { FieldValues } from '../../src/base/fields/field.ts'
import { exportFields, readOwnFields, setOwnFields } from '../../src/base/fields/store.ts'
import { saveProfile } from '../../src/base/me/store.ts'
import { readOwnFacts } from '../../src/base/people/person-facts.ts'
import { importPeople, readOwnProfile } from '../../src/base/people/store.ts'
import type { Scorer } from '../../src/kit/kit.ts'
import { SYSTEM, type Tenant } from '../../src/contract.ts'
import { erasePerson, readPersonalData } from '../../src/store/personal.ts'
import { openStore } from '../../src/wire.ts'
import { invented } from '../support/people.ts'
import { tenant } from '../support/tenants.ts'
import { type Guest, openEvent, rows, signIn, version, type Version } from './versions.ts'
import { BOB, FIELDS, people } from '../support/field-people.ts'

/** Two who exchanged contacts. */
const acquaint = (event: Tenant, one: Guest, other: Guest): Promise<unknown> => {
  const [first, second] = [one.id, other.id].toSorted()
  return rows(event, `INSERT INTO badge_contacts VALUES ('${first}', '${second}', 1, 1)`)
}

/** Which of somebody's values a text gives away. */
const shownIn = (text: string): string[] =>
  Object.entries({
    volume: '1,200.5',
    market: 'Europe',
    assistant: 'Zoe',
    licence: '4711',
    nda: 'v2',
  })
    .filter(([, words]) => text.includes(words))
    .map(([name]) => name)

describe('who sees a field', () => {
  const event = tenant('seen')
  let now: Version
  let guests: Record<'ada' | 'bob' | 'cleo', Guest>
  beforeAll(async () => {
    await openEvent(event, 1, people)
    now = await version(event, { fields: FIELDS })
    const [ada, bob, cleo] = await Promise.all(
      ['ada', 'bob', 'cleo'].map((name) => signIn(event, name)),
    )
    if (!ada || !bob || !cleo) throw new Error('three people')
    guests = { ada, bob, cleo }
    await acquaint(event, bob, cleo)
    await now.get()
  })
  const of = async (who: keyof typeof guests): Promise<string[]> => {
    const person = await guests[who].store.read(readPerson, { id: guests.bob.id })
    return person.ok ? Object.keys(person.value.fields) : []
  }

  test.each([
    ['a stranger', 'ada', ['volume', 'market']],
    ['a contact', 'cleo', ['volume', 'market', 'assistant']],
    ['oneself, as a stranger does', 'bob', ['volume', 'market']],
  ] as const)('on a person’s page: %s', async (_, who, names) => {
    expect((await of(who)).toSorted()).toEqual([...names].toSorted())
    const page = await now.get(`/people/${guests.bob.id}`, guests[who])
    expect(page.status).toBe(200)
    expect(shownIn(await page.text())).toEqual(names)
  })

  test('in the profile: oneself, but for what is not to be edited', async () => {
    const text = await (await now.get('/me', guests.bob)).text()
    expect(shownIn(text.replace('1200.5', '1,200.5'))).toEqual([
      'volume',
      'market',
      'assistant',
      'licence',
    ])
    const own = await guests.bob.store.read(readOwnProfile, {})
    expect(own.ok && own.value.fields).toEqual(BOB)
    expect(shownIn(await (await now.get('/me', guests.ada)).text())).toEqual(['market'])
  })

  test('in an export: organisers, as far as it is exported', async () => {
    const { fields, values } = await openStore(env, event, SYSTEM).read(exportFields, {})
    expect(fields.map(({ name }) => name).toSorted()).toEqual([
      'assistant',
      'licence',
      'market',
      'volume',
    ])
    const { nda: _, ...exported } = BOB
    expect(values).toEqual({ [guests.bob.id]: exported })
    await expect(guests.bob.store.read(exportFields, {})).rejects.toThrow()
  })

  test('in what somebody downloads: all of it, in words', async () => {
    const data = await guests.bob.store.read(readPersonalData, {})
    expect(data.ok && data.value['fields']).toEqual({
      'Import volume': 1200.5,
      Markets: ['eu', 'asia'],
      Assistant: 'Zoe Assistant',
      'Licence no.': 'LIC-4711',
      NDA: 'v2',
    })
  })

  test('for the scorer: the event’s own code, but in reasons only what everybody sees', async () => {
    const scorer: Scorer<typeof FIELDS> = (me, { fields }) => ({
      score: fields.nda === 'v2' && fields.licence === 'LIC-4711' ? 1 : 0.1,
      reasons: [{ kind: 'own', words: `${JSON.stringify(fields)} for ${me.fields.licence}` }],
    })
    const scoring = await version({ ...event, revision: 2 }, { fields: FIELDS, scorer })
    const recommended = async (who: Guest): Promise<string> => {
      const page = await (await scoring.get('/recommendations', who)).text()
      return page.replaceAll('&quot;', '"')
    }
    const page = await recommended(guests.ada)
    expect(/<h3><a[^>]*>(\w+)/.exec(page)?.[1]).toBe('Bob')
    expect(page).toContain('{"market":["eu","asia"],"volume":1200.5} for undefined')
    expect(page).not.toMatch(/LIC-|Zoe|v2/)
    // A contact is told no more than a stranger, and Bob what is his own.
    expect(await recommended(guests.cleo)).not.toMatch(/LIC-|Zoe|v2/)
    expect(await recommended(guests.bob)).toContain('{} for LIC-4711')
    expect(scoring.faults).toEqual([])
  })

  test('in the facts of rules and guards: the event’s own code', async () => {
    const facts = await guests.bob.store.read(readOwnFacts, {})
    expect(facts.ok && facts.value.fields).toEqual(BOB)
  })

  test('nowhere in lists, nor by filters on what is not public', async () => {
    const ask = async (fields: readonly FieldFilter[]): Promise<string[]> => {
      const question = { text: '', group: null, offers: null, seeks: null, page: 0, fields }
      const found = await guests.ada.store.read(searchDirectory, question)
      expect(JSON.stringify(found)).not.toMatch(/LIC-|Zoe|v2/)
      return found.ok ? found.value.people.map(({ name }) => name) : []
    }
    const all = (field: string): FieldFilter => ({ field, from: '', to: '\u{10ffff}' })
    expect(await ask([{ field: 'volume', from: 1000, to: 2000 }])).toEqual(['Bob Muster'])
    expect(await ask([all('licence')])).toEqual([])
    expect(await ask([all('assistant')])).toEqual([])
    expect(await ask([all('nothing')])).toEqual([])
    const page = await (await now.get('/directory?f.licence=LIC', guests.ada)).text()
    expect(page).toContain('Bob Muster')
    expect(page).not.toContain('f.licence')
    expect(page).toContain('name="f.volume.from"')
  })

  test('of nobody, once they are erased', async () => {
    const { store } = guests.bob
    expect(await store.write(erasePerson, {}, crypto.randomUUID())).toMatchObject({ ok: true })
    expect(await rows(event, 'SELECT 1 FROM fields_values')).toEqual([])
  })

  test('without a fault', () => expect(now.faults).toEqual([]))
})

describe('the profile', () => {
  const event = tenant('filled-in', { locales: ['de-DE', 'en'] })
  let now: Version
  let bob: Guest
  beforeAll(async () => {
    await openEvent(event, 1, people)
    now = await version(event, { fields: FIELDS })
    bob = await signIn(event, 'bob')
  })
  const send = (fields: readonly (readonly [string, string])[]) =>
    now.post('/me?lang=en', [['name', 'Bob'], ['language', 'en'], ['listed', 'on'], ...fields], bob)
  const own = async (): Promise<FieldValues | null> => {
    const read = await bob.store.read(readOwnFields, {})
    return read.ok ? read.value : null
  }

  test('is sent back with what is wrong beside its field, and nothing is saved', async () => {
    const answer = await send([
      ['f.volume', 'many'],
      ['f.market', 'eu'],
      ['f.licence', ''],
    ])
    expect(answer.status).toBe(422)
    const text = await answer.text()
    expect(text).toContain('value="many"')
    expect(text).toMatch(/id="f\.volume-problem">Please give a number, in digits\./)
    expect(text).toMatch(/id="f\.licence-problem">Please fill this in\./)
    expect(text).toContain('aria-describedby="f.licence-hint f.licence-problem"')
    expect(text).not.toContain('f.nda')
    expect(await own()).toEqual(BOB)
  })

  test('is saved, and leaves alone what it does not show', async () => {
    const answer = await send([
      ['f.volume', '2,000'],
      ['f.market', 'asia'],
      ['f.assistant', ''],
      ['f.licence', ' LIC  2 '],
      ['f.nda', 'v3'],
    ])
    expect(answer.status).toBe(303)
    expect(await own()).toEqual({ volume: 2000, market: ['asia'], licence: 'LIC 2', nda: 'v2' })
  })

  test('speaks of numbers as its reader does', async () => {
    const text = await (await now.get('/me?lang=de-DE', bob)).text()
    expect(text).toContain('<label for="f.volume">Import volume (t)</label>')
    expect(text).toContain('Nur für die Veranstalter sichtbar.')
    const page = await (await now.get(`/people/${bob.id}?lang=de-DE`)).text()
    expect(page).toContain('2.000\u00a0t')
  })

  test('keeps nothing that the event does not declare, whoever sends it', async () => {
    const profile = await bob.store.read(readOwnProfile, {})
    if (!profile.ok) throw new Error('signed out')
    const fields = { volume: 'x', market: ['moon'], evil: 1 } as never
    await bob.store.write(saveProfile, { ...profile.value, fields }, crypto.randomUUID())
    expect(await own()).toEqual({ volume: 2000, market: ['asia'], licence: 'LIC 2', nda: 'v2' })
  })
})

describe('an event’s own route', () => {
  test('sets a field that the profile does not show, of whoever is signed in', async () => {
    const event = tenant('routed')
    await openEvent(event, 1, people)
    await (await version(event, { fields: FIELDS })).get()
    const { store } = await signIn(event, 'ada')
    const set = (given: object) => store.write(setOwnFields, given as never, crypto.randomUUID())
    expect(await set({ nda: 'v2' })).toEqual({ ok: true, value: null })
    expect(await store.read(readOwnFields, {})).toEqual({ ok: true, value: { nda: 'v2' } })
    expect(await set({ nda: 'v3', licence: 5 })).toMatchObject({ error: { field: 'licence' } })
    expect(await set({ nda: 'v3', other: 5 })).toEqual({
      ok: false,
      error: { tag: 'refused', field: 'other', problem: 'unknown' },
    })
    expect(await store.read(readOwnFields, {})).toEqual({ ok: true, value: { nda: 'v2' } })
    expect(await set({ nda: null })).toMatchObject({ ok: true })
    expect(await store.read(readOwnFields, {})).toEqual({ ok: true, value: {} })
    const nobody = openStore(env, event, { kind: 'anonymous' })
    expect(await nobody.write(setOwnFields, { nda: 'v2' }, 'nobody')).toMatchObject({ ok: false })
  })
})

describe('an import', () => {
  test('keeps what the event will declare, and names what does not fit', async () => {
    const event = tenant('imported')
    const system = await openEvent(event, 1, people)
    const bob = await signIn(event, 'bob')
    // Nobody has said yet which fields there are.
    expect(await bob.store.read(readOwnFields, {})).toEqual({ ok: true, value: {} })
    await (await version(event, { fields: FIELDS })).get()
    expect(await bob.store.read(readOwnFields, {})).toEqual({ ok: true, value: BOB })
    const fields = { volume: -1, market: ['eu'], licence: null, 'Not a name': 'x', later: 'y' }
    const list = { groups: [], tags: [], people: [invented('bob', { fields })] }
    expect(await system.write(importPeople, list, 'again')).toEqual({
      people: 1,
      refused: [
        { externalId: 'bob', field: 'volume', problem: 'too-small' },
        { externalId: 'bob', field: 'Not a name', problem: 'unknown' },
      ],
    })
    const { licence: _, ...rest } = BOB
    expect(await bob.store.read(readOwnFields, {})).toEqual({
      ok: true,
      value: { ...rest, market: ['eu'] },
    })
  })
})
