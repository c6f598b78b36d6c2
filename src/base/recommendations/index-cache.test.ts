import { expect, test } from 'vitest'
import { IndexCache } from './index-cache.ts'
import { tagWeights } from './score.ts'
import { indexPeople } from './tag-index.ts'

const indexOf = (people: number, of = 'p') => {
  const everybody = Array.from({ length: people }, (_, i) => ({
    id: `${of}${i}`,
    group: null,
    seeks: [],
    offers: [],
    fields: {},
  }))
  const index = indexPeople(everybody, tagWeights(everybody))
  return { version: of, fields: false, size: people, index, visible: new Set<string>() }
}
const event = (key: string, storeId = `${key}-1`) => ({ key, storeId })

test('an index is found by the event’s key and store, and by nothing else', () => {
  const cache = new IndexCache(100)
  const kept = indexOf(3)
  cache.keep(event('a'), kept)
  expect(cache.get(event('a'))).toMatchObject(kept)
  expect(cache.get(event('b'))).toBeNull()
  expect(cache.get(event('b', 'a-1'))).toBeNull()
  expect(cache.get(event('a', 'a-2'))).toBeNull()
  expect(cache.get(event('a","a-1', ''))).toBeNull()
})

test('an event has one index, its latest', () => {
  const cache = new IndexCache(10)
  cache.keep(event('a'), indexOf(6, 'old'))
  cache.keep(event('a'), indexOf(6, 'new'))
  expect(cache.get(event('a'))?.version).toBe('new')
  cache.keep(event('b'), indexOf(4))
  expect(cache.get(event('a'))?.version).toBe('new')
})

test('as many people are kept as it has room for; who was asked for longest ago goes first', () => {
  const cache = new IndexCache(10)
  cache.keep(event('a'), indexOf(4))
  cache.keep(event('b'), indexOf(4))
  cache.get(event('a'))
  cache.keep(event('c'), indexOf(4))
  expect(['a', 'b', 'c'].map((key) => cache.get(event(key)) !== null)).toEqual([true, false, true])
  cache.keep(event('d'), indexOf(11))
  expect(['a', 'b', 'c', 'd'].map((key) => cache.get(event(key)))).toEqual([null, null, null, null])
  cache.keep(event('e'), indexOf(10))
  expect(cache.get(event('e'))?.index.people).toHaveLength(10)
})
