import { Hono } from 'hono'
import { html } from 'hono/html'
import { defineEvent, type EventEnv, type MeetingCardProps, PASS, show, views } from 'usher/kit'
import { testEvent } from 'usher/kit/testing'
import { describe, expect, test } from 'vitest'
import { features } from '../../src/base/match.ts'
import type { Feature } from '../../src/base/feature.ts'

// An event whose app stands in the place of the base.

const rounds = new Hono<EventEnv>()
  .get('/', (c) => c.html('<h1>Rounds</h1>'))
  .get('/rounds/:id', (c) => c.text(`Round ${c.req.param('id')} of ${c.env.tenant.name}`))
  .post('/rounds', (c) => c.text('joined'))

const all: readonly Feature[] = features
const KEPT = ['sign-in', 'me'] as const
const paths = (kept: boolean): string[] =>
  all
    .filter(({ name }) => KEPT.some((one) => one === name) === kept)
    .flatMap(({ routes, feeds }) => [...(routes?.routes ?? []), ...(feeds?.routes ?? [])])
    .filter(({ method, path }) => method === 'GET' && !path.includes(':'))
    .map(({ path }) => path)

describe('an app of its own', () => {
  test('answers its paths, and none of the base’s but what it keeps', async () => {
    const event = await testEvent(defineEvent({ app: rounds, keeps: KEPT }), {
      people: { ada: {} },
    })
    const ada = event.as('ada')
    expect(await (await ada.get('/')).text()).toBe('<h1>Rounds</h1>')
    expect(await (await ada.get('/rounds/7')).text()).toBe('Round 7 of Test Event')
    const others = paths(false).filter((path) => path !== '/')
    expect(others).toContain('/meetings')
    for (const path of others) expect((await ada.get(path)).status, path).toBe(404)
    expect(paths(true)).toContain('/me')
    for (const path of paths(true)) expect((await ada.get(path)).status, path).toBe(200)
    expect((await event.get('/me')).headers.get('location')).toBe('/sign-in?next=%2Fme')
    expect(event.faults).toEqual([])
  })

  test('has in the menu what it keeps and what it adds', async () => {
    const module = defineEvent({
      app: rounds,
      keeps: KEPT,
      menu: { '/rounds/1': { en: 'First round', de: 'Erste Runde' } },
    })
    const event = await testEvent(module, { people: { ada: {} } })
    const page = await (await event.as('ada').get('/me')).text()
    const menu = /<ul class="menu">(.*?)<\/ul>/s.exec(page)?.[1] ?? ''
    expect([...menu.matchAll(/href="([^"]+)"/g)].map(([, path]) => path)).toEqual([
      '/me',
      '/rounds/1',
    ])
    expect(menu).toContain('First round')
  })

  test('says what it has no route for in its own words, or in the event’s page', async () => {
    const plain = await testEvent(defineEvent({ app: rounds }))
    const missing = await plain.get('/agenda')
    expect(missing.status).toBe(404)
    expect(await missing.text()).toContain('This page is not here')
    const own = new Hono().notFound((c) => c.text('Lost in the rounds', 404))
    const event = await testEvent(defineEvent({ app: own }))
    expect(await (await event.get('/agenda')).text()).toBe('Lost in the rounds')
    expect(plain.faults).toEqual([])
    expect(event.faults).toEqual([])
  })

  test('tells which methods a path has, as over the base', async () => {
    const event = await testEvent(defineEvent({ app: rounds, keeps: KEPT }))
    const refused = await event.get('/rounds')
    expect(refused.status).toBe(405)
    expect(refused.headers.get('allow')).toBe('POST, OPTIONS')
  })

  test('is not asked about pages that it keeps, nor its middleware', async () => {
    const app = new Hono()
      .use('*', async (c, next) => {
        await next()
        c.res = new Response('mine', { status: 418 })
      })
      .get('/', (c) => c.text(''))
    const event = await testEvent(defineEvent({ app, keeps: ['agenda'] }))
    expect((await event.get('/agenda')).status).toBe(200)
    expect((await event.get('/')).status).toBe(418)
  })

  test('keeps a guarded feature behind its guard', async () => {
    let lets = false
    const guards = { badge: () => (lets ? PASS : ({ refuse: 'No.' } as const)) }
    const module = defineEvent({ app: rounds, keeps: ['badge'], guards })
    const event = await testEvent(module, { people: { ada: {} } })
    expect((await event.as('ada').get('/badge')).status).toBe(403)
    lets = true
    expect((await event.as('ada').get('/badge')).status).toBe(200)
  })

  test.each([
    ['routes', { routes: new Hono() }, 'Give "routes" over the base, or an "app" in its place'],
    ['middleware around the base', { wraps: 'base' }, '"wraps" is for "routes"'],
  ])('cannot have %s too', async (_, more, why) => {
    const event = await testEvent({ app: rounds, ...more })
    expect((await event.get('/')).status).toBe(503)
    expect(String(event.faults[0]?.error)).toContain(why)
  })

  test('that keeps what there is not is told, and keeps the rest', async () => {
    const event = await testEvent({ app: rounds, keeps: ['agenda', 'nothing'] })
    expect((await event.get('/agenda')).status).toBe(200)
    expect(event.faults.map(({ seam }) => seam)).toEqual(['keep:nothing'])
  })
})

