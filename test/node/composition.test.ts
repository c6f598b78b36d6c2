import { Hono } from 'hono'
import { cors } from 'hono/cors'
import { describe, expect, test } from 'vitest'
import { chooseLane, type LocalLane } from '../../src/dispatch/lane.ts'
import { createEventApps } from '../../src/dispatch/event-apps.ts'
import type { Tenant } from '../../src/contract.ts'
import { type Dispatcher, dispatcher } from '../support/dispatcher.ts'
import { tenant } from '../support/tenants.ts'
import { tinyBase } from '../support/tiny-base.ts'

const fair = (module: unknown) =>
  dispatcher({ tenants: [tenant('fair')], modules: { fair: { default: module } } })

/** What the module answers, as `status body`. */
async function says(dispatch: Dispatcher, path: string, method = 'GET', headers = {}) {
  const url = `http://fair.localhost${path}`
  const response = await dispatch.get(url, { method, headers })
  return `${response.status} ${await response.text()}`
}

const seams = ({ faults }: Dispatcher) => faults.map(({ seam }) => seam)
const note = (trail: string[], name: string) => async (_c: unknown, next: () => Promise<void>) => {
  trail.push(`${name} in`)
  await next()
  trail.push(`${name} out`)
}

describe('own routes over the base', () => {
  const dispatch = fair(
    new Hono()
      .get('/private', (c) => c.text('own private'))
      .get('/gone', (c) => c.text('deliberate', 404))
      .get('/empty', (c) => c.body(null, 404))
      .all('/passes', async (_c, next) => next())
      .get('/people/:id', (c) => c.text(`person ${c.req.param('id')}`))
      .get('/days/:day{[0-9]+}', (c) => c.text(`day ${c.req.param('day')}`))
      .get('/files/*', (c) => c.text(`file ${c.req.path}`))
      .get('/maybe/:x?', (c) => c.text(`maybe ${c.req.param('x') ?? 'none'}`))
      .route(
        '/sub',
        new Hono().get('/', (c) => c.text('sub root')).get('/a', (c) => c.text('sub a')),
      )
      .basePath('/api')
      .get('/v1', (c) => c.text('api')),
  )

  test.each([
    ['an override', '/private', '200 own private'],
    ['a miss', '/nowhere', '404 tiny not-found'],
    ['a path only the base has', '/', '200 <p>Hello The fair</p>'],
    ['a deliberate 404', '/gone', '404 deliberate'],
    ['an empty 404', '/empty', '404 '],
    ['a handler that passes on to nobody', '/passes', '404 tiny not-found'],
    ['a parameter', '/people/ada', '200 person ada'],
    ['an escaped parameter', '/people/a%20b', '200 person a b'],
    ['a pattern', '/days/27', '200 day 27'],
    ['a pattern that does not fit', '/days/first', '404 tiny not-found'],
    ['a wildcard', '/files/a/b.txt', '200 file /files/a/b.txt'],
    ['an optional parameter', '/maybe', '200 maybe none'],
    ['the root of a sub-app', '/sub', '200 sub root'],
    ['a path of a sub-app', '/sub/a', '200 sub a'],
    ['a base path', '/api/v1', '200 api'],
  ])('%s', async (_, path, answer) => {
    expect(await says(dispatch, path)).toBe(answer)
    expect(dispatch.faults).toEqual([])
  })

  test('the query is the handler’s to read', async () => {
    const app = fair(new Hono().get('/own', (c) => c.text(c.req.query('q') ?? 'none')))
    expect(await says(app, '/own?q=a%26b')).toBe('200 a&b')
  })

  test('a handler that passes on lets the base answer', async () => {
    const app = fair(new Hono().all('/private', async (_c, next) => next()))
    expect(await says(app, '/private')).toBe('200 base private')
  })

  test('another app, mounted under a path, answers there', async () => {
    const app = fair(new Hono().mount('/legacy', (request) => new Response(`old ${request.url}`)))
    expect(await says(app, '/legacy/a')).toBe('200 old http://fair.localhost/a')
  })

  test('a catch-all in a sub-app with an onError of its own answers', async () => {
    const sub = new Hono().all('/*', (c) => c.text('sub')).onError((_e, c) => c.text('sorry', 500))
    expect(await says(fair(new Hono().route('/sub', sub)), '/sub/a')).toBe('200 sub')
  })

  test('middleware that answers by itself does so under its path', async () => {
    const app = fair(new Hono().use('/static/*', async (c, _next) => c.text('a file')))
    expect(await says(app, '/static/a.css')).toBe('200 a file')
  })
})

