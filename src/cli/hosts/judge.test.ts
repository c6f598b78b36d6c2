import { describe, expect, test } from 'vitest'
import { type Expected, problemsOf } from './judge.ts'
import type { Sight } from './probe.ts'

const NOW = Date.UTC(2027, 2, 1)
const DAY = 86_400_000

const FAIR: Expected = {
  host: 'fair.example.org',
  canonicalHost: 'fair.example.org',
  statusNow: 'live',
}
const DNS = { alias: 'usher.example', addresses: ['192.0.2.1'] }
const WEB = { status: 200, location: null, requestId: 'r', certificateUntil: NOW + 60 * DAY }

const problems = (expected: Partial<Expected>, web: object = {}, dns: Sight['dns'] = DNS) =>
  problemsOf({ ...FAIR, ...expected }, { dns, web: { ...WEB, ...web } }, NOW)

describe('is as it should be', () => {
  test.each<[string, Partial<Expected>, object]>([
    ['a live event', {}, {}],
    ['a draft that is hidden', { statusNow: 'draft' }, { status: 404 }],
    ['a suspended event that is hidden', { statusNow: 'suspended' }, { status: 404 }],
    [
      'a host that leads to the canonical one',
      { host: 'www-fair.example.org' },
      { status: 301, location: 'https://fair.example.org/' },
    ],
    ['an archived event that has ended', { statusNow: 'archived' }, { status: 410 }],
  ])('%s', (_, expected, web) => {
    expect(problems(expected, web)).toEqual([])
  })
})

describe('is not', () => {
  test.each<[string, Partial<Expected>, object, string]>([
    ['somebody else answers', {}, { requestId: null }, 'is not Usher'],
    ['a live event is not found', {}, { status: 404 }, 'No event here'],
    ['a draft is open', { statusNow: 'draft' }, {}, '200 while draft'],
    ['a suspended event is open', { statusNow: 'suspended' }, {}, '200 while suspended'],
    ['it fails', {}, { status: 503 }, 'It answers 503'],
    ['an other host does not lead', { host: 'b.example.org' }, {}, 'not lead to fair.example.org'],
    [
      'an other host leads elsewhere',
      { host: 'b.example.org' },
      { status: 301, location: 'https://fair.example.org.evil.example/' },
      'not lead to fair.example.org',
    ],
    ['a certificate ends', {}, { certificateUntil: NOW + 3 * DAY }, 'ends in 3 days'],
  ])('%s', (_, expected, web, words) => {
    expect(problems(expected, web)).toEqual([expect.stringContaining(words)])
  })

  test('nothing answers, and there is no address', () => {
    const sight: Sight = { dns: { alias: null, addresses: [] }, web: { error: 'ENOTFOUND' } }
    expect(problemsOf(FAIR, sight, NOW)).toEqual([
      'DNS knows no address of it.',
      'Nothing answers there: ENOTFOUND.',
    ])
  })
})
