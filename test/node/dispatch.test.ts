import { type Handler, Hono } from 'hono'
import { basicAuth } from 'hono/basic-auth'
import { raw } from 'hono/html'
import { HTTPException } from 'hono/http-exception'
import { describe, expect, test } from 'vitest'
import { match } from '../../src/base/match.ts'
import type { AppEnv } from '../../src/contract.ts'
import type { Base } from '../../src/seam/base.ts'
import { type Dispatcher, dispatcher } from '../support/dispatcher.ts'
import { tenant } from '../support/tenants.ts'

const fair = (module: unknown, different: Parameters<typeof tenant>[1] = {}) =>
  dispatcher({ tenants: [tenant('fair', different)], modules: { fair: { default: module } } })

const text = async (dispatch: Dispatcher, path: string, init?: RequestInit) => {
  const response = await dispatch.get(`http://fair.localhost${path}`, init)
  return { status: response.status, body: await response.text() }
}

const seams = ({ faults }: Dispatcher) => faults.map(({ event, seam }) => `${event} ${seam}`)

describe('which event answers', () => {
  test('an event without a module is the base', async () => {
    const dispatch = dispatcher({ tenants: [tenant('fair')] })
    expect(await text(dispatch, '/')).toEqual({ status: 200, body: '<p>Hello The fair</p>' })
    expect(dispatch.requests[0]).toMatchObject({ event: 'fair', lane: 'base', degraded: [] })
  })

  test('unknown, draft, suspended and refused hosts get the same bytes', async () => {
    const dispatch = dispatcher({
      tenants: [tenant('draft', { status: 'draft' }), tenant('off', { status: 'suspended' })],
    })
    const hosts = [
      'nobody.localhost',
      'draft.localhost',
      'off.localhost',
      'www.localhost',
      'x.y.localhost',
    ]
    const answers = hosts.map(async (host) => {
      const response = await dispatch.get(`http://${host}/`)
      response.headers.delete('x-request-id')
      return JSON.stringify([response.status, [...response.headers], await response.text()])
    })
    expect(new Set(await Promise.all(answers)).size).toBe(1)
  })

  test('an event that is gone says that it is over, with its name escaped', async () => {
    const farewell = { from: '2027-03-01T00:00', redirect: null }
    const dispatch = dispatcher({
      tenants: [tenant('fair', { status: 'archived', name: '<b>Fair</b>', farewell })],
    })
    const { status, body } = await text(dispatch, '/')
    expect(status).toBe(410)
    expect(body).toContain('&#60;b&#62;Fair')
  })

  test('an alias redirects to the canonical host and keeps path and query', async () => {
    const hosts = ['fair.localhost', 'fair.example']
    const dispatch = fair(null, { hosts })
    const response = await dispatch.get('http://fair.example:8787/agenda?track=A%20b')
    expect(response.status).toBe(308)
    expect(response.headers.get('location')).toBe('http://fair.localhost:8787/agenda?track=A%20b')
  })
})

describe('a module over the base', () => {
  const own = new Hono()
    .get('/own', (c) => c.text('own'))
    .get('/private', (c) => c.text('own private'))
    .get('/gone', (c) => c.text('deliberate', 404))

  test('answers its routes, and the base the rest', async () => {
    const dispatch = fair(own)
    expect((await text(dispatch, '/own')).body).toBe('own')
    expect((await text(dispatch, '/private')).body).toBe('own private')
    expect((await text(dispatch, '/')).body).toBe('<p>Hello The fair</p>')
    expect(await text(dispatch, '/', { method: 'POST' })).toEqual({
      status: 200,
      body: 'base posted',
    })
  })

  test('a deliberate 404 stays one, a missing route is the base page', async () => {
    const dispatch = fair(own)
    expect(await text(dispatch, '/gone')).toEqual({ status: 404, body: 'deliberate' })
    expect(await text(dispatch, '/nowhere')).toEqual({ status: 404, body: 'tiny not-found' })
    expect(dispatch.faults).toEqual([])
  })

  test('rewords the base and replaces its views', async () => {
    const reworded = fair({ messages: { en: { 'tiny.hello': 'Ahoy {name}!' } } })
    expect((await text(reworded, '/')).body).toBe('<p>Ahoy The fair!</p>')
  })

  test('its onError answers for it', async () => {
    const app = new Hono()
      .get('/own', () => {
        throw new Error('handled')
      })
      .onError((error, c) => c.text(`own: ${error.message}`, 418))
    const dispatch = fair(app)
    expect(await text(dispatch, '/own')).toEqual({ status: 418, body: 'own: handled' })
    expect(dispatch.faults).toEqual([])
  })

  test('an HTTPException is an answer, not a fault', async () => {
    const app = new Hono()
      .get('/', () => {
        throw new HTTPException(402, { message: 'pay first' })
      })
      .use('/secret', basicAuth({ username: 'a', password: 'b' }))
    const dispatch = fair(app)
    expect(await text(dispatch, '/')).toEqual({ status: 402, body: 'pay first' })
    expect((await text(dispatch, '/secret')).status).toBe(401)
    expect(dispatch.faults).toEqual([])
  })
})

