import { beforeEach, describe, expect, test } from 'vitest'
import { tenant } from '../../test/support/tenants.ts'
import { CONFIG } from '../config.ts'
import { createKvDirectory, hostKey } from './kv-directory.ts'
import { serializeTenant } from './tenant.ts'

const TIMES = CONFIG.directory

let now = 0
let reads = 0
let records = new Map<string, string>()
let failing = false

beforeEach(() => {
  now = 1_000_000
  reads = 0
  failing = false
  records = new Map([[hostKey('fair.localhost'), serializeTenant(tenant('fair'))]])
})

function directory(options: Partial<typeof TIMES> = {}) {
  const source = {
    get: async (key: string) => {
      reads++
      if (failing) throw new Error('KV is down')
      return records.get(key) ?? null
    },
  }
  const made = createKvDirectory(source, { now: () => now }, { ...TIMES, ...options })
  return (hostname: string) => made.lookup(hostname, () => undefined)
}

test('a known host is found, with one read while it is fresh', async () => {
  const lookup = directory()
  for (let i = 0; i < 5; i++) expect((await lookup('fair.localhost')).kind).toBe('found')
  expect(reads).toBe(1)
})

test('a fresh answer is the same object: what hangs on it is kept too', async () => {
  const lookup = directory()
  expect(await lookup('fair.localhost')).toBe(await lookup('fair.localhost'))
})

test('a changed record is seen when the old one is no longer fresh', async () => {
  const lookup = directory()
  await lookup('fair.localhost')
  records.set(hostKey('fair.localhost'), serializeTenant(tenant('fair', { name: 'New' })))
  now += TIMES.fresh
  expect(await lookup('fair.localhost')).toMatchObject({ tenant: { name: 'New' } })
})

test('an unknown host is remembered, but not for long', async () => {
  const lookup = directory()
  expect((await lookup('new.localhost')).kind).toBe('unknown')
  expect((await lookup('new.localhost')).kind).toBe('unknown')
  expect(reads).toBe(1)
  records.set(hostKey('new.localhost'), serializeTenant(tenant('new')))
  now += TIMES.unknown
  expect((await lookup('new.localhost')).kind).toBe('found')
})

test('many at once cause one read', async () => {
  const lookup = directory()
  await Promise.all(Array.from({ length: 100 }, () => lookup('fair.localhost')))
  expect(reads).toBe(1)
})

describe('when the registry fails', () => {
  test('the last good record serves for a day, then nothing does', async () => {
    const lookup = directory()
    await lookup('fair.localhost')
    failing = true
    now += TIMES.stale - 1
    expect((await lookup('fair.localhost')).kind).toBe('found')
    now += 1
    expect(await lookup('fair.localhost')).toEqual({
      kind: 'unavailable',
      reason: 'registry-error',
    })
  })

  test('a host that was never seen is unavailable, not unknown', async () => {
    failing = true
    expect(await directory()('fair.localhost')).toMatchObject({ kind: 'unavailable' })
  })
})

describe('a record that does not parse', () => {
  test.each(['', '{', 'null', '[]', '{"schema":1}'])(
    '%j makes that host unavailable',
    async (text) => {
      records.set(hostKey('fair.localhost'), text)
      const found = await directory()('fair.localhost')
      expect(found).toEqual({ kind: 'unavailable', reason: 'record-invalid' })
    },
  )

  test('the last good one goes on serving', async () => {
    const lookup = directory()
    await lookup('fair.localhost')
    records.set(hostKey('fair.localhost'), '{')
    now += TIMES.fresh
    expect((await lookup('fair.localhost')).kind).toBe('found')
  })
})

test('memory is bounded', async () => {
  const lookup = directory({ size: 3 })
  for (const name of ['a', 'b', 'c', 'd']) await lookup(`${name}.localhost`)
  await lookup('d.localhost')
  expect(reads).toBe(4)
  await lookup('a.localhost')
  expect(reads).toBe(5)
})
