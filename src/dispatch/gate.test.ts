import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { tenant } from '../../test/support/tenants.ts'
import type { Tenant } from '../contract.ts'
import { gate, type Visit } from './gate.ts'
import { statusAt } from '../status-schedule.ts'

const at = (iso: string) => Date.parse(iso)

const visit = (different: Partial<Tenant> = {}, how: Partial<Visit> = {}) =>
  gate({
    tenant: tenant('fair', different),
    hostname: 'fair.localhost',
    previewHost: false,
    previewed: false,
    method: 'GET',
    path: '/',
    now: at('2027-03-27T12:00:00Z'),
    ...how,
  })

describe('status', () => {
  test.each([
    ['draft', { kind: 'hidden', opensToPreview: true }],
    ['live', { kind: 'pass', status: 'live' }],
    ['frozen', { kind: 'pass', status: 'frozen' }],
    ['archived', { kind: 'pass', status: 'archived' }],
    ['suspended', { kind: 'hidden', opensToPreview: false }],
  ] as const)('%s', (status, expected) => {
    expect(visit({ status })).toEqual(expected)
  })

  test('a preview link opens a draft, and nothing opens a suspended event', () => {
    expect(visit({ status: 'draft' }, { previewed: true }).kind).toBe('pass')
    expect(visit({ status: 'suspended' }, { previewed: true }).kind).toBe('hidden')
  })

  test('a preview host opens to a preview link only, and does not redirect', () => {
    expect(visit({}, { previewHost: true })).toEqual({ kind: 'hidden', opensToPreview: true })
    expect(visit({}, { previewHost: true, previewed: true }).kind).toBe('pass')
  })
})

describe('schedule', () => {
  // Berlin's clock goes from 02:00 to 03:00 on 28 March 2027, and back on 31 October.
  const schedule = [
    { at: '2027-03-27T09:00', to: 'live' },
    { at: '2027-03-28T09:00', to: 'frozen' },
    { at: '2027-10-31T09:00', to: 'archived' },
  ] as const

  test.each([
    ['2027-03-27T07:59:59Z', 'draft'],
    ['2027-03-27T08:00:00Z', 'live'],
    ['2027-03-28T06:59:59Z', 'live'],
    ['2027-03-28T07:00:00Z', 'frozen'],
    ['2027-10-31T07:59:59Z', 'frozen'],
    ['2027-10-31T08:00:00Z', 'archived'],
  ])('at %s the event is %s', (now, status) => {
    expect(statusAt(tenant('fair', { status: 'draft', schedule }), at(now))).toBe(status)
  })

  test('a time that the clock skips is the first one after the gap', () => {
    const event = tenant('fair', {
      status: 'draft',
      schedule: [{ at: '2027-03-28T02:30', to: 'live' }],
    })
    expect(statusAt(event, at('2027-03-28T01:29:59Z'))).toBe('draft')
    expect(statusAt(event, at('2027-03-28T01:30:00Z'))).toBe('live')
  })

  test('never moves back, and never lifts a suspension', () => {
    const now = at('2027-03-28T12:00:00Z')
    expect(statusAt(tenant('fair', { status: 'archived', schedule }), now)).toBe('archived')
    expect(statusAt(tenant('fair', { status: 'suspended', schedule }), now)).toBe('suspended')
  })

  test('time only ever moves an event forward', () => {
    const order = ['draft', 'live', 'frozen', 'archived']
    const moment = fc.date({
      min: new Date('2027-01-01'),
      max: new Date('2027-12-31'),
      noInvalidDate: true,
    })
    const local = moment.map((date) => date.toISOString().slice(0, 16))
    const transition = fc.record({
      at: local,
      to: fc.constantFrom('draft', 'live', 'frozen', 'archived'),
    })
    fc.assert(
      fc.property(fc.array(transition, { maxLength: 6 }), moment, moment, (plan, a, b) => {
        const event = tenant('fair', { status: 'draft', schedule: plan })
        const [early, late] = [a, b].map(Number).toSorted((x, y) => x - y) as [number, number]
        expect(order.indexOf(statusAt(event, late))).toBeGreaterThanOrEqual(
          order.indexOf(statusAt(event, early)),
        )
      }),
    )
  })
})

describe('hosts', () => {
  const hosts = ['fair.localhost', 'fair.example']

  test('another host of the event leads to its canonical one', () => {
    expect(visit({ hosts }, { hostname: 'fair.example' })).toEqual({
      kind: 'canonical',
      host: 'fair.localhost',
    })
  })

  test.each(['draft', 'suspended'] as const)(
    'a %s event does not redirect: that would tell that it exists',
    (status) => {
      expect(visit({ hosts, status }, { hostname: 'fair.example' }).kind).toBe('hidden')
    },
  )
})

describe('a notice', () => {
  test('closes the event, and says when to come back', () => {
    const notice = { text: 'New hall plan in a moment.', until: '2027-03-27T13:10' }
    expect(visit({ notice })).toEqual({ kind: 'closed', text: notice.text, retryAfter: 600 })
  })

  test('is over by itself at its time, and does not keep a preview out', () => {
    const notice = { text: 'x', until: '2027-03-27T13:00' }
    expect(visit({ notice }).kind).toBe('pass')
    expect(visit({ notice: { text: 'x', until: null } }, { previewed: true }).kind).toBe('pass')
  })

  test('without an end asks back in five minutes', () => {
    expect(visit({ notice: { text: 'x', until: null } })).toMatchObject({ retryAfter: 300 })
  })
})

describe('an archived event', () => {
  const archived = { status: 'archived' } as const

  test.each([
    ['GET', 'pass'],
    ['HEAD', 'pass'],
    ['OPTIONS', 'pass'],
    ['POST', 'read-only'],
    ['PUT', 'read-only'],
    ['DELETE', 'read-only'],
    ['PROPFIND', 'read-only'],
  ])('%s: %s', (method, kind) => {
    expect(visit(archived, { method }).kind).toBe(kind)
  })

  test('is gone after its farewell, to where it says', () => {
    const farewell = { from: '2027-03-27T13:00', redirect: 'https://fair.example/2028' }
    expect(visit({ ...archived, farewell })).toEqual({ kind: 'gone', redirect: farewell.redirect })
    expect(visit({ ...archived, farewell }, { now: at('2027-03-27T11:59:59Z') }).kind).toBe('pass')
    expect(visit({ farewell }).kind).toBe('pass')
  })
})

describe('redirects', () => {
  const redirects = [
    { from: '/old', to: '/agenda', prefix: false },
    { from: '/2026', to: '/archive', prefix: true },
  ]

  test.each([
    ['/old', '/agenda'],
    ['/2026', '/archive'],
    ['/2026/talks/1', '/archive/talks/1'],
  ])('%s has gone to %s', (path, to) => {
    expect(visit({ redirects }, { path })).toEqual({ kind: 'moved', path: to })
  })

  test.each(['/', '/old/', '/older', '/20261'])('%s has gone nowhere', (path) => {
    expect(visit({ redirects }, { path }).kind).toBe('pass')
  })
})