const boom = (thrown: unknown) => () => {
  throw thrown
}

describe('a module that faults', () => {
  const kinds: [string, () => Promise<Response>][] = [
    ['throws an Error', boom(new Error('secret detail'))],
    ['throws a string', boom('secret detail')],
    ['throws null', boom(null)],
    ['rejects', () => Promise.reject(new Error('secret detail'))],
    ['returns no response', async () => 'secret detail' as unknown as Response],
    ['never answers', () => new Promise<Response>(() => {})],
  ]

  test.each(kinds)('%s on a public route of the base: the base answers', async (_, handler) => {
    const dispatch = fair(new Hono().get('/', handler))
    const response = await dispatch.get('http://fair.localhost/')
    expect(response.status).toBe(200)
    expect(response.headers.get('usher-degraded')).toBe('route:GET /')
    expect(await response.text()).toBe('<p>Hello The fair</p>')
    expect(seams(dispatch)).toEqual(['fair route:GET /'])
  })

  test.each(kinds)('%s on any other route: its error page, no internals', async (_, handler) => {
    const dispatch = fair(new Hono().get('/private', handler))
    expect(await text(dispatch, '/private')).toEqual({ status: 500, body: 'tiny fault' })
    expect(seams(dispatch)).toEqual(['fair route:GET /private'])
  })

  test.each(kinds)(
    '%s behind its own middleware: closed, also where the base is public',
    async (_, handler) => {
      const dispatch = fair(new Hono().use(async (_c, next) => next()).get('/', handler))
      expect((await text(dispatch, '/')).status).toBe(500)
      const open = fair({
        onFault: 'base',
        routes: new Hono().use(async (_c, next) => next()).get('/', handler),
      })
      expect((await text(open, '/')).status).toBe(200)
    },
  )

  test('a faulty POST is never answered a second time', async () => {
    const dispatch = fair(new Hono().post('/', boom(new Error('x'))))
    expect((await text(dispatch, '/', { method: 'POST', body: 'a' })).status).toBe(500)
  })

  test('what a faulty handler had set does not reach the base answer', async () => {
    const app = new Hono().get('/', (c) => {
      c.header('Set-Cookie', 'a=b')
      c.header('Cache-Control', 'public, max-age=600')
      throw new Error('x')
    })
    const response = await fair(app).get('http://fair.localhost/')
    expect(response.headers.get('set-cookie')).toBeNull()
    expect(response.headers.get('cache-control')).toBeNull()
  })

  test('a view that throws is answered by the base view on a whole page', async () => {
    const dispatch = fair({ views: { greeting: boom(new Error('x')) } })
    const response = await dispatch.get('http://fair.localhost/')
    expect(await response.text()).toBe('<p>Hello The fair</p>')
    expect(response.headers.get('usher-degraded')).toBe('view:greeting')
  })

  test('a view that returns no markup is a fault', async () => {
    const dispatch = fair({ views: { greeting: () => ({ a: 1 }) } })
    expect((await text(dispatch, '/')).body).toBe('<p>Hello The fair</p>')
    expect(seams(dispatch)).toEqual(['fair view:greeting'])
  })

  test('a text that cannot be formatted is answered by the base text', async () => {
    const dispatch = fair({ messages: { en: { 'tiny.hello': 'Ahoy {captain}' } } })
    expect((await text(dispatch, '/')).body).toBe('<p>Hello The fair</p>')
    expect(seams(dispatch)).toEqual(['fair message:tiny.hello'])
  })

  test('where even the error page breaks, the platform says it plainly', async () => {
    const { status, body } = await text(fair(new Hono().get('/x', boom(1))), '/x?break-page')
    expect(status).toBe(500)
    expect(body).toContain('request-1')
  })

  test('a rejected waitUntil is reported and hurts nobody', async () => {
    const app = new Hono().get('/own', (c) => {
      c.executionCtx.waitUntil(Promise.reject(new Error('later')))
      return c.text('own')
    })
    const dispatch = fair(app)
    expect((await text(dispatch, '/own')).body).toBe('own')
    await dispatch.settled()
    expect(seams(dispatch)).toEqual(['fair waitUntil'])
  })
})

