import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import type { Told } from '../../src/admin/told.ts'
import { demoData } from '../../src/cli/demo-data.ts'
import { signOf } from '../../src/dev/admin-door.ts'
import { LIVE_EVENTS_KEY } from '../../src/registry/kv-live-events.ts'
import { ask } from '../support/ask.ts'
import { seriousFindings } from '../support/axe.ts'
import { type BuiltWorker, startBuiltWorker } from '../support/built-worker.ts'
import { picture } from '../support/picture.ts'
import { essence } from '../support/reply.ts'
import { launchChromium } from '../support/chromium.ts'
import { seedBuiltWorker } from '../support/seed-built-worker.ts'

const TOKEN = 'a-token-of-the-test'
const bearer = (token: string) => ({ authorization: `Bearer ${token}` })
const basic = (user: string, token: string) => ({
  authorization: `Basic ${btoa(`${user}:${token}`)}`,
})

/** What development’s one click leaves in the browser, for the token of this test. */
const LOCAL_SIGN = await signOf(TOKEN)

let built: BuiltWorker
let server = ''
beforeAll(async () => {
  built = await startBuiltWorker(inject('dist'), { bindings: { ADMIN_TOKEN: TOKEN } })
  server = built.url.origin
  await seedBuiltWorker(built.worker, demoData('demo', []))
})
afterAll(() => built.worker.dispose())

const explain = (url: string, method = 'GET') =>
  ask(
    server,
    'admin.localhost',
    `/api/v1/explain?${new URLSearchParams({ url, method }).toString()}`,
    {
      headers: bearer(TOKEN),
    },
  )
const told = async (url: string, method?: string) =>
  JSON.parse((await explain(url, method)).body) as Told

describe('the admin host', () => {
  test('is nobody’s host where no token is set', async () => {
    const without = inject('server')
    const admin = await ask(without, 'admin.localhost', '/explain')
    expect(essence(admin)).toEqual(essence(await ask(without, 'nobody.localhost', '/explain')))
  })

  test.each([
    ['nothing', {}],
    ['another token', bearer('another')],
    ['the sign of development’s own door', { cookie: `__Host-local-admin=${LOCAL_SIGN}` }],
    ['an empty token', bearer('')],
    ['another user', basic('admin', TOKEN)],
    ['no base64', { authorization: 'Basic %%%' }],
  ])('lets nobody in with %s, whatever the path', async (_, headers) => {
    for (const path of ['/', '/explain', '/api/v1/explain?url=http://x.localhost/', '/nowhere']) {
      const answer = await ask(server, 'admin.localhost', path, { headers })
      expect(answer.status).toBe(401)
      const scheme = path.startsWith('/api/') ? 'Bearer' : 'Basic'
      expect(answer.headers.get('www-authenticate')).toMatch(new RegExp(`^${scheme} `))
    }
  })

  test('lets the operator in, by browser and by program', async () => {
    for (const headers of [bearer(TOKEN), basic('operator', TOKEN)]) {
      expect((await ask(server, 'admin.localhost', '/explain', { headers })).status).toBe(200)
    }
  })

  test('is not an event’s: its paths are not on events’ hosts', async () => {
    const answer = await ask(server, 'maritime-expo.localhost', '/explain', {
      headers: bearer(TOKEN),
    })
    expect(answer.status).toBe(404)
  })
})

