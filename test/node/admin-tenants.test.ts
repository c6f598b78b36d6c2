import { beforeEach, describe, expect, test } from 'vitest'
import { DRAFT, match, send as sendTo } from '../support/admin-client.ts'
import { type AdminHost, adminHost } from '../support/admin-host.ts'
import { type MemoryRegistrar, memoryRegistrar } from '../support/memory-registrar.ts'

// What operators do to events by the API, over a real registrar.

let kept: MemoryRegistrar
let host: AdminHost

const send = (method: string, path: string, body?: unknown, headers = {}) =>
  sendTo(host, method, path, body, headers)

beforeEach(async () => {
  kept = await memoryRegistrar(() => Date.UTC(2027, 0, 1))
  host = adminHost({ registrar: kept.registrar })
})

describe('an event', () => {
  test('is created, read, changed and deleted', async () => {
    const made = await send('POST', '/tenants', DRAFT)
    expect(made).toMatchObject({
      status: 201,
      etag: '"1"',
      body: { published: true, tenant: { canonicalHost: 'fair.usher.example', status: 'draft' } },
    })
    expect(made.headers.get('location')).toBe('/api/v1/tenants/fair')
    expect(kept.records.has('host:fair.usher.example')).toBe(true)
    const got = await send('GET', '/tenants/fair')
    expect(got).toMatchObject({ status: 200, etag: '"1"', body: { statusNow: 'draft' } })
    const changed = await send('PATCH', '/tenants/fair', { name: 'Fair 2' }, match(got.etag))
    expect(changed).toMatchObject({
      status: 200,
      etag: '"2"',
      body: { tenant: { name: 'Fair 2' } },
    })
    const gone = await send('DELETE', '/tenants/fair?reason=mistake', undefined, match('"2"'))
    expect(gone).toMatchObject({ status: 200, body: { key: 'fair' } })
    expect((await send('GET', '/tenants/fair')).status).toBe(404)
    expect((await send('GET', '/audit?key=fair')).body['entries']).toMatchObject([
      { action: 'tenants.delete', actor: 'break-glass', reason: 'mistake' },
      { action: 'tenants.change', changes: [{ path: ['name'], from: 'The Fair', to: 'Fair 2' }] },
      { action: 'tenants.create' },
    ])
  })

  test('is sent back whole, with changes', async () => {
    const { body, etag } = await send('POST', '/tenants', DRAFT)
    const record = { ...(body['tenant'] as object), place: 'Halle 4' }
    const sent = await send('PATCH', '/tenants/fair', record, match(etag))
    expect(sent).toMatchObject({ status: 200, body: { tenant: { place: 'Halle 4', revision: 2 } } })
  })

  test('is changed by whoever was first; the other one is shown the record as it is', async () => {
    await send('POST', '/tenants', DRAFT)
    expect((await send('PATCH', '/tenants/fair', { name: 'A' })).status).toBe(428)
    expect((await send('PATCH', '/tenants/fair', { name: 'A' }, match('1'))).status).toBe(428)
    const races = await Promise.all(
      ['A', 'B'].map((name) => send('PATCH', '/tenants/fair', { name }, match('"1"'))),
    )
    const [won, lost] = races.toSorted((a, b) => a.status - b.status)
    expect(won).toMatchObject({ status: 200 })
    expect(lost).toMatchObject({
      status: 412,
      body: { type: '/api/v1/#problem-lost-race', current: won?.body['tenant'] },
    })
    // Something on the way that compresses makes the tag a weak one.
    expect((await send('PATCH', '/tenants/fair', { name: 'C' }, match('W/"2"'))).status).toBe(200)
  })

  test('is made once for one idempotency key', async () => {
    const key = { 'idempotency-key': 'one-try' }
    const first = await send('POST', '/tenants', DRAFT, key)
    const again = await send('POST', '/tenants', DRAFT, key)
    expect([again.status, again.body]).toEqual([201, first.body])
    expect(await send('POST', '/tenants', { ...DRAFT, name: 'Other' }, key)).toMatchObject({
      status: 409,
      body: { type: '/api/v1/#problem-key-used' },
    })
    expect((await send('POST', '/tenants', DRAFT)).status).toBe(409)
    expect((await send('POST', '/tenants', DRAFT, { 'idempotency-key': '' })).status).toBe(400)
  })

  test('goes through its life, with reasons where it steps back', async () => {
    await send('POST', '/tenants', DRAFT)
    const to = (status: string, etag: string, reason = '') =>
      send('POST', `/tenants/fair/status${reason}`, { to: status }, match(etag))
    expect(await to('live', '"1"')).toMatchObject({ status: 200, etag: '"2"' })
    expect(await to('suspended', '"2"')).toMatchObject({
      status: 422,
      body: { errors: [{ parameter: 'reason' }] },
    })
    expect(await to('suspended', '"2"', '?reason=fraud')).toMatchObject({ status: 200 })
    expect(await to('back', '"3"', '?reason=fine')).toMatchObject({
      status: 200,
      body: { tenant: { status: 'live' } },
    })
    expect(await to('frozen', '"4"')).toMatchObject({ status: 409 })
    expect((await send('DELETE', '/tenants/fair?reason=x', undefined, match('"4"'))).status).toBe(
      409,
    )
  })

  test('has parts that are set on their own', async () => {
    await send('POST', '/tenants', DRAFT)
    const put = (name: string, value: unknown, revision: number) =>
      send('PUT', `/tenants/fair/${name}`, { [name]: value }, match(`"${revision}"`))
    const notice = { text: 'Back at noon.', until: null }
    expect(await put('notice', notice, 1)).toMatchObject({ body: { tenant: { notice } } })
    expect(await put('notice', null, 2)).toMatchObject({ body: { tenant: { notice: null } } })
    expect(await put('settings', { a: 1 }, 3)).toMatchObject({
      body: { tenant: { settings: { a: 1 } } },
    })
    const without = await put('settings', null, 4)
    expect(without).toMatchObject({ status: 200, etag: '"5"' })
    expect(without.body['tenant']).not.toHaveProperty('settings')
    const schedule = [{ at: '2027-03-01T09:00', to: 'live' }]
    expect(await put('schedule', schedule, 5)).toMatchObject({ body: { tenant: { schedule } } })
    expect(await put('redirects', [{ from: '/a', to: '/a', prefix: false }], 6)).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/redirects' }] },
    })
  })

  test('is rolled back to what it was', async () => {
    await send('POST', '/tenants', DRAFT)
    await send('PATCH', '/tenants/fair', { place: 'Hall 1' }, match('"1"'))
    await send('PATCH', '/tenants/fair', { place: 'Hall 2' }, match('"2"'))
    expect((await send('GET', '/tenants/fair/revisions/2')).body).toMatchObject({ place: 'Hall 1' })
    expect((await send('GET', '/tenants/fair/revisions/3/changes')).body).toEqual({
      changes: [{ path: ['place'], from: 'Hall 1', to: 'Hall 2' }],
    })
    expect((await send('GET', '/tenants/fair/revisions/3/changes?since=1')).body).toEqual({
      changes: [{ path: ['place'], from: '', to: 'Hall 2' }],
    })
    const back = await send('POST', '/tenants/fair/revisions/1/roll-back', undefined, match('"3"'))
    expect(back).toMatchObject({ status: 200, etag: '"4"', body: { tenant: { place: '' } } })
    const { body } = await send('GET', '/tenants/fair/revisions')
    expect(body['revisions']).toMatchObject([
      { revision: 4 },
      { revision: 3 },
      { revision: 2 },
      { revision: 1 },
    ])
    expect((await send('GET', '/tenants/fair/revisions/9')).status).toBe(404)
  })

  test('is cloned as a draft without the other’s hosts', async () => {
    await send('POST', '/tenants', { ...DRAFT, status: 'live', place: 'Hall 1' })
    const made = await send('POST', '/tenants/fair/clone', {
      key: 'fair-2028',
      different: { name: 'Fair 2028' },
    })
    expect(made).toMatchObject({
      status: 201,
      body: {
        tenant: {
          key: 'fair-2028',
          name: 'Fair 2028',
          place: 'Hall 1',
          status: 'draft',
          hosts: ['fair-2028.usher.example'],
        },
      },
    })
  })

  test('can be tried without being done', async () => {
    expect(await send('POST', '/tenants?dryRun=true', DRAFT)).toMatchObject({ status: 201 })
    expect((await send('GET', '/tenants/fair')).status).toBe(404)
  })
})

