import { describe, expect, test } from 'vitest'
import { tenant } from '../../test/support/tenants.ts'
import { parseTenant, serializeTenant } from './tenant.ts'

const fair = tenant('fair')

test('a record is read back as it was written', () => {
  expect(parseTenant(JSON.parse(serializeTenant(fair)))).toEqual({ ok: true, value: fair })
})

describe('a record that cannot be trusted is refused, its field named', () => {
  test.each<[string, unknown]>([
    ['key', { ...fair, key: 'www' }],
    ['key', { ...fair, key: '__proto__' }],
    ['key', { ...fair, key: 'a--b' }],
    ['hosts', { ...fair, hosts: [] }],
    ['hosts', { ...fair, hosts: [fair.canonicalHost, fair.canonicalHost] }],
    ['hosts.0', { ...fair, hosts: ['nodots'] }],
    ['canonicalHost', { ...fair, canonicalHost: 'FAIR.localhost' }],
    ['canonicalHost', { ...fair, canonicalHost: 'other.localhost' }],
    ['status', { ...fair, status: 'open' }],
    ['timeZone', { ...fair, timeZone: 'Europe/Atlantis' }],
    ['locales.0', { ...fair, locales: [] }],
    ['locales.0', { ...fair, locales: ['not a tag'] }],
    ['starts', { ...fair, starts: '27.03.2027' }],
    ['ends', { ...fair, starts: '2027-03-29' }],
    ['schema', { ...fair, schema: 2 }],
    ['revision', { ...fair, revision: 0 }],
    ['admin', { ...fair, admin: true }],
    ['record', 'fair'],
    ['record', null],
    ['record', undefined],
    ['name', { ...fair, name: undefined }],
  ])('%s', (field, record) => {
    const parsed = parseTenant(record)
    expect(parsed.ok).toBe(false)
    expect(parsed.ok ? '' : parsed.error.split(':')[0]).toBe(field)
  })
})
