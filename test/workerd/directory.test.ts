import { env } from 'cloudflare:workers'
import { runInDurableObject } from 'cloudflare:test'
import { beforeAll, describe, expect, test } from 'vitest'
import { type DirectoryQuestion, searchDirectory } from '../../src/base/directory/store.ts'
import { configureBooking } from '../../src/base/meetings/configure.ts'
import { defaultBookingSettings } from '../../src/base/meetings/settings.ts'
import type { PersonRecord } from '../../src/base/people/person.ts'
import { importPeople } from '../../src/base/people/store.ts'
import { SYSTEM } from '../../src/contract.ts'
import { openStore } from '../../src/wire.ts'
import { countedSql } from './counted-sql.ts'
import { invented } from '../support/people.ts'
import { tenant } from '../support/tenants.ts'

const event = tenant('directory')
const stub = env.EVENTS.get(env.EVENTS.idFromName(event.storeId))

const NAMED: readonly PersonRecord[] = [
  invented('andre', { name: 'André Łukasz Weiß', organisation: 'Øresund Grøn', role: 'Buyer' }),
  invented('tanaka', { name: '田中太郎', organisation: '東京海運', offers: ['ships'] }),
  invented('layla', { name: 'ليلى المنصوري', organisation: 'الخليج', group: 'sellers' }),
  invented('hidden', { name: 'Hidden Person', listed: false }),
  invented('bold', { name: 'Robert"); DROP TABLE people_persons;--', seeks: ['ships'] }),
]
const CROWD = Array.from({ length: 1995 }, (_, i) =>
  invented(`p${i}`, {
    name: `Person ${String(i).padStart(4, '0')}`,
    organisation: `Company ${i % 97}`,
    offers: [`tag${i % 40}`],
  }),
)

const tag = (id: string) => ({ id, label: id })

beforeAll(async () => {
  await openStore(env, event, SYSTEM).write(
    importPeople,
    {
      groups: [tag('all'), tag('sellers')],
      tags: [tag('ships'), ...Array.from({ length: 40 }, (_, i) => tag(`tag${i}`))],
      people: [invented('me'), ...NAMED, ...CROWD],
    },
    'import',
  )
})

const nothing: DirectoryQuestion = { text: '', group: null, offers: null, seeks: null, page: 0 }

/** Asks inside the object, as the first person on the list. */
const ask = (question: Partial<DirectoryQuestion>) =>
  runInDurableObject(stub, (_object, { storage }) => {
    const sql = countedSql(storage.sql)
    const [me] = sql.all<{ id: string }>("SELECT id FROM people_persons WHERE external_id = 'me'")
    sql.statements = sql.rowsRead = 0
    const viewer = { kind: 'person', id: me?.id ?? '', session: '' } as const
    const found = searchDirectory.run(
      sql,
      { ...nothing, ...question },
      { viewer, now: 0, wakeAt: () => {}, emit: () => {} },
    )
    if (!found.ok) throw new Error(found.error.tag)
    const names = found.value.people.map(({ name }) => name)
    return { names, more: found.value.more, statements: sql.statements, rows: sql.rowsRead }
  })

describe('the directory finds', () => {
  test.each([
    ['andre', 'André Łukasz Weiß'],
    ['ANDRÉ WEISS', 'André Łukasz Weiß'],
    ['lukasz', 'André Łukasz Weiß'],
    ['oresund', 'André Łukasz Weiß'],
    ['luka', 'André Łukasz Weiß'],
    ['田中', '田中太郎'],
    ['太郎', '田中太郎'],
    ['中太郎', '田中太郎'],
    ['海運', '田中太郎'],
    ['ليلى', 'ليلى المنصوري'],
    ['robert drop', 'Robert"); DROP TABLE people_persons;--'],
  ])('by "%s"', async (text, name) => {
    expect((await ask({ text })).names).toEqual([name])
  })

  test('nobody by what nobody has, and everybody by what says nothing', async () => {
    expect((await ask({ text: 'zzz' })).names).toEqual([])
    expect((await ask({ text: '"*() zzz' })).names).toEqual([])
    expect((await ask({ text: '***' })).names).toHaveLength(20)
  })

  test('by group and by tags of either side', async () => {
    expect((await ask({ group: 'sellers' })).names).toEqual(['ليلى المنصوري'])
    expect((await ask({ offers: 'ships' })).names).toEqual(['田中太郎'])
    expect((await ask({ seeks: 'ships' })).names).toEqual([NAMED[4]?.name])
    expect((await ask({ group: 'sellers', offers: 'ships' })).names).toEqual([])
  })
})

test('neither the caller nor whoever is not in the directory is found', async () => {
  expect((await ask({ text: 'me muster' })).names).toEqual([])
  expect((await ask({ text: 'hidden' })).names).toEqual([])
})

test('its pages hold everybody once', async () => {
  const seen: string[] = []
  for (let page = 0; ; page++) {
    const found = await ask({ page })
    seen.push(...found.names)
    if (!found.more) break
  }
  expect(seen).toHaveLength(NAMED.length - 1 + CROWD.length)
  expect(new Set(seen).size).toBe(seen.length)
})

test('of 2,000 people a search reads no more than what it answers', async () => {
  const word = await ask({ text: 'person 0123' })
  expect(word).toMatchObject({ names: ['Person 0123'], statements: 2 })
  expect(word.rows).toBeLessThan(30)
  const first = await ask({})
  expect(first.statements).toBe(2)
  expect(first.rows).toBeLessThan(150)
  const tagged = await ask({ offers: 'tag7' })
  expect(tagged.rows).toBeLessThan(50 * 8)
  const grouped = await ask({ group: 'sellers' })
  expect(grouped.rows).toBeLessThan(30)
  const both = await ask({ text: 'person', offers: 'tag7' })
  expect(both.names).toHaveLength(20)
  expect(both.rows).toBeLessThan(2000 * 4)
})

test('whoever may see a small group alone is not read the large one', async () => {
  const settings = { ...defaultBookingSettings, groups: { all: { all: { see: false } } } }
  const plan = { settings, opens: null, closes: null, slots: [], places: [] }
  await openStore(env, event, SYSTEM).write(configureBooking, plan, 'rules')
  const seen = await ask({})
  expect(seen).toMatchObject({ names: ['ليلى المنصوري'], more: false, statements: 2 })
  expect(seen.rows).toBeLessThan(30)
  expect((await ask({ text: 'person' })).names).toEqual([])
  expect((await ask({ group: 'all' })).names).toEqual([])
})
