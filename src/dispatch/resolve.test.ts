import { expect, test } from 'vitest'
import { tenant } from '../../test/support/tenants.ts'
import type { Lookup } from '../ports.ts'
import { resolve } from './resolve.ts'

const resolved = (lookup: Lookup, hostname = 'fair.localhost') =>
  resolve(hostname, { lookup: async () => lookup, readAt: () => null }, () => undefined)

test('a known host is its tenant', async () => {
  const fair = tenant('fair')
  expect(await resolved({ kind: 'found', tenant: fair })).toEqual({ kind: 'tenant', tenant: fair })
})

test('an unknown host is unknown', async () => {
  expect(await resolved({ kind: 'unknown' })).toEqual({ kind: 'unknown' })
})

test('a record published under a host it does not name serves nobody', async () => {
  const found = await resolved({ kind: 'found', tenant: tenant('fair') }, 'other.localhost')
  expect(found).toEqual({ kind: 'unavailable', reason: 'record-invalid' })
})
