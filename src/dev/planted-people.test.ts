import { expect, test } from 'vitest'
import { demoPeople } from '../cli/demo-people/demo-people.ts'
import { notFollowed } from './planted-people.ts'

const people = demoPeople('demo/coffee-chats/people.json')
const other = demoPeople('demo/booth-grid/people.json')

test('a list that has changed since its people were planted is told with the repair', async () => {
  const kept = new Map<string, string>()
  const records = {
    get: (key: string) => Promise.resolve(kept.get(key) ?? null),
    put: (key: string, text: string) => Promise.resolve(void kept.set(key, text)),
  }
  const tenant = { key: 'my-fair' }
  expect(await notFollowed(records, tenant, null)).toEqual([])
  expect(await notFollowed(records, tenant, people)).toEqual([])
  expect(await notFollowed(records, tenant, people)).toEqual([])
  const told = [expect.stringMatching(/^demo\/my-fair\/people\.json has changed.*npm run reset/)]
  expect(await notFollowed(records, tenant, other)).toEqual(told)
  expect(await notFollowed(records, tenant, other)).toEqual(told)
  expect(await notFollowed(records, tenant, people)).toEqual([])
})
