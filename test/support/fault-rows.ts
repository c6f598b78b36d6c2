import { Hono } from 'hono'
import type { EventModule } from '../../src/seam/module.ts'
import { ANSWER_KINDS, FAULT_KINDS, type FaultKind, MARKUP_KINDS } from './fault-kinds.ts'

export type Fail = () => never

/** One place where a module can put code or data, and what is to become of a fault there. */
export interface Row {
  readonly name: string
  /** The real base, or the tiny one. */
  readonly base: 'match' | 'tiny'
  readonly module: (fail: Fail) => EventModule | Hono
  readonly path: string
  readonly method?: string
  /** `base`: its own answer stands in; `error`: the event's error page; `closed`: 503, nothing else. */
  readonly gets: 'base' | 'error' | 'closed'
  readonly seam: string
  readonly kinds: readonly FaultKind[]
}

export const answerKinds = [...FAULT_KINDS, ...ANSWER_KINDS]
/** Nobody reads the body of an answer to HEAD. */
const headKinds = answerKinds.filter(({ name }) => !name.endsWith('body is taken'))
export const pass = async (_c: unknown, next: () => Promise<void>): Promise<void> => next()
const own = { title: { en: 'Extra' } }
const viewKinds = [...FAULT_KINDS, ...MARKUP_KINDS]
const getting = (name: string, fail: Fail): Record<string, never> =>
  Object.defineProperty({}, name, { get: fail, enumerable: true })
/** A text may be any string, and a key that is undefined fills nothing. */
const filled = FAULT_KINDS.filter(({ name }) => !/returns (?:a string|undefined)/.test(name))

/** What counts is that it is there at all. */
const named = FAULT_KINDS.slice(0, 1)
const throwing = FAULT_KINDS.filter(({ name }) => name.startsWith('throws'))

const piece = (name: string, seam: string, module: Row['module'], kinds = FAULT_KINDS): Row => ({
  name,
  seam,
  module,
  base: 'match',
  path: '/',
  method: 'GET',
  gets: 'base',
  kinds,
})
const route = (gets: Row['gets'], name: string, at: string, module: Row['module']): Row => {
  const [method = 'GET', path = '/'] = at.split(' ')
  const seam = `route:${method === 'HEAD' ? 'GET' : method} ${path}`
  return {
    name,
    gets,
    base: 'tiny',
    module,
    method,
    path,
    seam,
    kinds: method === 'HEAD' ? headKinds : answerKinds,
  }
}

const closed = (name: string, seam: string, at: string, module: Row['module']): Row => ({
  ...route('closed', name, at, module),
  seam,
  kinds: FAULT_KINDS,
})

