import { expect, test } from 'vitest'
import { tenant } from '../../test/support/tenants.ts'
import { gate } from './gate.ts'

test.each([
  ['draft', 'hidden'],
  ['live', 'pass'],
  ['frozen', 'pass'],
  ['archived', 'gone'],
  ['suspended', 'hidden'],
] as const)('a %s event is %s', (status, kind) => {
  expect(gate(tenant('fair', { status }), 'fair.localhost').kind).toBe(kind)
})

test('another host of the event leads to its canonical one', () => {
  const event = tenant('fair', { hosts: ['fair.localhost', 'fair.example'] })
  expect(gate(event, 'fair.example')).toEqual({ kind: 'redirect', host: 'fair.localhost' })
})

test('a hidden event does not redirect: that would tell that it exists', () => {
  const event = tenant('fair', { hosts: ['fair.localhost', 'fair.example'], status: 'draft' })
  expect(gate(event, 'fair.example').kind).toBe('hidden')
})