describe('a host', () => {
  test('is added, made canonical, found and removed; it is one event’s only', async () => {
    await send('POST', '/tenants', DRAFT)
    await send('POST', '/tenants', { ...DRAFT, key: 'other' })
    const add = (key: string, etag: string) =>
      send('POST', `/tenants/${key}/hosts`, { host: 'fair.example.org' }, match(etag))
    expect(await add('fair', '"1"')).toMatchObject({ status: 200, etag: '"2"' })
    expect(await add('other', '"1"')).toMatchObject({
      status: 409,
      body: { detail: 'fair.example.org is a host of “fair”.' },
    })
    const canonical = { host: 'fair.example.org' }
    expect(
      await send('PUT', '/tenants/fair/canonical-host', canonical, match('"2"')),
    ).toMatchObject({
      status: 200,
      body: { tenant: { canonicalHost: 'fair.example.org' } },
    })
    expect((await send('GET', '/hosts/fair.example.org')).body).toMatchObject({
      tenant: { key: 'fair' },
    })
    const old = '/tenants/fair/hosts/fair.usher.example'
    expect(await send('DELETE', old, undefined, match('"3"'))).toMatchObject({ status: 200 })
    expect((await send('GET', '/hosts/fair.usher.example')).status).toBe(404)
  })

  test.each(['admin.usher.example', 'A.example.org', '127.0.0.1', 'localhost', '__proto__.x', ''])(
    'is refused when it is %j',
    async (name) => {
      await send('POST', '/tenants', DRAFT)
      const answer = await send('POST', '/tenants/fair/hosts', { host: name }, match('"1"'))
      expect(answer.status).toBe(422)
    },
  )
})

