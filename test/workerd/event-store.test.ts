import { env } from 'cloudflare:workers'
import { evictDurableObject, runInDurableObject } from 'cloudflare:test'
import { describe, expect, test } from 'vitest'
import type { Schedule } from '../../src/base/agenda/schedule.ts'
import { readSchedule, replaceSchedule } from '../../src/base/agenda/store.ts'
import { SYSTEM } from '../../src/contract.ts'
import { StoreClient } from '../../src/store/store-client.ts'
import type { StoreStub } from '../../src/store/rpc.ts'
import { tenant } from '../support/tenants.ts'

const stubOf = (storeId: string) => env.EVENTS.get(env.EVENTS.idFromName(storeId))
const callable = (storeId: string): StoreStub => stubOf(storeId) as DurableObjectStub & StoreStub
const openStore = (key: string, storeId = `${key}-1`) =>
  new StoreClient(() => callable(storeId), tenant(key), SYSTEM)

const schedule = (titles: readonly string[]): Schedule => ({
  version: '1',
  rooms: ['Hall A', 'Hall B'],
  sessions: titles.map((title, i) => ({
    id: `s${i}`,
    title,
    subtitle: '',
    abstract: '',
    start: Date.UTC(2027, 2, 27, 9 + i),
    duration: 30,
    room: 'Hall A',
    track: null,
    kind: null,
    language: null,
    speakers: [{ id: 'p1', name: 'Ada Beispiel' }],
  })),
})

test('a new store is empty', async () => {
  const store = openStore('empty')
  expect(await store.read(readSchedule, {})).toEqual({ version: null, rooms: [], sessions: [] })
})

test('a programme is read back as it was stored, also after the object was evicted', async () => {
  const store = openStore('fair')
  await store.write(replaceSchedule, schedule(['One', 'Two']), 'r1')
  expect(await store.read(readSchedule, {})).toEqual(schedule(['One', 'Two']))
  await evictDurableObject(stubOf('fair-1'))
  expect(await store.read(readSchedule, {})).toEqual(schedule(['One', 'Two']))
})

test('a second programme takes the place of the first, whole', async () => {
  const store = openStore('replaced')
  await store.write(replaceSchedule, schedule(['One', 'Two', 'Three']), 'r1')
  await store.write(replaceSchedule, schedule(['Four']), 'r2')
  expect(await store.read(readSchedule, {})).toEqual(schedule(['Four']))
})

test('a write that fails half-way changes nothing', async () => {
  const store = openStore('half')
  await store.write(replaceSchedule, schedule(['One']), 'r1')
  const { sessions } = schedule(['Bad'])
  const twice = { ...schedule([]), sessions: [...sessions, ...sessions] }
  await expect(store.write(replaceSchedule, twice, 'r2')).rejects.toThrow()
  expect(await store.read(readSchedule, {})).toEqual(schedule(['One']))
})

test('the same request id again gives the first answer and changes nothing', async () => {
  const store = openStore('again')
  expect(await store.write(replaceSchedule, schedule(['One', 'Two']), 'r1')).toEqual({
    sessions: 2,
  })
  expect(await store.write(replaceSchedule, schedule([]), 'r1')).toEqual({ sessions: 2 })
  expect((await store.read(readSchedule, {})).sessions).toHaveLength(2)
})

describe('a store refuses', () => {
  test('to be read for another event', async () => {
    await openStore('mine', 'shared-id').write(replaceSchedule, schedule(['Secret']), 'r1')
    await expect(openStore('theirs', 'shared-id').read(readSchedule, {})).rejects.toThrow(
      'belongs to another event',
    )
  })

  test('an operation it does not have', async () => {
    const unknown = { ...readSchedule, name: 'agenda.drop' }
    await expect(openStore('odd').read(unknown, {})).rejects.toThrow('no "agenda.drop"')
  })
})

test('the agenda is read with six statements, whatever its size', async () => {
  const store = openStore('counted')
  const many = Array.from({ length: 300 }, (_, i) => `Session ${i}`)
  await store.write(replaceSchedule, schedule(many), 'r1')
  const statements: string[] = []
  await runInDurableObject(stubOf('counted-1'), (_, { storage }) => {
    const { sql } = storage
    const exec = sql.exec.bind(sql)
    Object.defineProperty(sql, 'exec', {
      configurable: true,
      value: (statement: string, ...bindings: never[]) => {
        statements.push(statement)
        return exec(statement, ...bindings)
      },
    })
  })
  expect((await store.read(readSchedule, {})).sessions).toHaveLength(300)
  expect(statements.length).toBeGreaterThan(0)
  expect(statements.length).toBeLessThanOrEqual(6)
})
