import { env } from 'cloudflare:workers'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { CounterStub } from '../../src/telemetry/fault-counts.ts'
import { NOBODY, openAdminDesk, openEventDesk } from './admin-desk.ts'
import { BY, done, draft, openDesk, way } from './registrar-desk.ts'

// The pages of the admin host: what they show, and to whom.

const { registrar, admin, owner, operator, viewer, make, entry, change, statusOf, next } =
  openEventDesk('pages')

let key = ''
let home = ''

// Starting the registrar is nobody's test.
beforeAll(() => registrar.call('tenants.list', {}))
beforeEach(() => {
  ;({ key, home } = next())
})

test('every page has its own nonce, and nothing else may run or be fetched', async () => {
  const [first, second] = [await admin.host.get('/'), await admin.host.get('/audit')]
  const policies = [first, second].map(({ headers }) => headers.get('content-security-policy'))
  expect(policies[0]).not.toBe(policies[1])
  expect(policies[0]).toMatch(
    /^default-src 'none'; style-src 'nonce-[\w-]{43}'; form-action 'self'/,
  )
  const html = await second.text()
  const nonce = /nonce-([\w-]+)/.exec(policies[1] ?? '')?.[1]
  expect(html).toContain(`<style nonce="${nonce}"`)
  expect(html).not.toMatch(/<script| style="/)
})

describe('the list', () => {
  test('says how to make the first event, to those who may', async () => {
    const none = openAdminDesk(openDesk('none'))
    expect((await none.as('operator').see('/')).html).toContain('Make the first event')
    const seen = await none.as('viewer').see('/')
    expect(seen.html).toContain('No event yet')
    expect(seen.html).not.toContain('href="/new"')
  })

  test('finds events by words and status, and counts them', async () => {
    await make({ name: 'Maritime <b>Expo</b>', place: 'Zürich' })
    const found = await viewer.see('/?q=zuri&status=draft')
    expect(found.html).toContain('Maritime &lt;b&gt;Expo')
    expect(found.html).toContain(`href="${home}"`)
    expect((await viewer.see('/?q=zuri&status=live')).html).toContain('No event is like that')
  })

  test('goes on where a page ends', async () => {
    for (let i = 0; i < 52; i++) {
      await done(registrar.call('tenants.create', { by: BY, draft: draft(`many-${i}`) }))
    }
    const first = await viewer.see('/?q=many&sort=key')
    const more = /href="(\/\?[^"]*cursor=[^"]*)"/.exec(first.html)?.[1] ?? ''
    const second = await viewer.see(more.replaceAll('&amp;', '&'))
    const keys = (html: string) =>
      [...html.matchAll(/href="\/events\/(many-\d+)"/g)].map(([, k]) => k)
    expect(new Set([...keys(first.html), ...keys(second.html)]).size).toBe(52)
  })

  test('refuses a cursor that is none', async () => {
    expect((await viewer.see('/?cursor=nonsense')).status).toBe(400)
  })

  test('has of somebody with some events these alone', async () => {
    await make()
    const other = await admin.as('operator', [key, 'gone']).see('/')
    expect([...other.html.matchAll(/href="\/events\/([^"/]+)"/g)].map(([, k]) => k)).toEqual([key])
    expect(other.html).not.toContain('href="/new"')
  })
})

describe('an event’s page', () => {
  test('tells what is live, where, since when and by whom', async () => {
    await make({ status: 'live', hosts: [`${key}.localhost`, `${key}.example.org`] })
    const { html } = await viewer.see(home)
    expect(html).toContain('badge live')
    expect(html).toContain(`${key}.example.org`)
    expect(html).toContain('tenants.create')
    expect(html).toContain('the platform’s own')
    expect(html).toContain('shared')
  })

  test('says which hosts lag while KV fails', async () => {
    const { put } = way
    way.put = () => Promise.reject(new Error('KV is away'))
    await make()
    const { html } = await viewer.see(home)
    way.put = put
    expect(html).toContain('lagging')
    expect(html).toContain('KV is away')
  })

  test('charts what was given up, as a picture and a table', async () => {
    await make()
    const counter = env.FAULTS.get(env.FAULTS.idFromName(key)) as DurableObjectStub & CounterStub
    for (const seam of ['view:home.hero', 'view:home.hero', 'route:GET /x']) {
      await counter.opened(seam)
    }
    const { html } = await viewer.see(home)
    expect(html).toMatch(/<svg[^>]*role="img"[^>]*view:home.hero: given up 2 times/)
    expect(html).toMatch(/<th scope="col">view:home.hero<\/th>/)
  })

  test('shows the rest where explanation, counter and store do not answer', async () => {
    const away = () => Promise.reject(new Error('away'))
    const broken = openAdminDesk(registrar, {
      explain: away,
      faultHistory: away,
      outboxOf: away,
    })
    await make()
    const { status, html } = await broken.as('viewer').see(home)
    expect(status).toBe(200)
    expect(html).toContain('counter does not answer')
    expect(html).toContain('store does not answer')
  })

  test('names what is degraded', async () => {
    const app = {
      layer: null,
      allowed: [],
      seams: { views: ['home'] },
      settings: [],
      givenUp: ['view:home'],
      ifItFaults: '',
      ifItDoesNotLoad: null,
    }
    await make()
    const degraded = openAdminDesk(registrar, { explain: async () => ({ ...NOBODY, app }) })
    expect((await degraded.as('viewer').see(home)).html).toContain('view:home: the base answers')
  })

  test('tells whom its code calls, and what the operator was told', async () => {
    await make()
    const calling = openAdminDesk(registrar, {
      outboundCalls: async () => [{ host: 'crm.example.com', calls: 9, failed: 1, today: 7 }],
    })
    expect((await calling.as('viewer').see(home)).html).toContain('crm.example.com 7 ×')
    expect((await viewer.see(home)).html).toContain('Its code called today</dt><dd>nobody')
  })

  test('of no event is a 404, and of another’s the same', async () => {
    await make()
    const stranger = admin.as('owner', ['other'])
    const [none, foreign] = [await owner.see('/events/nobody'), await stranger.see(home)]
    expect([none.status, foreign.status]).toEqual([404, 404])
    for (const path of [
      'edit',
      'hosts',
      'schedule',
      'revisions',
      'secrets',
      'suspend',
      'preview',
    ]) {
      expect((await stranger.see(`${home}/${path}`)).status).toBe(404)
    }
  })
})

describe('who may', () => {
  const CHANGING = ['edit', 'suspend', 'launch', 'roll-back?to=1', 'clone', 'preview']

  test('a viewer sees no actions, and is told which role they take', async () => {
    await make()
    for (const page of ['', '/hosts', '/schedule', '/revisions']) {
      const { html, forms } = await viewer.see(home + page)
      expect(forms.filter(({ method }) => method === 'post')).toEqual([])
      expect(html).not.toMatch(/class="button( danger)?"/)
    }
    for (const page of CHANGING) {
      const refused = await viewer.see(`${home}/${page}`)
      expect(refused.status).toBe(403)
      expect(refused.html).toContain('takes the role operator; yours is viewer')
    }
    expect((await operator.see(`${home}/delete`)).html).toContain('takes the role owner')
    expect((await operator.see('/tokens')).status).toBe(403)
  })

  test('a viewer who sends a form all the same changes nothing', async () => {
    await make()
    const { forms } = await operator.see(`${home}/hosts`)
    const add = forms.find(({ buttons }) => buttons[0]?.value === 'add')
    if (add === undefined) throw new Error('no form')
    const typed = { act: 'add', host: `${key}.example.org` }
    expect((await viewer.send(`${home}/hosts`, add, typed)).status).toBe(403)
    expect((await entry()).tenant.hosts).toEqual([`${key}.localhost`])
    expect(admin.host.notes).toContainEqual(
      expect.objectContaining({ type: 'admin', what: 'refused', who: 'token:the viewer' }),
    )
  })

  test('somebody with some events makes none, and sees their log alone', async () => {
    await make()
    const some = admin.as('operator', [key])
    expect((await some.see('/new')).status).toBe(403)
    expect((await some.see(`${home}/clone`)).status).toBe(403)
    expect((await some.see('/audit')).html).not.toContain('tenants.create')
    expect((await some.see(`/audit?key=${key}`)).html).toContain('tenants.create')
    expect((await some.see('/audit?key=other')).status).toBe(404)
  })

  test('a form that another site has a browser send changes nothing', async () => {
    await make()
    const { token } = { token: 'break-glass-of-the-test' }
    const sent = await admin.host.get(`${home}/launch`, {
      method: 'POST',
      headers: {
        authorization: `Basic ${btoa(`operator:${token}`)}`,
        origin: 'https://evil.example',
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: 'revision=1',
    })
    expect(sent.status).toBe(403)
    expect(await statusOf()).toBe('draft')
  })
})

test('the audit log is filtered by event, person and day', async () => {
  await make()
  await change({ name: 'Two' })
  expect((await viewer.see(`/audit?key=${key}&actor=test:ada`)).html).toContain('tenants.change')
  expect((await viewer.see(`/audit?key=${key}&actor=test:ada`)).html).not.toContain(
    'tenants.create',
  )
  expect((await viewer.see(`/audit?key=${key}&to=2001-01-01`)).html).toContain('Nothing is in')
  expect((await viewer.see('/audit?cursor=x')).status).toBe(400)
})

test('markup in a record is text on every page', async () => {
  const evil = '"><script>alert(1)</script>'
  await make({ name: evil, place: evil, theme: { accent: evil }, settings: { a: evil } })
  await change({ name: `${evil}2`, notice: { text: evil, until: null } })
  for (const path of ['/', `/audit?key=${key}`, `/?q=${encodeURIComponent(evil)}`]) {
    expect((await owner.see(path)).html).not.toContain('<script')
  }
  for (const page of [
    '',
    '/edit',
    '/hosts',
    '/schedule',
    '/revisions?a=1&b=2',
    '/clone',
    '/suspend',
    '/roll-back?to=1',
  ]) {
    expect((await owner.see(home + page)).html).not.toContain('<script')
  }
})

test('where the registrar is away, a page says so', async () => {
  const away = openAdminDesk({ call: () => Promise.reject(new Error('away')) })
  const { status, headers } = await away.host.get('/')
  expect(status).toBe(503)
  expect(headers.get('retry-after')).toBe('5')
})