describe('the list', () => {
  beforeEach(async () => {
    for (const key of ['c', 'a', 'b'])
      await send('POST', '/tenants', { ...DRAFT, key, name: `Fair ${key}` })
  })

  test('comes in pages that go on where the last one ended', async () => {
    const first = await send('GET', '/tenants?limit=2&sort=key&q=fair')
    expect(first.body).toMatchObject({
      tenants: [{ key: 'a' }, { key: 'b' }],
      counts: { draft: 3 },
    })
    const link = /^<\/api\/v1(.*)>; rel="next"$/.exec(first.headers.get('link') ?? '')?.[1] ?? ''
    const second = await send('GET', link)
    expect(second.body).toMatchObject({ tenants: [{ key: 'c' }], next: null })
    expect(second.headers.get('link')).toBeNull()
    expect(await send('GET', '/tenants?cursor=made-up')).toMatchObject({
      status: 400,
      body: { errors: [{ parameter: 'cursor' }] },
    })
  })

  test.each([
    'limit=0',
    'limit=201',
    'limit=x',
    'limit=1.5',
    'status=gone',
    'sort=name',
    'from=2027',
  ])('is not asked for with %s', async (query) => {
    const answer = await send('GET', `/tenants?${query}`)
    expect(answer).toMatchObject({
      status: 400,
      body: { errors: [{ parameter: query.split('=')[0] }] },
    })
  })
})
