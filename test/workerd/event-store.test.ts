import { env } from 'cloudflare:workers'
import { evictDurableObject, runInDurableObject } from 'cloudflare:test'
import { expect, test } from 'vitest'
import { readSchedule, replaceSchedule } from '../../src/base/agenda/store.ts'
import { SYSTEM } from '../../src/contract.ts'
import { openStore as openEventStore } from '../../src/wire.ts'
import { schedule, storeContract } from '../support/store-contract.ts'
import { tenant } from '../support/tenants.ts'

const stubOf = (storeId: string) => env.EVENTS.get(env.EVENTS.idFromName(storeId))
const openStore = (key: string) => openEventStore(env, tenant(key), SYSTEM)

storeContract((event, viewer) => openEventStore(env, event, viewer))

test('a programme is read back as it was stored, also after the object was evicted', async () => {
  const store = openStore('fair')
  await store.write(replaceSchedule, schedule(['One', 'Two']), 'r1')
  expect(await store.read(readSchedule, {})).toEqual(schedule(['One', 'Two']))
  await evictDurableObject(stubOf('fair-1'))
  expect(await store.read(readSchedule, {})).toEqual(schedule(['One', 'Two']))
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
