import { expect, test } from 'vitest'
import { inventPeople } from './invent-people.ts'

const sector = {
  tags: { a: 'Alpha', b: 'Beta', c: 'Gamma', d: 'Delta', e: 'Epsilon', f: 'Zeta' },
  organisations: ['Sample Works', 'Madeup Makers'],
  roles: ['Buyer'],
  groups: { hosts: 'Hosts', guests: 'Guests' },
  languages: ['ja'],
}

test('a sector’s people have its tags, organisations, groups and names, the same every time', () => {
  const list = inventPeople(30, sector)
  expect(list.tags.map(({ label }) => label)).toEqual(Object.values(sector.tags))
  expect(new Set(list.people.map(({ organisation }) => organisation))).toEqual(
    new Set(sector.organisations),
  )
  expect(new Set(list.people.map(({ group }) => group))).toEqual(new Set(['hosts', 'guests']))
  expect(list.people.every(({ locale }) => locale === 'ja')).toBe(true)
  const tags = new Set(list.people.flatMap(({ offers, seeks }) => [...offers, ...seeks]))
  expect([...tags].every((tag) => tag in sector.tags)).toBe(true)
  expect(inventPeople(30, sector)).toEqual(list)
})

test('what somebody offers they do not look for', () => {
  for (const { offers, seeks } of inventPeople(30, sector).people) {
    expect(offers.filter((tag) => seeks.includes(tag))).toEqual([])
  }
})