describe('methods', () => {
  const app = new Hono()
    .get('/own', (c) => c.text('own', 200, { 'x-own': 'yes' }))
    .post('/own', (c) => c.text('posted'))
    .delete('/only-delete', (c) => c.text('deleted'))
  const dispatch = fair(app)
  const ask = (path: string, method: string) =>
    dispatch.get(`http://fair.localhost${path}`, { method })

  test.each([
    ['/own', 'DELETE', 'GET, HEAD, POST, OPTIONS'],
    ['/only-delete', 'GET', 'DELETE, OPTIONS'],
    ['/', 'DELETE', 'GET, HEAD, POST, OPTIONS'],
    ['/private', 'POST', 'GET, HEAD, OPTIONS'],
  ])('%s refuses %s with the base’s page and Allow', async (path, method, allow) => {
    const response = await ask(path, method)
    expect(response.headers.get('allow')).toBe(allow)
    expect([response.status, await response.text()]).toEqual([405, 'tiny not-allowed'])
    const options = await ask(path, 'OPTIONS')
    expect([options.status, options.headers.get('allow')]).toEqual([204, allow])
  })

  test.each(['POST', 'OPTIONS', 'DELETE'])(
    '%s to a path nobody has is not found',
    async (method) => {
      const response = await ask('/nowhere', method)
      expect([response.status, response.headers.get('allow')]).toEqual([404, null])
    },
  )

  test.each(['/own', '/', '/private', '/nowhere'])(
    'HEAD %s is GET without its body',
    async (path) => {
      const [get, head] = [await ask(path, 'GET'), await ask(path, 'HEAD')]
      for (const { headers } of [get, head]) headers.delete('x-request-id')
      expect([head.status, ...head.headers]).toEqual([get.status, ...get.headers])
      expect(await head.text()).toBe('')
    },
  )

  test('a preflight of an own route is answered by its own cors()', async () => {
    const origin = 'https://partner.example'
    const open = fair(new Hono().use('*', cors({ origin })).post('/hook', (c) => c.text('ok')))
    const headers = { origin, 'access-control-request-method': 'POST' }
    const preflight = (path: string) =>
      open.get(`http://fair.localhost${path}`, { method: 'OPTIONS', headers })
    const own = await preflight('/hook')
    expect([own.status, own.headers.get('access-control-allow-origin')]).toEqual([204, origin])
    const based = await preflight('/private')
    expect(based.headers.get('access-control-allow-origin')).toBeNull()
  })
})

describe('own middleware', () => {
  const wrapped = (wraps?: 'base') => {
    const trail: string[] = []
    const routes = new Hono().use('*', note(trail, 'outer')).use(note(trail, 'inner'))
    routes.get('/own', (c) => c.text('own'))
    return { trail, dispatch: fair(wraps === undefined ? routes : { routes, wraps }) }
  }

  test('runs around own routes, in order', async () => {
    const { trail, dispatch } = wrapped()
    expect(await says(dispatch, '/own')).toBe('200 own')
    expect(trail).toEqual(['outer in', 'inner in', 'inner out', 'outer out'])
  })

  test.each(['/', '/private', '/broken-base'])(
    'does not run around the base’s %s',
    async (path) => {
      const { trail, dispatch } = wrapped()
      await says(dispatch, path)
      expect(trail).toEqual([])
    },
  )

  test('runs where neither has a page: it may be what answers there', async () => {
    const { trail, dispatch } = wrapped()
    expect(await says(dispatch, '/nowhere')).toBe('404 tiny not-found')
    expect(trail).toHaveLength(4)
  })

  test.each(['/', '/private', '/own'])(
    'runs around %s too when it wraps the base',
    async (path) => {
      const { trail, dispatch } = wrapped('base')
      expect(await says(dispatch, path)).toMatch(/^200/)
      expect(trail).toEqual(['outer in', 'inner in', 'inner out', 'outer out'])
    },
  )

  test('shares its variables with own handlers, and with nobody’s next request', async () => {
    const app = new Hono<{ Variables: { user: string; seen: number } }>()
      .use(async (c, next) => {
        c.set('seen', (c.get('seen') ?? 0) + 1)
        c.set('user', c.req.header('x-user') ?? 'nobody')
        await next()
      })
      .get('/me', (c) => c.text(`${c.get('user')} ${c.get('seen')}`))
    const dispatch = fair(app)
    expect(await says(dispatch, '/me', 'GET', { 'x-user': 'ada' })).toBe('200 ada 1')
    expect(await says(dispatch, '/me')).toBe('200 nobody 1')
  })

  test('sets headers on own answers, not on the base’s', async () => {
    const app = new Hono()
      .use(async (c, next) => {
        await next()
        c.header('x-mine', 'yes')
      })
      .get('/own', (c) => c.text('own'))
    const dispatch = fair(app)
    const header = async (path: string) =>
      (await dispatch.get(`http://fair.localhost${path}`)).headers.get('x-mine')
    expect([await header('/own'), await header('/private')]).toEqual(['yes', null])
  })
})

