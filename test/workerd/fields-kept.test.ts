import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, test } from 'vitest'
import { readPerson, searchDirectory } from '../../src/base/directory/store.ts'
import type { FieldFilter } from '../../src/base/fields/filters.tsx'
import { exportFields, readOwnFields } from '../../src/base/fields/store.ts'
import { SYSTEM } from '../../src/contract.ts'
import { BOB, FIELDS, people } from '../support/field-people.ts'
import { invented } from '../support/people.ts'
import { tenant } from '../support/tenants.ts'
import { countedSql } from './counted-sql.ts'
import { openEvent, rows, signIn, version } from './versions.ts'

describe('a field that goes', () => {
  const event = tenant('going', { starts: '2026-01-01', ends: '2026-01-02' })
  const { volume, ...others } = FIELDS

  test('hides its values, and brings them back when it comes back', async () => {
    await openEvent(event, 1, people)
    const bob = await signIn(event, 'bob')
    await (await version(event, { fields: FIELDS })).get()
    await (await version({ ...event, revision: 2 }, { fields: others })).get()
    const { volume: _, ...shown } = BOB
    expect(await bob.store.read(readOwnFields, {})).toEqual({ ok: true, value: shown })
    expect(await rows(event, "SELECT 1 FROM fields_values WHERE field = 'volume'")).toHaveLength(1)
    await (await version({ ...event, revision: 3 }, { fields: FIELDS })).get()
    expect(await bob.store.read(readOwnFields, {})).toEqual({ ok: true, value: BOB })
  })

  test('shows nothing of another type', async () => {
    const bob = await signIn(event, 'bob')
    const texts = {
      ...others,
      volume: { type: 'text', label: 'Volume', visibility: 'public' },
    } as const
    await (await version({ ...event, revision: 4 }, { fields: texts })).get()
    const { volume: _, ...shown } = BOB
    expect(await bob.store.read(readOwnFields, {})).toEqual({ ok: true, value: shown })
  })

  test('is deleted when its time has come, also when it is declared no more', async () => {
    const ring = () => runDurableObjectAlarm(env.EVENTS.get(env.EVENTS.idFromName(event.storeId)))
    const left = async () => {
      const found = await rows<{ field: string }>(
        event,
        'SELECT DISTINCT field FROM fields_values ORDER BY 1',
      )
      return found.map(({ field }) => field)
    }
    const late = { ...volume, retention: 100_0 }
    await (await version({ ...event, revision: 5 }, { fields: { ...others, volume: late } })).get()
    expect(await ring()).toBe(true)
    expect(await left()).toContain('volume')
    // The event was over in January.
    const due = { ...volume, retention: 30 }
    await (await version({ ...event, revision: 6 }, { fields: { ...others, volume: due } })).get()
    await (await version({ ...event, revision: 7 }, { fields: others })).get()
    expect(await ring()).toBe(true)
    expect(await left()).toEqual(['assistant', 'licence', 'market', 'nda'])
  })
})

describe('among 2,000 people', () => {
  const event = tenant('many-fields')
  beforeAll(async () => {
    const crowd = Array.from({ length: 1_999 }, (_, i) =>
      invented(`p${i}`, {
        name: `Person ${String(i).padStart(4, '0')}`,
        fields: {
          volume: i,
          market: i % 2 === 0 ? ['eu'] : ['eu', 'asia'],
          assistant: 'x',
          licence: `L${i}`,
        },
      }),
    )
    await openEvent(event, 1, [invented('ada'), ...crowd])
    await (await version(event, { fields: FIELDS })).get()
  })

  const ask = (fields: readonly FieldFilter[], text = '') =>
    runInDurableObject(env.EVENTS.get(env.EVENTS.idFromName(event.storeId)), (_, { storage }) => {
      const sql = countedSql(storage.sql)
      const viewer = { kind: 'person', id: 'nobody', session: '' } as const
      const question = { text, group: null, offers: null, seeks: null, page: 0, fields }
      const context = { viewer, now: 0, wakeAt: () => {}, emit: () => {} }
      const found = searchDirectory.run(sql, question, context)
      if (!found.ok) throw new Error(found.error.tag)
      return { names: found.value.people.length, statements: sql.statements, rows: sql.rowsRead }
    })

  test('a filter takes no statement of its own and reads no more than it finds', async () => {
    const few = await ask([{ field: 'volume', from: 100, to: 109 }])
    expect(few).toMatchObject({ names: 10, statements: 2 })
    expect(few.rows).toBeLessThan(10 * 12)
    const both = await ask([
      { field: 'volume', from: 100, to: 109 },
      { field: 'market', from: 'asia', to: 'asia' },
    ])
    expect(both).toMatchObject({ names: 5, statements: 2 })
    expect(both.rows).toBeLessThan(10 * 12)
    const word = await ask([{ field: 'market', from: 'asia', to: 'asia' }], 'person 0123')
    expect(word).toMatchObject({ names: 1, statements: 2 })
    expect(word.rows).toBeLessThan(50)
    const half = await ask([{ field: 'market', from: 'asia', to: 'asia' }])
    expect(half.names).toBe(20)
    expect(half.rows).toBeLessThan(1_000 * 5)
  })

  test('one person takes three statements, the export of all two', async () => {
    const counts = await runInDurableObject(
      env.EVENTS.get(env.EVENTS.idFromName(event.storeId)),
      (_, { storage }) => {
        const sql = countedSql(storage.sql)
        const [one] = sql.all<{ id: string }>(
          "SELECT id FROM people_persons WHERE external_id = 'p7'",
        )
        sql.statements = sql.rowsRead = 0
        const viewer = { kind: 'person', id: 'nobody', session: '' } as const
        const context = { now: 0, wakeAt: () => {}, emit: () => {} }
        readPerson.run(sql, { id: one?.id ?? '' }, { ...context, viewer })
        const person = { statements: sql.statements, rows: sql.rowsRead }
        exportFields.run(sql, {}, { ...context, viewer: SYSTEM })
        return { person, exported: sql.statements - person.statements }
      },
    )
    expect(counts).toMatchObject({ person: { statements: 3 }, exported: 2 })
    expect(counts.person.rows).toBeLessThan(40)
  })
})