/** A new key of `EventModule` without a row here does not type-check. */
export const ROWS = {
  messages: [
    {
      ...piece('a message', 'message:home.agenda', (fail) => ({
        messages: { en: getting('home.agenda', fail) },
      })),
      kinds: filled,
    },
  ],
  settings: [
    piece(
      'a setting',
      'settings:pendingHolds',
      (fail) => ({ settings: getting('pendingHolds', fail) }),
      filled,
    ),
  ],
  fields: [piece('a field', 'field:volume', (fail) => ({ fields: getting('volume', fail) }))],
  theme: [piece('a token', 'theme:accent', (fail) => ({ theme: getting('accent', fail) }))],
  views: [
    piece('a whole page’s view', 'view:home', (fail) => ({ views: { home: fail } }), viewKinds),
    piece(
      'a view in a view',
      'view:home.hero',
      (fail) => ({ views: { 'home.hero': fail } }),
      viewKinds,
    ),
    piece('the page chrome', 'view:layout.header', (fail) => ({
      views: { 'layout.header': fail },
    })),
  ],
  pages: [
    {
      ...piece('an extra page', 'page:/extra', (fail) => ({
        pages: { '/extra': { ...own, view: fail } },
      })),
      path: '/extra',
      gets: 'error',
    },
    {
      ...piece('a page in a base page’s place', 'page:/agenda', (fail) => ({
        pages: { '/agenda': { ...own, menu: false, view: fail } },
      })),
      path: '/agenda',
    },
  ],
  routes: [
    route('base', 'on a public path', 'GET /', (fail) => new Hono().get('/', fail)),
    route('base', 'on a public path', 'HEAD /', (fail) => new Hono().get('/', fail)),
    route('error', 'on a public path', 'POST /', (fail) => new Hono().post('/', fail)),
    route('error', 'on a private path', 'GET /private', (fail) => new Hono().get('/private', fail)),
    route('error', 'on a private path', 'HEAD /private', (fail) =>
      new Hono().get('/private', fail),
    ),
    route('error', 'on a path of its own', 'GET /own', (fail) => new Hono().get('/own', fail)),
    route('error', 'behind middleware', 'GET /', (fail) => new Hono().use(pass).get('/', fail)),
    route('error', 'behind middleware of its route', 'GET /', (fail) =>
      new Hono().get('/', pass, fail),
    ),
    {
      ...route('error', 'as middleware', 'GET /', (fail) =>
        new Hono().use(fail).get('/', (c) => c.text('own')),
      ),
      seam: 'route:ALL /*',
    },
    route('error', 'as onError', 'GET /own', (fail) =>
      new Hono()
        .get('/own', () => {
          throw new Error('first')
        })
        .onError(fail),
    ),
    route('error', 'as notFound handler', 'GET /own', (fail) =>
      new Hono().get('/own', (c) => c.notFound()).notFound(fail),
    ),
    route('error', 'in a sub-app', 'GET /sub/own', (fail) =>
      new Hono().route('/sub', new Hono().get('/own', fail)),
    ),
  ],
  wraps: [
    {
      ...route('error', 'as middleware around the base', 'GET /', (fail) => ({
        wraps: 'base',
        routes: new Hono().use('*', fail as never),
      })),
      seam: 'route:ALL /*',
    },
  ],
  onFault: [
    route('base', 'behind middleware that may fall open', 'GET /', (fail) => ({
      onFault: 'base',
      routes: new Hono().use(pass).get('/', fail),
    })),
  ],
  guards: [
    closed('before a page', 'guard:door', 'GET /private', (fail) => ({ guards: { door: fail } })),
    closed('before a page', 'guard:door', 'HEAD /private', (fail) => ({ guards: { door: fail } })),
    closed('that may fall open, were it a route', 'guard:door', 'GET /private', (fail) => ({
      guards: { door: fail },
      onFault: 'base',
    })),
    {
      ...closed('that the base does not have', 'guard:dor', 'GET /private', (fail) => ({
        guards: { dor: fail },
      })),
      kinds: named,
    },
    {
      ...closed('that is none', 'guard:door', 'GET /private', (fail) => ({
        guards: getting('door', fail),
      })),
      kinds: throwing,
    },
  ],
  rules: [
    closed('before a change', 'rule:post', 'POST /', (fail) => ({ rules: { post: fail } })),
    {
      ...closed('that the base does not have', 'rule:pots', 'POST /', (fail) => ({
        rules: { pots: fail },
      })),
      kinds: named,
    },
    {
      ...closed('that is none', 'rule:post', 'POST /', (fail) => ({
        rules: getting('post', fail),
      })),
      kinds: throwing,
    },
  ],
  scorer: [
    {
      ...route('base', 'of a list', 'GET /ranking', (fail) => ({ scorer: fail })),
      seam: 'scorer',
      kinds: FAULT_KINDS,
    },
  ],
  app: [
    route('error', 'in the place of a public page', 'GET /', (fail) => ({
      app: new Hono().get('/', fail),
    })),
    route('error', 'that may fall open, were it not all there is', 'GET /', (fail) => ({
      app: new Hono().get('/', fail),
      onFault: 'base',
    })),
    route('error', 'on a path of its own', 'GET /own', (fail) => ({
      app: new Hono().get('/own', fail),
    })),
    {
      ...route('error', 'as what it says where nothing is', 'GET /nowhere', (fail) => ({
        app: new Hono().get('/own', (c) => c.text('own')).notFound(fail),
      })),
      seam: 'route:notFound',
    },
  ],
  keeps: [
    {
      ...closed('a page behind a guard', 'guard:door', 'GET /private', (fail) => ({
        app: new Hono(),
        keeps: ['behind'],
        guards: { door: fail },
      })),
    },
  ],
  // What a hook does shows on no page: the matrix has a part of its own for it.
  hooks: [
    {
      ...piece('a hook that the base has not', 'hook:meeting.none', (fail) => ({
        hooks: { 'meeting.none': fail },
      })),
      kinds: named,
    },
  ],
  menu: [
    {
      ...piece('a way of the menu', 'menu:/extra', (fail) => ({ menu: { '/extra': fail } })),
      kinds: named,
    },
  ],
} as const satisfies Record<keyof EventModule, readonly Row[]>
