import { expect, test } from 'vitest'
import { LEAST, rank } from '../../src/base/recommendations/rank.ts'
import { tagWeights } from '../../src/base/recommendations/score.ts'
import { indexPeople } from '../../src/base/recommendations/tag-index.ts'
import { demoPeople } from '../../src/cli/demo-people/demo-people.ts'

const list = demoPeople('demo/maritime-expo/people.json')
const everybody = (list?.people ?? []).map(({ externalId, ...person }) => ({
  ...person,
  id: externalId,
  fields: {},
}))

// It computes for seconds: the limit is for a busy machine, and could not stop it anyway.
test('everybody of the demo event is recommended ten people, each with a reason', () => {
  const listed = everybody.filter((person) => person.listed)
  const index = indexPeople(listed, tagWeights(listed))
  const options = { except: new Set<string>(), limit: 20, least: LEAST }
  const matches = everybody.map((me) => rank(me, index, options))
  expect(everybody).toHaveLength(2000)
  expect(Math.min(...matches.map((found) => found.length))).toBeGreaterThanOrEqual(LEAST)
  expect(matches.filter((found) => found.some(({ reasons }) => reasons.length === 0))).toEqual([])
})
