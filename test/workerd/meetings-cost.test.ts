import { env } from 'cloudflare:workers'
import { runInDurableObject } from 'cloudflare:test'
import { expect, test } from 'vitest'
import { actOnMeeting } from '../../src/base/meetings/act.ts'
import { configureBooking } from '../../src/base/meetings/configure.ts'
import { requestMeeting } from '../../src/base/meetings/request.ts'
import { defaultBookingSettings } from '../../src/base/meetings/settings.ts'
import { importPeople } from '../../src/base/people/store.ts'
import { SYSTEM } from '../../src/contract.ts'
import { openStore } from '../../src/wire.ts'
import { invented } from '../support/people.ts'
import { tenant } from '../support/tenants.ts'
import { countedSql } from './counted-sql.ts'

const MINUTE = 60_000
const START = Date.UTC(2027, 2, 27, 9)

test('of 2,000 people with 5,000 meetings asking and accepting take 5 statements and few rows', async () => {
  const event = tenant('busy')
  const store = openStore(env, event, SYSTEM)
  const people = Array.from({ length: 2_000 }, (_, i) => invented(`p${i}`))
  await store.write(importPeople, { groups: [{ id: 'all', label: '' }], tags: [], people }, 'p')
  const slots = Array.from({ length: 36 }, (_, i) => ({
    id: `s${i}`,
    start: START + i * 20 * MINUTE,
    end: START + (i + 1) * 20 * MINUTE,
  }))
  const places = Array.from({ length: 170 }, (_, i) => ({
    id: `t${i}`,
    label: `Table ${i + 1}`,
    capacity: 1,
  }))
  const settings = { ...defaultBookingSettings, expiryHours: null }
  const plan = { settings, opens: null, closes: null, slots, places }
  expect(await store.write(configureBooking, plan, 'c')).toEqual({ seats: 36 * 170 })
  const stub = env.EVENTS.get(env.EVENTS.idFromName(event.storeId))
  await runInDurableObject(stub, (_object, { storage }) => {
    const sql = countedSql(storage.sql)
    const ids = sql
      .all<{ id: string }>('SELECT id FROM people_persons ORDER BY number')
      .map(({ id }) => id)
    const as = (i: number) => ({
      viewer: { kind: 'person', id: ids[i] ?? '', session: '' } as const,
      now: START - 1_000 * MINUTE,
      wakeAt: () => {},
      emit: () => {},
    })
    const most = {
      request: { statements: 0, rowsRead: 0 },
      accept: { statements: 0, rowsRead: 0 },
    }
    const counted = <T>(what: keyof typeof most, run: () => T): T => {
      sql.statements = sql.rowsRead = 0
      const done = run()
      most[what] = {
        statements: Math.max(most[what].statements, sql.statements),
        rowsRead: Math.max(most[what].rowsRead, sql.rowsRead),
      }
      return done
    }
    let asked = 0
    let accepted = 0
    for (let i = 0; asked < 5_000; i++) {
      const [from, to] = [i % 2_000, (i * 7 + 1 + Math.floor(i / 2_000)) % 2_000]
      const wanted = { invitee: ids[to] ?? '', slot: `s${(i * 11) % 36}`, message: '' }
      const request = counted('request', () => requestMeeting.run(sql, wanted, as(from)))
      if (!request.ok) continue
      asked += 1
      // Many are not answered yet: what waits must not make what is done dearer.
      if (asked % 10 >= 7) continue
      const input = { id: request.value.id, action: 'accept', slot: null } as const
      if (counted('accept', () => actOnMeeting.run(sql, input, as(to))).ok) accepted += 1
    }
    console.log(`${accepted} of ${asked} accepted; at most ${JSON.stringify(most)}`)
    expect(accepted).toBeGreaterThan(2_000)
    for (const { statements, rowsRead } of Object.values(most)) {
      expect(statements).toBeLessThanOrEqual(5)
      expect(rowsRead).toBeLessThan(200)
    }
  })
})
