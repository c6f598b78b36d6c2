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

test(
  'of 2,000 people with 5,000 meetings accepting one takes 5 statements and few rows',
  { timeout: 60_000 },
  async () => {
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
      let asked = 0
      let accepted = 0
      let most = { statements: 0, rowsRead: 0 }
      for (let i = 0; asked < 5_000; i++) {
        const [from, to] = [i % 2_000, (i * 7 + 1 + Math.floor(i / 2_000)) % 2_000]
        const slot = `s${(i * 11) % 36}`
        const request = requestMeeting.run(
          sql,
          { invitee: ids[to] ?? '', slot, message: '' },
          as(from),
        )
        if (!request.ok) continue
        asked += 1
        sql.statements = sql.rowsRead = 0
        const input = { id: request.value.id, action: 'accept', slot: null } as const
        if (!actOnMeeting.run(sql, input, as(to)).ok) continue
        accepted += 1
        most = {
          statements: Math.max(most.statements, sql.statements),
          rowsRead: Math.max(most.rowsRead, sql.rowsRead),
        }
      }
      console.log(`accept: ${accepted} of ${asked}; at most ${JSON.stringify(most)}`)
      expect(accepted).toBeGreaterThan(2_000)
      expect(most.statements).toBeLessThanOrEqual(5)
      expect(most.rowsRead).toBeLessThan(200)
    })
  },
)
