import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import type { Sql } from '../../src/contract.ts'
import { migrate } from '../../src/store/migrate.ts'
import { createTold } from '../../src/store/told.ts'

// Two versions of an event's code beside one store, as a rollout has them.

const MINUTE = 60_000

function store(quiet?: number) {
  const database = new DatabaseSync(':memory:')
  const sql: Sql = {
    all: <Row>(statement: string, ...bindings: (string | number | null)[]) =>
      database.prepare(statement).all(...bindings) as Row[],
  }
  migrate(sql, [])
  let told = createTold(quiet)
  let inForce = ''
  return {
    /** A caller who knows `tag`; answers what is in force when it is answered. */
    ask: (minutes: number, tag: string, revision = 1): string => {
      const knows = { tag, revision, tells: false }
      if (told.isNews(sql, knows, minutes * MINUTE)) {
        told.note(sql, knows, minutes * MINUTE)
        inForce = tag
      }
      return inForce
    },
    restart: () => void (told = createTold(quiet)),
  }
}

test('a store follows whoever knows something new', () => {
  const { ask } = store()
  expect([ask(0, 'a'), ask(1, 'a'), ask(2, 'b'), ask(3, 'b'), ask(4, 'c')]).toEqual([
    'a',
    'a',
    'b',
    'b',
    'c',
  ])
})

test('while two versions run, the newer one counts, whoever asks', () => {
  const { ask, restart } = store()
  ask(0, 'old')
  ask(1, 'new')
  for (let minute = 2; minute < 60; minute++) {
    expect(ask(minute, 'old')).toBe('new')
    if (minute % 4 === 0) ask(minute, 'new')
    if (minute === 30) restart()
  }
})

test('a version that is taken back leaves the older one in force after a while', () => {
  const { ask } = store()
  ask(0, 'old')
  ask(10, 'new')
  expect([ask(11, 'old'), ask(15, 'old'), ask(16, 'old'), ask(17, 'old')]).toEqual([
    'new',
    'new',
    'old',
    'old',
  ])
})

test('a newer record counts at once, also when it says what an older one said', () => {
  const { ask } = store()
  expect([ask(0, 'x', 1), ask(1, 'y', 2), ask(2, 'x', 3)]).toEqual(['x', 'y', 'x'])
})

test('a record that is read late changes nothing', () => {
  const { ask } = store()
  ask(0, 'x', 1)
  ask(1, 'y', 2)
  expect([ask(2, 'x', 1), ask(3, 'never seen', 1), ask(4, 'y', 2)]).toEqual(['y', 'y', 'y'])
})

test('where one version runs at a time, the last one counts', () => {
  const { ask } = store(0)
  expect([ask(0, 'a'), ask(0, 'b'), ask(0, 'a'), ask(0, 'b')]).toEqual(['a', 'b', 'a', 'b'])
})
