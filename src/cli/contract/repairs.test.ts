import { expect, test } from 'vitest'
import { repairsOf } from './repairs.ts'

test.each([
  ['platform', 'StoreUnavailable: The store has no "meetings.request".', 'Put back what it asks'],
  ['release', 'ReleaseRefused: releases/fair/1.json was built for a newer platform.', 'newer'],
  ['release', 'Error: modules/abc is not there.', 'is not whole'],
  ['release', 'Error: modules/abc is not what its checksum says.', 'is not whole'],
  ['release', 'ReleaseRefused: The release was not ready in time.', 'too long to load'],
  ['release', 'ReleaseRefused: Cannot read properties of undefined', 'fails when it is loaded'],
  ['platform', 'TypeError: x is not a function', 'mend the build'],
])('a fault of the seam %s, %s, has its own repair', (seam, error, repair) => {
  const repairs = repairsOf('fair', [{ seam, error }])
  expect(repairs).toEqual([expect.stringContaining(repair)])
})

test('faults of one kind are repaired once, of two kinds each', () => {
  const lost = { seam: 'platform', error: 'The store has no "a".' }
  const thrown = { seam: 'release', error: 'Error: no' }
  expect(repairsOf('fair', [lost, lost])).toHaveLength(1)
  expect(repairsOf('fair', [thrown, lost, thrown])).toHaveLength(2)
})

test('nothing is to be done where nothing has failed', () => {
  expect(repairsOf('fair', [])).toEqual([])
})