describe('a page of a route of its own', () => {
  test('stands in the event’s layout, in the visitor’s language, with its menu', async () => {
    const app = new Hono<EventEnv>().get('/rounds', (c) =>
      show(c, {
        title: { en: 'Rounds', de: 'Runden' },
        body: (page) => html`<p>${page.tenant.name}, ${page.viewer.kind}</p>`,
        status: 409,
      }),
    )
    for (const seam of ['app', 'routes'] as const) {
      const event = await testEvent({ [seam]: app }, { locale: 'de-DE' })
      const answer = await event.get('/rounds')
      const page = await answer.text()
      expect(answer.status).toBe(409)
      expect(answer.headers.get('content-security-policy')).toContain("default-src 'self'")
      expect(page).toContain('<title>Runden · Test Event</title>')
      expect(page).toContain('<p>Test Event, anonymous</p>')
      expect(page).toContain('<footer class="foot">')
      expect(event.faults).toEqual([])
    }
  })

  test.each([
    ['a string', 'text'],
    ['nothing', undefined],
    ['an object', {}],
    ['a promise of a string', Promise.resolve('text')],
  ])('that is %s is a fault of the route', async (_, body) => {
    const app = new Hono<EventEnv>().get('/rounds', (c) => show(c, { title: 'R', body } as never))
    const event = await testEvent({ routes: app })
    expect((await event.get('/rounds')).status).toBe(500)
    expect(event.faults.map(({ seam }) => seam)).toEqual(['route:GET /rounds'])
  })
})

test('a card of its own keeps the base’s buttons, in the base’s page', async () => {
  const Card = ({ page, meeting }: MeetingCardProps) =>
    html`<article>
      Coffee with ${meeting.other.name} ${page.show(views['meetings.actions'], { page, meeting })}
    </article>`
  const module = defineEvent({ views: { 'meetings.card': Card } })
  const now = new Date('2027-03-25T09:00:00Z')
  const event = await testEvent(module, { now, people: { ada: {}, bob: {} } })
  await event.as('ada').post(`/people/${event.as('bob').id}/meeting`, { slot: '' })
  const page = await (await event.as('ada').get('/meetings')).text()
  expect(page).toContain('Coffee with Bob Example')
  expect(page).toContain('value="withdraw"')
  expect(page).toContain('Waiting for an answer')
  expect(event.faults).toEqual([])
})

describe('the menu', () => {
  test('leaves out what an event leaves out, and nothing else', async () => {
    const module = defineEvent({ menu: { '/agenda': false, '/more': 'More' } })
    const event = await testEvent(module)
    const page = await (await event.get('/')).text()
    const menu = /<ul class="menu">(.*?)<\/ul>/s.exec(page)?.[1] ?? ''
    expect([...menu.matchAll(/href="([^"]+)"/g)].map(([, path]) => path)).toEqual([
      '/',
      '/sign-in',
      '/more',
    ])
    expect((await event.get('/agenda')).status).toBe(200)
    expect(event.faults).toEqual([])
  })

  test('has labels of the base’s ways from its texts alone', async () => {
    const event = await testEvent({ menu: { '/agenda': 'Plan', '/gone': false } })
    expect(await (await event.get('/')).text()).toContain('>Agenda</a>')
    expect(event.faults.map(({ seam }) => seam)).toEqual(['menu:/agenda', 'menu:/gone'])
  })
})
