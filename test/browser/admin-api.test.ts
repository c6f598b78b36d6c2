import { Validator } from '@seriousme/openapi-schema-validator'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { ask } from '../support/ask.ts'
import { seriousFindings } from '../support/axe.ts'
import { DRAFT } from '../support/admin-client.ts'
import { type BuiltWorker, startBuiltWorker } from '../support/built-worker.ts'
import { launchChromium } from '../support/chromium.ts'
import type { Reply } from '../support/reply.ts'

// The admin API as it would be deployed: the built bundle, asked over a socket.

const TOKEN = 'a-token-of-the-test'

let built: BuiltWorker
let server = ''
beforeAll(async () => {
  built = await startBuiltWorker(inject('dist'), {
    bindings: { ADMIN_TOKEN: TOKEN, PREVIEW_SECRET: 'a-secret-of-the-test' },
  })
  server = built.url.origin
})
afterAll(() => built.worker.dispose())

const send = (
  method: string,
  path: string,
  body?: string | object,
  headers: Readonly<Record<string, string>> = {},
): Promise<Reply> =>
  ask(server, 'admin.localhost', `/api/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${TOKEN}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
const told = ({ body }: Reply) => JSON.parse(body) as Record<string, never>
const linesOf = ({ body }: Reply) =>
  body
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>)

test('the document is the same that validates in development', async () => {
  const { body } = await send('GET', '/openapi.json')
  expect(await new Validator().validate(JSON.parse(body) as Record<string, unknown>)).toMatchObject(
    {
      valid: true,
    },
  )
})

test('an event is made, seen by its preview, goes live, is suspended and gone', async () => {
  const visit = async (path = '/') => (await ask(server, 'fair.localhost', path)).status
  expect((await send('POST', '/tenants', DRAFT)).status).toBe(201)
  expect(await visit()).toBe(404)
  const { link } = told(await send('POST', '/tenants/fair/previews', {}))
  const preview = new URL(link ?? '')
  const arrival = await ask(server, 'fair.localhost', preview.pathname + preview.search)
  const cookie = arrival.headers.get('set-cookie')?.split(';')[0] ?? ''
  const previewed = await ask(server, 'fair.localhost', '/', { headers: { cookie } })
  expect(previewed.status).toBe(200)
  const status = (to: string, revision: number) =>
    send('POST', '/tenants/fair/status?reason=test', { to }, { 'if-match': `"${revision}"` })
  expect(await status('live', 1)).toMatchObject({ status: 200 })
  expect(told(await send('GET', '/tenants/fair'))).toMatchObject({ statusNow: 'live' })
  expect(told(await status('suspended', 2))).toMatchObject({ tenant: { status: 'suspended' } })
  const gone = await send('DELETE', '/tenants/fair?reason=done', undefined, { 'if-match': '"3"' })
  expect(gone.status).toBe(200)
})

test('a token opens what it is for until it is revoked, and not a moment longer', async () => {
  await send('POST', '/tenants', { ...DRAFT, key: 'own' })
  await send('POST', '/tenants', { ...DRAFT, key: 'other' })
  const draft = { label: 'crm', role: 'viewer', events: ['own'] }
  const made = told(await send('POST', '/tokens', draft)) as { id?: string; token?: string }
  const headers = { authorization: `Bearer ${made.token}` }
  expect((await send('GET', '/tenants/own', undefined, headers)).status).toBe(200)
  expect((await send('GET', '/tenants/other', undefined, headers)).status).toBe(404)
  expect((await send('GET', '/tokens', undefined, headers)).status).toBe(403)
  expect((await send('GET', '/tokens')).body).not.toContain(made.token)
  expect((await send('DELETE', `/tokens/${made.id}`)).status).toBe(200)
  expect((await send('GET', '/tenants/own', undefined, headers)).status).toBe(401)
  expect(built.log.filter((line) => line.includes('"type":"admin"')).join('\n')).toContain(
    '"what":"refused"',
  )
  expect(built.log.join('\n')).not.toContain(made.token)
})

test('an expired token opens nothing', async () => {
  const draft = { label: 'old', role: 'owner', expires: Date.now() + 3_000 }
  const { token } = told(await send('POST', '/tokens', draft)) as { token?: string }
  expect(token).toBeTypeOf('string')
  const headers = { authorization: `Bearer ${token}` }
  await expect.poll(async () => (await send('GET', '/whoami', undefined, headers)).status).toBe(401)
})

test('many events come in as lines, with progress, and go out again', async () => {
  const many = 2_000
  const rows = Array.from({ length: many }, (_, i) =>
    JSON.stringify({ ...DRAFT, key: `many-${i}`, name: `Fair number ${i}` }),
  ).join('\n')
  const imported = linesOf(
    await send('POST', '/tenants:import', rows, { 'content-type': 'application/x-ndjson' }),
  )
  expect(imported.at(-1)).toMatchObject({ type: 'done', created: many, taken: true })
  expect(imported.filter(({ type }) => type === 'progress')).toHaveLength(5)
  const exported = linesOf(await send('GET', '/tenants:export'))
  expect(exported.filter(({ key }) => String(key).startsWith('many-'))).toHaveLength(many)
  const found = told(await send('GET', '/tenants?q=number%20777&sort=key&limit=1'))
  expect(found).toMatchObject({ tenants: [{ key: 'many-777' }], next: null })
})

describe('the reference, in the browser', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launchChromium()
  })
  afterAll(() => browser.close())

  test.each([
    ['light', 1280],
    ['dark', 390],
  ] as const)('is readable, %s and %i wide, and breaks no policy', async (colorScheme, width) => {
    const context = await browser.newContext({
      httpCredentials: { username: 'operator', password: TOKEN },
      viewport: { width, height: 800 },
      colorScheme,
    })
    const page = await context.newPage()
    const complaints: string[] = []
    page.on('console', (message) => complaints.push(message.text()))
    await page.goto(`http://admin.localhost:${built.url.port}/api/v1/`)
    await page.getByRole('link', { name: 'Create an event', exact: true }).click()
    expect(page.url()).toContain('#createTenant')
    expect(await seriousFindings(page)).toEqual([])
    expect(complaints).toEqual([])
    const overflow = await page.evaluate(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    )
    expect(overflow).toBe(0)
    await page.screenshot({ path: `dist/screenshots/reference-${colorScheme}.png` })
    await context.close()
  })
})
