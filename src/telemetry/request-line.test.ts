import { expect, test } from 'vitest'
import type { RequestPoint } from '../ports.ts'
import { requestLine } from './request-line.ts'

const plain: RequestPoint = {
  requestId: '0b2a7f52-5a3c-4c0e-9f0a-5f9f8f7a6b5c',
  event: 'pycon-apac',
  lane: 'shared',
  release: 'source',
  route: '/sessions/:id{[0-9]+}',
  method: 'GET',
  status: 200,
  duration: 12,
  phases: { resolve: 0, app: 12 },
  degraded: [],
  fault: null,
}

const nobody = { event: null, lane: null, release: null, route: null }
const NASTY = ['"', '\\', '\n', '\u2028', '\u0000', '\uD800', '"}\n{"type":"fault', 'é日本', '']

test.each<[string, RequestPoint]>([
  ['a plain answer', plain],
  ['an answer of nobody', { ...plain, ...nobody }],
  ['a degraded answer', { ...plain, degraded: ['view:home', 'message:home."x"'] }],
  ...NASTY.map((text): [string, RequestPoint] => [
    `the text ${JSON.stringify(text)}`,
    {
      ...plain,
      requestId: text,
      event: text,
      lane: text,
      release: text,
      route: text,
      method: text,
      degraded: [text],
      fault: text,
    },
  ]),
])('the line of %s is what JSON.stringify makes of it', (_, point) => {
  expect(requestLine(point)).toBe(JSON.stringify({ type: 'request', ...point }))
})
