import { expect, test } from 'vitest'
import { stripStore } from './without-store.ts'

const strip = (text: string): string => stripStore('store.tsx', text)

test('an operation is its name, and every other line stays where it was', () => {
  const source = [
    "import { command, query } from '../../store/feature.ts'",
    "export const listNames = query('people.list', (sql, input: { of: string }) =>",
    "  sql.all<Row>('SELECT name FROM people WHERE of = ?', input.of),",
    ')',
    "export const addName = command('people.add', function add(sql) { sql.run('INSERT') })",
    "export const shown = names.map((name) => query('none'))",
  ]
  const stripped = strip(source.join('\n')).split('\n')
  expect(stripped.join('\n')).not.toMatch(/SELECT|INSERT/)
  expect(stripped[1]?.trim()).toBe("export const listNames = query('people.list', null")
  expect(stripped[4]?.trim()).toMatch(/^export const addName = command\('people.add', null +\)$/)
  expect([stripped[0], stripped[3], stripped[5]]).toEqual([source[0], source[3], source[5]])
  expect(stripped.map(({ length }) => length)).toEqual(source.map(({ length }) => length))
})

test('a feature keeps what its pages are made of', () => {
  const stripped = strip(`export const mails = {
  name: 'mails',
  routes,
  work: { [MAILS]: sendMail },
  store: mailsStore,
} as const satisfies Feature
export const other = { store: kept } satisfies Other`)
  expect(stripped.replaceAll(/ +/g, ' ')).toBe(`export const mails = {
 name: 'mails',
 routes,
 work: void 0 ,
 store: void 0 ,
} as const satisfies Feature
export const other = { store: kept } satisfies Other`)
})

test('what is left out may be shorter than what stands there instead', () => {
  const stripped = strip('export const me = { work: w, store: s, routes } satisfies Feature')
  expect(stripped).toBe(
    'export const me = { work: void 0, store: void 0, routes } satisfies Feature',
  )
})
