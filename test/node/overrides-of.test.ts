import { Hono } from 'hono'
import { describe, expect, test } from 'vitest'
import { match } from '../../src/base/match.ts'
import { overridesOf } from '../../src/dispatch/overrides.ts'
import type { EventModule } from '../../src/seam/module.ts'
import { SEAMS } from '../../src/seam/seams.ts'

const answer = () => new Response('own')
const page = { title: { en: 'Page' }, view: answer }
const pass = async (_c: unknown, next: () => Promise<void>): Promise<void> => next()
const of = (module: EventModule) => overridesOf(match, module)
const routes = (app: Hono) => of({ routes: app }).seams.routes

test('every seam of a module is listed, sorted, with what it is called', () => {
  const { seams } = of({
    messages: { en: { 'home.now': 'Now', 'home.agenda': 'Plan' }, de: { 'home.agenda': 'Plan' } },
    theme: { radius: '2px', accent: '#000000' },
    settings: { expiryHours: 24 },
    fields: { volume: {} },
    views: { 'home.hero': answer as never },
    pages: { '/visa': page },
    routes: new Hono().get('/api', answer),
    wraps: 'base',
    onFault: 'base',
    guards: { meetings: answer, directory: answer },
    rules: { 'meetings.request': answer },
    scorer: answer,
    hooks: { 'meeting.accepted': answer },
    menu: { '/api': 'API' },
  })
  expect(of({ app: new Hono().get('/own', answer), keeps: ['me', 'badge'] })).toMatchObject({
    fallsOpen: false,
    seams: { app: [{ name: 'GET /own' }], keeps: [{ name: 'badge' }, { name: 'me' }], routes: [] },
  })
  expect(seams).toEqual({
    messages: [
      { name: 'home.agenda', locale: 'de' },
      { name: 'home.agenda', locale: 'en' },
      { name: 'home.now', locale: 'en' },
    ],
    theme: [{ name: 'accent' }, { name: 'radius' }],
    settings: [{ name: 'expiryHours' }],
    fields: [{ name: 'volume' }],
    views: [{ name: 'home.hero' }],
    pages: [{ name: '/visa', stands: 'new' }],
    routes: [{ name: 'GET /api', stands: 'new' }],
    wraps: [{ name: 'base' }],
    onFault: [{ name: 'base' }],
    guards: [{ name: 'directory' }, { name: 'meetings' }],
    rules: [{ name: 'meetings.request' }],
    scorer: [{ name: 'scorer' }],
    hooks: [{ name: 'meeting.accepted' }],
    app: [],
    keeps: [],
    menu: [{ name: '/api' }],
  })
  expect(Object.keys(seams)).toEqual(Object.keys(SEAMS))
})

describe('a route of the event', () => {
  test.each<[string, Hono, unknown]>([
    [
      'in a base route’s place replaces it',
      new Hono().get('/agenda', answer),
      [{ name: 'GET /agenda', stands: 'replaces', over: ['GET /agenda'] }],
    ],
    [
      'by another method is new',
      new Hono().post('/agenda', answer),
      [{ name: 'POST /agenda', stands: 'new' }],
    ],
    [
      'by every method replaces it',
      new Hono().all('/agenda', answer),
      [{ name: 'ALL /agenda', stands: 'replaces', over: ['GET /agenda'] }],
    ],
    [
      'with a pattern replaces what fits it',
      new Hono().get('/:page{age.+}', answer),
      [{ name: 'GET /:page{age.+}', stands: 'replaces', over: ['GET /agenda'] }],
    ],
    [
      'with a pattern that fits nothing of the base is new',
      new Hono().get('/files/*', answer),
      [{ name: 'GET /files/*', stands: 'new' }],
    ],
    [
      'that only passes on is middleware',
      new Hono().use('/agenda/*', pass),
      [{ name: 'ALL /agenda/*', stands: 'middleware' }],
    ],
    [
      'behind middleware of its own is listed once',
      new Hono().get('/own', pass, answer),
      [{ name: 'GET /own', stands: 'new' }],
    ],
  ])('%s', (_, app, expected) => {
    expect(routes(app)).toEqual(expected)
  })
})

describe('when its module does not load, the base', () => {
  const views = { home: answer as never }
  test.each<[string, EventModule]>([
    ['nothing', {}],
    ['texts, look and views', { messages: { en: {} }, theme: { accent: '#000000' }, views }],
    ['a public page of the base, replaced by a route', { routes: new Hono().get('/', answer) }],
    ['a public page of the base, replaced by a page', { pages: { '/agenda': page } }],
  ])('answers for an event that has %s', (_, module) => {
    expect(of(module).fallsOpen).toBe(true)
  })

  test.each<[string, EventModule]>([
    ['a page of its own', { views, pages: { '/visa': page } }],
    ['a route of its own', { views, routes: new Hono().get('/api', answer) }],
    ['a pattern that covers more than the base', { routes: new Hono().get('/:page', answer) }],
    ['a route that is sent something', { routes: new Hono().post('/', answer) }],
    ['middleware', { onFault: 'base', routes: new Hono().use(pass).get('/', answer) }],
    ['middleware in a route', { routes: new Hono().get('/', pass, answer) }],
    ['middleware on a page of the base', { routes: new Hono().use('/agenda', pass) }],
    ['middleware around the base', { wraps: 'base', routes: new Hono() }],
  ])('does not answer for one that has %s', (_, module) => {
    expect(of(module).fallsOpen).toBe(false)
  })
})
