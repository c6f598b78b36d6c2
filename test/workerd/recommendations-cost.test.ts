import { env } from 'cloudflare:workers'
import { runInDurableObject } from 'cloudflare:test'
import { beforeAll, describe, expect, test } from 'vitest'
import { defineFields } from '../../src/base/fields/define.ts'
import type { EventField } from '../../src/base/fields/field.ts'
import { keptField } from '../../src/base/fields/kept-field.ts'
import { writeFields } from '../../src/base/fields/values.ts'
import { importPeople } from '../../src/base/people/store.ts'
import { readCards } from '../../src/base/recommendations/cards.ts'
import { scoredPeople, toldFields } from '../../src/base/recommendations/scored-people.ts'
import { readSnapshot } from '../../src/base/recommendations/snapshot.ts'
import { inventPeople } from '../../src/cli/demo-people/invent-people.ts'
import { SYSTEM } from '../../src/contract.ts'
import { openStore } from '../../src/wire.ts'
import { tenant } from '../support/tenants.ts'
import { type CountedSql, countedSql } from './counted-sql.ts'

/** Fields of an event's own: two that everybody sees, one for organisers, and prose. */
const OWN = [
  { name: 'stage', type: 'choice', options: { seed: 'Seed', growth: 'Growth' } },
  { name: 'ticket', type: 'number' },
  { name: 'licence', type: 'text', visibility: 'organisers' },
  { name: 'pitch', type: 'text', lines: true },
].map((own) => ({ label: own.name, visibility: 'public', ...own }) as EventField)

const CONTEXT = { now: 0, wakeAt: () => {}, emit: () => {} }

describe('of 2,000 people', () => {
  const event = tenant('big')
  const stub = env.EVENTS.get(env.EVENTS.idFromName(event.storeId))

  beforeAll(async () => {
    const fields = {
      stage: ['seed', 'growth'],
      ticket: [50, 100],
      licence: ['L1'],
      pitch: ['Long.'],
    }
    await openStore(env, event, SYSTEM).write(importPeople, inventPeople(2_000, { fields }), 'p')
    await inside((sql) => {
      const frame = { starts: '2027-03-27', ends: '2027-03-28', timeZone: 'UTC' }
      defineFields(sql, OWN.map(keptField), frame, { ...CONTEXT, viewer: SYSTEM })
    })
  })

  const inside = <T>(act: (sql: CountedSql) => T): Promise<T> =>
    runInDurableObject(stub, (_object, { storage }) => act(countedSql(storage.sql)))

  /** Asks inside the object, as the nth person, what a page asks for with this version in memory. */
  const ask = (nth: number, known: string | null, fields = false) =>
    inside((sql) => {
      const [me] = sql.all<{ id: string }>(
        'SELECT id FROM people_persons ORDER BY number LIMIT 1 OFFSET ?',
        nth,
      )
      const viewer = { kind: 'person', id: me?.id ?? '', session: '' } as const
      const context = { ...CONTEXT, viewer }
      sql.statements = sql.rowsRead = 0
      const snapshot = readSnapshot.run(sql, { known, fields }, context)
      if (!snapshot.ok) throw new Error('signed out')
      const ids = sql
        .all<{ id: string }>('SELECT id FROM people_persons LIMIT 20')
        .map(({ id }) => id)
      readCards.run(sql, { ids }, context)
      const { statements, rowsRead } = sql
      // One of them is the test's own.
      return { ...snapshot.value, statements: statements - 1, rowsRead }
    })

  test('five statements read everybody; four and few rows whom to show', async () => {
    const cold = await ask(3, null)
    expect(scoredPeople(cold.everybody ?? '', new Map()).length).toBeGreaterThan(1_800)
    expect(cold.statements).toBe(5)
    const warm = await ask(4, cold.version)
    expect(warm.everybody).toBeNull()
    expect(warm.statements).toBe(4)
    expect(warm.rowsRead).toBeLessThan(700)
    console.log(`recommendations: cold ${cold.rowsRead} rows, warm ${warm.rowsRead}`)
  })

  test('an event’s own fields take no statement more; for the base’s scorer none is read', async () => {
    const [base, own] = [await ask(3, null), await ask(3, null, true)]
    expect(own.statements).toBe(5)
    // A row for each value, and one for each person to find its first.
    expect(own.rowsRead - base.rowsRead).toBeLessThan(2_000 * 5.5)
    expect([base.told, base.me.fields, base.everybody?.includes('growth')]).toEqual([
      undefined,
      {},
      false,
    ])
    const told = toldFields(own.told ?? [])
    expect([...told.keys()]).toEqual(['licence', 'stage', 'ticket'])
    const [one] = scoredPeople(own.everybody ?? '', told)
    expect(one?.fields).toEqual({
      licence: 'L1',
      stage: expect.stringMatching(/^(?:seed|growth)$/),
      ticket: expect.any(Number),
    })
    expect(own.everybody).not.toContain('Long.')
    const warm = await ask(4, own.version, true)
    expect([warm.everybody, warm.statements]).toEqual([null, 4])
    expect(warm.me.fields['licence']).toBe('L1')
    console.log(`with fields: cold ${own.rowsRead} rows, warm ${warm.rowsRead}`)
  })

  test('the version stays until something changes that is scored', async () => {
    const { version } = await ask(5, null)
    const change = (statement: string) =>
      runInDurableObject(stub, (_object, { storage }) => void storage.sql.exec(statement))
    const one = '(SELECT min(id) FROM people_persons)'
    for (const same of [
      `UPDATE people_persons SET bio = 'new', name = 'New Name', listed = listed`,
      `INSERT INTO people_person_tags SELECT * FROM people_person_tags WHERE true ON CONFLICT DO NOTHING`,
    ]) {
      await change(same)
      expect((await ask(5, version)).everybody, same).toBeNull()
    }
    const save = (ticket: number) =>
      inside((sql) => {
        const [who] = sql.all<{ id: string }>('SELECT max(id) AS id FROM people_persons')
        writeFields(sql, who?.id ?? '', new Map([['ticket', ticket]]))
      })
    await save(75)
    const { version: saved } = await ask(5, version)
    expect(saved).not.toBe(version)
    await save(75)
    expect((await ask(5, saved)).everybody).toBeNull()
    let before = saved
    for (const other of [
      `UPDATE people_persons SET listed = 1 - listed WHERE id = ${one}`,
      `UPDATE people_persons SET "group" = 'speakers' WHERE id = ${one}`,
      `UPDATE people_persons SET erased = 1 WHERE id = ${one}`,
      `INSERT INTO people_person_tags VALUES (${one}, 'offers', 'brand-new')`,
      `DELETE FROM people_person_tags WHERE tag = 'brand-new'`,
      `DELETE FROM people_persons WHERE id = ${one}`,
      `INSERT INTO fields_values VALUES (${one}, 'stage', 5, 'seed', 'seed')`,
      `UPDATE fields_values SET value = 'growth' WHERE item = 5`,
      `DELETE FROM fields_values WHERE item = 5`,
      `INSERT INTO fields_definitions VALUES ('new', 'public', 0, '{}', 0, NULL)`,
      `UPDATE fields_definitions SET visibility = 'organisers' WHERE name = 'new'`,
      `DELETE FROM fields_definitions WHERE name = 'new'`,
    ]) {
      await change(other)
      const after = await ask(5, before)
      expect(after.everybody, other).not.toBeNull()
      before = after.version
    }
  })
})
