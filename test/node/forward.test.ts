import { describe, expect, test } from 'vitest'
import type { Share } from '../../src/dispatch/forward.ts'
import { dispatcher } from '../support/dispatcher.ts'
import { tenant } from '../support/tenants.ts'

// Events whose module another Worker runs.

const DEADLINE = 30
const PATIENCE = 20

function start(fetch: Share['fetch']) {
  const asked: Request[] = []
  const door: Share = {
    fetch: (request) => (asked.push(request), fetch(request)),
    explain: () => Promise.reject(new Error('not asked here')),
    work: () => Promise.reject(new Error('not asked here')),
  }
  const dispatch = dispatcher({
    tenants: [
      tenant('far'),
      tenant('lost'),
      tenant('near'),
      tenant('shut', { status: 'suspended' }),
      tenant('named', { canonicalHost: 'named.example', hosts: ['named.localhost'] }),
    ],
    modules: { far: 2, shut: 2, named: 2, lost: 3 },
    limits: { deadline: DEADLINE },
    shares: { doors: new Map([[2, door]]), patience: PATIENCE },
  })
  return { dispatch, asked }
}

test('the request goes on as it came, and the answer comes back as it was given', async () => {
  const answer = new Response('from the share', { headers: { 'X-Request-Id': 'theirs' } })
  const { dispatch, asked } = start(async () => answer)
  expect(await dispatch.get('http://far.localhost/a?b=1', { method: 'POST', body: 'c' })).toBe(
    answer,
  )
  expect([...answer.headers.keys()]).toEqual(['content-type', 'x-request-id'])
  const [request] = asked
  expect([request?.url, request?.method]).toEqual(['http://far.localhost/a?b=1', 'POST'])
  expect(await request?.text()).toBe('c')
})

test('what the share logs is not logged again', async () => {
  const { dispatch } = start(async () => new Response('a fault page', { status: 500 }))
  expect((await dispatch.get('http://far.localhost/')).status).toBe(500)
  expect([dispatch.requests, dispatch.faults]).toEqual([[], []])
})

test('only what an event would answer is forwarded', async () => {
  const { dispatch, asked } = start(async () => new Response())
  const hosts = ['near', 'shut', 'named', 'nobody', 'admin', 'www'].map((key) => `${key}.localhost`)
  for (const host of ['localhost', ...hosts]) await dispatch.get(`http://${host}/`)
  expect(asked).toEqual([])
  expect(dispatch.requests).toHaveLength(7)
})

describe('a share that', () => {
  test.each<[string, string, Share['fetch'], RegExp]>([
    ['rejects', 'far', () => Promise.reject(new Error('no such Worker')), /no such Worker/],
    ['hangs', 'far', () => new Promise(() => {}), /Share 2 did not answer within 50 ms/],
    ['is not there', 'lost', async () => new Response(), /no binding SHARE_3/],
    [
      'throws',
      'far',
      () => {
        throw new Error('thrown at once')
      },
      /thrown at once/,
    ],
  ])('%s: 503, and a fault of the platform', async (_, key, fetch, error) => {
    const { dispatch } = start(fetch)
    const answer = await dispatch.get(`http://${key}.localhost/`)
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '10'])
    const requestId = answer.headers.get('x-request-id')
    expect(dispatch.faults).toMatchObject([{ requestId, event: key, seam: 'platform' }])
    expect(String(dispatch.faults[0]?.error)).toMatch(error)
    expect(dispatch.requests).toMatchObject([
      { requestId, event: key, lane: 'remote', status: 503, fault: 'platform' },
    ])
    // Never counted against the event: it is not given up, however often its share fails.
    await Promise.all(Array.from({ length: 9 }, () => dispatch.get(`http://${key}.localhost/`)))
    expect(dispatch.openings).toEqual([])
  })
})