describe('own notFound and onError', () => {
  const app = () =>
    new Hono<{ Variables: { user: string } }>()
      .use(async (c, next) => {
        c.set('user', 'ada')
        await next()
      })
      .get('/missing', (c) => c.notFound())
      .get('/throws', () => {
        throw new Error('x')
      })

  test('c.notFound() is a 404 of the module, no fault', async () => {
    const dispatch = fair(app())
    expect(await says(dispatch, '/missing')).toMatch(/^404/)
    expect(dispatch.faults).toEqual([])
  })

  test('c.notFound() is answered by the notFound handler, which sees the same variables', async () => {
    const own = app().notFound((c) => c.text(`own 404 for ${c.get('user')}`, 404))
    expect(await says(fair(own), '/missing')).toBe('404 own 404 for ada')
  })

  test('the notFound handler may hand work to waitUntil', async () => {
    const own = app().notFound((c) => {
      c.executionCtx.waitUntil(Promise.resolve())
      return c.text('own 404', 404)
    })
    expect(await says(fair(own), '/missing')).toBe('404 own 404')
  })

  test('neither touches a path of the base, nor one nobody has', async () => {
    const own = app()
      .notFound((c) => c.text('own 404', 404))
      .onError((_error, c) => c.text('own 500', 500))
    const dispatch = fair(own)
    expect(await says(dispatch, '/throws')).toBe('500 own 500')
    expect(await says(dispatch, '/private')).toBe('200 base private')
    expect(await says(dispatch, '/nowhere')).toBe('404 tiny not-found')
    expect(await says(dispatch, '/broken-base')).toMatch(/^503/)
    expect(seams(dispatch)).toEqual(['platform'])
  })
})

describe('events in one process', () => {
  test('keep nothing of each other', async () => {
    const app = (name: string) =>
      new Hono().get('/own', (c) => c.text(name)).get(`/only-${name}`, (c) => c.text(name))
    const keys = ['one', 'two', 'three']
    const dispatch = dispatcher({
      tenants: keys.map((key) => tenant(key)),
      modules: { one: { default: app('one') }, two: { default: app('two') } },
    })
    const all = keys.flatMap((key) => ['/own', '/only-one', '/only-two'].map((path) => key + path))
    const answers = all.map(async (at) => {
      const response = await dispatch.get(`http://${at.replace('/', '.localhost/')}`)
      return response.status === 200 ? response.text() : response.status
    })
    expect(await Promise.all(answers)).toEqual([
      'one',
      'one',
      404,
      'two',
      404,
      'two',
      404,
      404,
      404,
    ])
  })

  function counted(size: number) {
    const laid: string[] = []
    const base = { ...tinyBase, lay: (of: Tenant) => (laid.push(of.key), tinyBase.lay(of, null)) }
    const load = async () => ({ default: new Hono() })
    const modules = new Map(['one', 'a', 'b', 'c'].map((key) => [key, load]))
    const apps = createEventApps(base, size)
    const lane = (of: Tenant) =>
      chooseLane({ events: modules, isolates: null }, of, 'live') as LocalLane
    return { laid, open: async (of: Tenant) => apps(of, lane(of)) }
  }

  test('are composed once a record, again when the record changes', async () => {
    const { laid, open } = counted(10)
    const one = tenant('one')
    const first = await open(one)
    expect(await open(one)).toBe(first)
    expect(await open({ ...one, revision: 2 })).not.toBe(first)
    expect(laid).toEqual(['one', 'one'])
  })

  test('are composed once when many ask at once', async () => {
    const { laid, open } = counted(10)
    const one = tenant('one')
    await Promise.all(Array.from({ length: 100 }, () => open(one)))
    expect(laid).toEqual(['one'])
  })

  test('are kept in bounds: the least recently used goes first', async () => {
    const { laid, open } = counted(2)
    const [a, b, c] = [tenant('a'), tenant('b'), tenant('c')]
    for (const one of [a, b, a, c, a]) await open(one)
    expect(laid).toEqual(['a', 'b', 'c'])
    await open(b)
    expect(laid).toEqual(['a', 'b', 'c', 'b'])
  })
})