describe('explain', () => {
  test('names event, status, lane and who answers', async () => {
    expect(await told('http://makers-fair.localhost/workshops/kiln')).toMatchObject({
      outcome: 'the event answers',
      event: { key: 'makers-fair', status: 'live', statusNow: 'live', revision: 1 },
      lane: 'shared',
      app: {
        layer: { by: 'event', pattern: '/workshops/:id' },
        allowed: ['GET', 'HEAD', 'OPTIONS'],
        givenUp: [],
        ifItFaults: 'the event’s error page, 500',
      },
    })
    expect(await told('http://maritime-expo.localhost/agenda')).toMatchObject({
      lane: 'base',
      app: { layer: { by: 'base', pattern: '/agenda' }, seams: {} },
    })
  })

  test('knows what no event has to do with', async () => {
    expect(await told('http://makers-fair.localhost/-/worker.js')).toMatchObject({
      outcome: 'the base answers, with a file that is the same for every event',
      event: { key: 'makers-fair' },
      app: null,
    })
  })

  test('says why nobody answers', async () => {
    expect((await told('http://nobody.localhost/')).outcome).toContain(
      'registry knows no such host',
    )
    expect((await told('http://www.localhost/')).outcome).toContain('reserved')
    const refused = await told('http://maritime-expo.localhost/agenda', 'POST')
    expect(refused.app).toMatchObject({ layer: null, allowed: ['GET', 'HEAD', 'OPTIONS'] })
  })

  test('tells what the event’s module fills', async () => {
    const { app } = await told('http://pycon-apac.localhost/')
    expect(app?.seams).toMatchObject({ views: expect.arrayContaining(['home']), pages: ['/visa'] })
  })

  test('tells what the answer then is: the same functions', async () => {
    for (const path of ['/', '/agenda', '/workshops', '/workshops/x', '/nowhere']) {
      const { app } = await told(`http://makers-fair.localhost${path}`)
      const answer = await ask(server, 'makers-fair.localhost', path)
      if (app?.layer === null) expect(answer.status).toBe(404)
      else expect(answer.status === 200 || app?.layer?.by === 'event').toBe(true)
    }
  })

  test.each(['', 'foo', 'ftp://x/', 'javascript:alert(1)'])('%j is no address', async (url) => {
    expect((await explain(url)).status).toBe(400)
  })

  test('shows markup in an address as text', async () => {
    const url = 'http://x.localhost/"><script>alert(1)</script>'
    const page = await ask(server, 'admin.localhost', `/explain?url=${encodeURIComponent(url)}`, {
      headers: bearer(TOKEN),
    })
    expect(page.body).not.toContain('<script')
  })
})

describe('in the browser', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launchChromium()
  })
  afterAll(() => browser.close())

  const open = (host: string, path = '/') => `http://${host}:${built.url.port}${path}`
  const PHONE = { width: 390, height: 844 }
  const credentials = { username: 'operator', password: TOKEN }

  test('an operator asks about an address by keyboard and reads the answer', async () => {
    const context = await browser.newContext({ httpCredentials: credentials, viewport: PHONE })
    const page = await context.newPage()
    await page.goto(open('admin.localhost', '/explain'))
    await page.getByLabel('Address').fill('http://pycon-apac.localhost/visa')
    await page.keyboard.press('Enter')
    await page.getByText('a page of the event').waitFor()
    await picture(page, 'dist/screenshots/explain.png', { fullPage: true })
    expect(await seriousFindings(page)).toEqual([])
    await context.close()
  })

  test('an operator looks at the work of an event', async () => {
    const context = await browser.newContext({ httpCredentials: credentials, viewport: PHONE })
    const page = await context.newPage()
    await page.goto(open('admin.localhost'))
    await page.getByRole('link', { name: 'Work', exact: true }).click()
    await page.getByLabel('Event').fill('maritime-expo')
    await page.keyboard.press('Enter')
    await page.getByText('given up').waitFor()
    await picture(page, 'dist/screenshots/outbox.png', { fullPage: true })
    expect(await seriousFindings(page)).toEqual([])
    await context.close()
  })

  test('the bare apex lists the live events, and says so when there are none', async () => {
    const page = await (await browser.newContext({ viewport: PHONE })).newPage()
    await page.goto(open('localhost'))
    expect(await page.locator('main').innerText()).toContain('No event is open')
    const records = await built.worker.getKVNamespace('TENANTS')
    const event = {
      name: 'A <b>Fair</b>',
      host: 'a.localhost',
      starts: '2027-01-01',
      ends: '2027-01-02',
      place: '',
    }
    await records.put(LIVE_EVENTS_KEY, JSON.stringify([event]))
    const other = await startBuiltWorker(inject('dist'))
    await (
      await other.worker.getKVNamespace('TENANTS')
    ).put(LIVE_EVENTS_KEY, JSON.stringify([event]))
    await page.goto(`http://localhost:${other.url.port}/`)
    expect(await page.getByRole('link').innerText()).toBe('A <b>Fair</b>')
    expect(await seriousFindings(page)).toEqual([])
    await picture(page, 'dist/screenshots/apex.png')
    await other.worker.dispose()
  })
})