describe('a module that does not load', () => {
  const broken: [string, unknown][] = [
    ['throws at import', async () => Promise.reject(new Error('at import'))],
    ['exports nothing', {}],
    ['exports null', { default: null }],
    ['exports a string', { default: 'hello' }],
    ['has a key that does not exist', { default: { pagez: {} } }],
    ['has routes that are no Hono app', { default: { routes: 5 } }],
  ]

  test.each(broken)('%s: 503 for that event, the others go on', async (_, module) => {
    const dispatch = dispatcher({
      tenants: [tenant('fair'), tenant('other')],
      modules: { fair: module },
    })
    const first = await dispatch.get('http://fair.localhost/')
    expect(first.status).toBe(503)
    expect(first.headers.get('retry-after')).not.toBeNull()
    expect((await dispatch.get('http://fair.localhost/')).status).toBe(503)
    expect((await dispatch.get('http://other.localhost/')).status).toBe(200)
    expect(seams(dispatch)).toEqual(['fair module', 'fair module'])
  })

  test('a broken module is imported once', async () => {
    let imports = 0
    const dispatch = dispatcher({
      tenants: [tenant('fair')],
      modules: {
        fair: async () => {
          imports++
          throw new Error('at import')
        },
      },
    })
    await dispatch.get('http://fair.localhost/')
    await dispatch.get('http://fair.localhost/')
    expect(imports).toBe(1)
  })
})

describe('a platform that faults', () => {
  test('a broken base is 503 and no fault of the event', async () => {
    const dispatch = fair(new Hono().get('/own', (c) => c.text('own')))
    const response = await dispatch.get('http://fair.localhost/broken-base')
    expect(response.status).toBe(503)
    expect(seams(dispatch)).toEqual(['fair platform'])
  })

  test('a broken base under middleware of the module is still the platform', async () => {
    const dispatch = fair(new Hono().use(async (_c, next) => next()))
    expect((await text(dispatch, '/broken-base')).status).toBe(503)
    expect(seams(dispatch)).toEqual(['fair platform'])
  })
})

test('a store that fails under a route of the module is the platform’s fault', async () => {
  const handler: Handler<{ Bindings: AppEnv }> = async (c) => {
    const query = { kind: 'query', name: 'x', run: () => null } as const
    return c.json(await c.env.store.read(query, {}))
  }
  const app = new Hono<{ Bindings: AppEnv }>().get('/', handler).get('/own', handler)
  const dispatch = fair(app)
  for (const path of ['/', '/own']) expect((await text(dispatch, path)).status).toBe(503)
  expect(seams(dispatch)).toEqual(['fair platform', 'fair platform'])
})

test('middleware that was given up and is healthy again is taken back', async () => {
  let broken = true
  const app = new Hono()
    .use('*', async (_c, next) => {
      if (broken) throw new Error('x')
      await next()
    })
    .get('/own', (c) => c.text('own'))
  const dispatch = fair(app)
  for (let i = 0; i < 6; i++) expect((await text(dispatch, '/own')).status).toBe(500)
  broken = false
  dispatch.time.now += 60_000
  for (let i = 0; i < 3; i++) expect((await text(dispatch, '/own')).body).toBe('own')
})

test('pieces that are refused leave an asynchronous view its time', async () => {
  const misnamed = Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`home.no-${i}`, 'x']))
  const slow = async () => {
    await new Promise((done) => setTimeout(done, 30))
    return raw('<p>took its time</p>')
  }
  const dispatch = dispatcher({
    tenants: [tenant('fair')],
    modules: { fair: { default: { messages: { en: misnamed }, views: { 'errors.page': slow } } } },
    base: match as unknown as Base<never>,
  })
  const { status, body } = await text(dispatch, '/nowhere')
  expect(status).toBe(404)
  expect(body).toContain('took its time')
})

test('a response that a module hands out twice does not carry the marks of the first time', async () => {
  const shared = new Response(null, { status: 204 })
  const dispatch = fair(new Hono().get('/own', () => shared))
  const ids = []
  for (let i = 0; i < 2; i++) {
    const answer = await dispatch.get('http://fair.localhost/own')
    ids.push(answer.headers.get('x-request-id'))
  }
  expect(ids).toEqual(['request-1', 'request-2'])
  expect(shared.headers.get('x-request-id')).toBeNull()
})

test('every answer carries a request id, and the same is logged', async () => {
  const dispatch = fair(null)
  const response = await dispatch.get('http://nobody.localhost/')
  expect(response.headers.get('x-request-id')).toBe('request-1')
  expect(dispatch.requests).toMatchObject([{ requestId: 'request-1', status: 404, event: null }])
})
