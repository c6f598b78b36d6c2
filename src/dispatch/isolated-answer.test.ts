import { expect, test } from 'vitest'
import { ANONYMOUS, type Viewer } from '../contract.ts'
import { readAnswer } from './isolated-answer.ts'

// What code of an isolate may answer with: anything.

const POLICY = "default-src 'self'; object-src 'none'"
const ADA: Viewer = { kind: 'person', id: 'ada', session: 's' }

const page = (headers: Readonly<Record<string, string>>, init: ResponseInit = {}): Response =>
  new Response('page', { ...init, headers: { 'Content-Type': 'text/html', ...headers } })

function headersOf(answer: object, viewer: Viewer = ANONYMOUS): Headers {
  const read = readAnswer(answer, viewer, POLICY)
  if (!read.ok || read.value.kind !== 'served') throw new Error('It was not served.')
  return read.value.served.response.headers
}

test.each([
  ['nothing', undefined],
  ['a text', 'page'],
  ['a function', () => page({})],
  ['no response', { response: { status: 200 } }],
  ['an error', { response: Response.error() }],
  ['a field too many', { response: page({ 'X-Huge': 'x'.repeat(40_000) }) }],
])('%s is refused', (_, answer) => {
  expect(readAnswer(answer, ANONYMOUS, POLICY).ok).toBe(false)
})

test('a page of the base has the base’s policy, whatever stands there', () => {
  const loose = "default-src * 'unsafe-eval'"
  const full = `${POLICY}; img-src data:`
  const policyOf = (headers: Readonly<Record<string, string>>): string | null =>
    headersOf({ response: page(headers) }).get('content-security-policy')
  expect(policyOf({})).toBe(POLICY)
  expect(policyOf({ 'Content-Security-Policy': full })).toBe(full)
  expect(policyOf({ 'Content-Security-Policy': loose })).toBe(`${loose}, ${POLICY}`)
  expect(policyOf({ 'Content-Security-Policy': 'object-src *' })).toContain(POLICY)
})

test('a page of the event’s own has the policy that it gives itself', () => {
  const headers = headersOf({ response: page({}), own: true })
  expect(headers.has('content-security-policy')).toBe(false)
})

test('what somebody signed in gets is for nobody else', () => {
  const response = page({ 'Cache-Control': 'public, max-age=60' })
  expect(headersOf({ response }).get('cache-control')).toBe('public, max-age=60')
  expect(headersOf({ response }, ADA).get('cache-control')).toBe('private, no-store')
})

test('of what it says of itself so much is believed as fits', () => {
  const many = Array.from({ length: 200 }, () => 'x'.repeat(500))
  const answer = { response: page({}), route: 7, fault: 'y'.repeat(500), degraded: many }
  const read = readAnswer({ ...answer, reports: { logs: 'none' } }, ANONYMOUS, POLICY)
  if (!read.ok || read.value.kind !== 'served') throw new Error('It was not served.')
  const { served, reports } = read.value
  expect([served.route, served.fault?.length, served.own]).toEqual([null, 100, false])
  expect([served.degraded.length, served.degraded[0]?.length]).toEqual([50, 100])
  expect(reports).toEqual({ faults: [], opened: [], logs: [] })
})
