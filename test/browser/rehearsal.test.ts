import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest'
import { buildWorker } from '../../src/build/build.ts'
import { findingsOf } from '../support/axe.ts'
import { type BuiltWorker, putAhead, startBuiltWorker } from '../support/built-worker.ts'
import { launchChromium } from '../support/chromium.ts'
import { picture } from '../support/picture.ts'
import { project, writeEvents } from '../support/project.ts'
import { create, done, lines } from '../support/usher-command.ts'

// Show days, rehearsed: an event stays on its release while the platform goes on; the next release is
// looked at, promoted, found to be faulty, and rolled back with one click.

vi.setConfig({ testTimeout: 600_000, hookTimeout: 300_000 })

const TOKEN = 'a-token-of-the-test'
const BINDINGS = { ADMIN_TOKEN: TOKEN, PREVIEW_SECRET: 'a-secret-of-the-test' }
/** After which nothing that an isolate remembers of the registry is used without asking again. */
const FORGOTTEN = 6 * 60_000

const hero = (body: string) => `import type { HomeProps } from 'usher/kit'

export const Hero = ({ page }: HomeProps) => {
  ${body}
}
`
const shows = (name: string) =>
  hero(`return (
    <div class="wrap head">
      <h1>{page.tenant.name}</h1>
      <p>Served by release ${name}</p>
    </div>
  )`)
const THROWS = hero(`if (page.path !== '') throw new Error('The hall plan is missing.')
  return <p>never</p>`)
const EVENT = `import { defineEvent } from 'usher/kit'
import { Hero } from './hero.tsx'

export default defineEvent({ views: { 'home.hero': Hero }, theme: { accent: '#0b5d3b' } })
`
/** Of the base, as it is and as a later deployment has it. */
const [SAID, SAYS] = ['The programme is being prepared.', 'The programme follows in spring.']

const root = resolve(project('rehearsal', { 'show/event.tsx': EVENT, 'show/hero.tsx': shows('A') }))
const persist = mkdtempSync(join(tmpdir(), 'usher-rehearsal-'))
let built: BuiltWorker
let browser: Browser
let ahead = 0

const start = (dist: string) => startBuiltWorker(dist, { clock: true, persist, bindings: BINDINGS })
async function serve(dist: string): Promise<void> {
  built = await start(dist)
  await putAhead(built, ahead)
  vi.stubEnv('USHER_ADMIN', `http://admin.localhost:${built.url.port}`)
  vi.stubEnv('USHER_TOKEN', TOKEN)
}

beforeAll(async () => {
  browser = await launchChromium(['--host-resolver-rules=MAP * 127.0.0.1'])
  await serve(inject('dist'))
})
afterAll(async () => {
  await browser.close()
  await built.worker.dispose()
  rmSync(persist, { recursive: true, force: true })
})

const run = promisify(execFile)
/** The command line in the project whose events change. */
const usherThere = async (...words: string[]): Promise<string> =>
  (await run(process.execPath, ['src/cli/usher.ts', ...words], { cwd: root })).stdout

/** Rewrites the event's source and makes a release of it. */
async function release(source: string, ...words: string[]): Promise<void> {
  writeEvents(root, { 'show/hero.tsx': source })
  await usherThere('release', 'show', ...words)
}

interface Looked {
  readonly status: number
  readonly text: string
  readonly degraded: string | null
}

/** What somebody gets who comes now, with a browser that knows nothing. */
async function visit(key: string, path = '/', name?: string): Promise<Looked> {
  ahead += FORGOTTEN
  await putAhead(built, ahead)
  const context = await browser.newContext({ locale: 'en-GB' })
  const seen = await look(await context.newPage(), key, path, name)
  await context.close()
  return seen
}

async function look(page: Page, key: string, path: string, name?: string): Promise<Looked> {
  const response = await page.goto(`http://${key}.localhost:${built.url.port}${path}`)
  if (name !== undefined) await shoot(page, name)
  return {
    status: response?.status() ?? 0,
    text: await page.locator('body').innerText(),
    degraded: (await response?.headerValue('usher-degraded')) ?? null,
  }
}

const shoot = (page: Page, name: string): Promise<void> =>
  picture(page, `dist/pictures/rehearsal-${name}.png`, { fullPage: true })

const findings: string[] = []

/** An operator's page, looked at closely. */
async function open(page: Page, path: string, name: string): Promise<void> {
  await page.goto(`http://admin.localhost:${built.url.port}${path}`)
  await inspect(page, name)
}

async function inspect(page: Page, name: string): Promise<void> {
  findings.push(...(await findingsOf(page)).map((one) => `${name} ${one}`))
  await shoot(page, name)
}

const operator = (): Promise<BrowserContext> =>
  browser.newContext({
    httpCredentials: { username: 'operator', password: TOKEN },
    reducedMotion: 'reduce',
  })

const RELEASES = '/events/show/releases'

test('show days, from the rehearsal to the way back', async () => {
  for (const key of ['show', 'plain']) {
    await create(key)
    await done('tenants', 'launch', key)
  }
  const context = await operator()
  const page = await context.newPage()
  const button = (name: string | RegExp) => page.getByRole('button', { name })
  const status = (text: string) => page.getByRole('status').filter({ hasText: text }).waitFor()

  // Release A, frozen.
  await open(page, RELEASES, '1-no-release')
  await release(shows('A'), '--promote', '--note', 'as rehearsed on Friday')
  await open(page, '/events/show/freeze', '2-freeze')
  await button('Freeze for the show days').click()
  await status('It is frozen')
  await inspect(page, '3-frozen')
  expect((await visit('show')).text).toContain('Served by release A')

  // The platform goes on: the same data under another build of it.
  const messages = join(root, 'src/base/home/messages.ts')
  writeFileSync(messages, readFileSync(messages, 'utf8').replace(SAID, SAYS))
  const next = await buildWorker({ root })
  expect(next.problems).toEqual([])
  const checked = await done('releases', 'check', '--build', next.bundle.dir)
  expect(checked).toMatch(/^show [0-9a-f]{12}: works, \d+ answers$/m)
  await built.worker.dispose()
  await serve(next.bundle.dir)
  expect((await visit('plain')).text).toContain(SAYS)
  const frozen = await visit('show')
  expect(frozen.text).toContain('Served by release A')
  expect(frozen.text).toContain(SAID)

  // Release B, looked at by link while everybody else has A.
  await release(shows('B'), '--note', 'the hall plan')
  await open(page, RELEASES, '4-two-releases')
  await button('Compare').click()
  await page.getByRole('heading', { name: /^From [0-9a-f]{12} to/ }).waitFor()
  await inspect(page, '4-compared')
  await page
    .getByRole('link', { name: /^Look at it/ })
    .first()
    .click()
  await button('Make a link').click()
  await inspect(page, '5-link')
  const link = await page.getByRole('status').getByRole('link').getAttribute('href')
  const guest = await (await browser.newContext({ locale: 'en-GB' })).newPage()
  await guest.goto((link ?? '').replace(/^https:\/\/([^/]+)/, `http://$1:${built.url.port}`))
  expect(await guest.locator('body').innerText()).toContain('Served by release B')
  await guest.getByRole('complementary', { name: 'Preview' }).waitFor()
  findings.push(...(await findingsOf(guest)).map((one) => `preview ${one}`))
  await shoot(guest, '6-preview')
  await guest.goto(`http://show.localhost:${built.url.port}/sign-in`)
  await guest.getByRole('textbox').first().fill('ada@example.org')
  await guest.getByRole('textbox').first().press('Enter')
  await guest.getByRole('heading', { name: 'This is a preview' }).waitFor()
  await shoot(guest, '7-look-only')
  expect((await visit('show')).text).toContain('Served by release A')

  // B is promoted, once the pin of the show days is off.
  await open(page, RELEASES, '8-pinned')
  expect(await button(/^Promote/).count()).toBe(0)
  await button('Unpin').click()
  await status('let go')
  await button(/^Promote/).click()
  await status('in force')
  await inspect(page, '9-promoted')
  expect((await visit('show')).text).toContain('Served by release B')

  // B as somebody mended it in a hurry: the page is whole, and says that it is not as it should be.
  await release(THROWS, '--promote', '--note', 'a small fix')
  const faulty = await visit('show', '/', '10-degraded')
  expect(faulty).toMatchObject({ status: 200, degraded: 'view:home.hero' })
  expect(faulty.text).toContain('The show')
  expect(faulty.text).not.toContain('hall plan is missing')

  // Back, with one click.
  await open(page, RELEASES, '11-before-rolling-back')
  await button(/^Roll back to/).click()
  await status('The release before it is in force again')
  await inspect(page, '12-rolled-back')
  const back = await visit('show', '/', '13-back')
  expect(back).toMatchObject({ status: 200, degraded: null })
  expect(back.text).toContain('Served by release B')

  // All of it is in the log.
  await open(page, '/audit?key=show', '14-audit')
  const log = await lines<{ action: string }>('audit', 'show')
  expect(log.map(({ action }) => action).toReversed()).toEqual([
    'tenants.create',
    'tenants.status',
    'releases.record',
    'releases.promote',
    'tenants.status',
    'releases.record',
    'releases.unpin',
    'releases.promote',
    'releases.record',
    'releases.promote',
    'releases.roll-back',
  ])
  expect(findings).toEqual([])
  await context.close()
})

test('its pages are there for phones', async () => {
  const context = await browser.newContext({
    httpCredentials: { username: 'operator', password: TOKEN },
    viewport: { width: 375, height: 700 },
  })
  const page = await context.newPage()
  for (const [path, name] of [
    [RELEASES, 'releases'],
    ['/events/show/lane', 'lane'],
    ['/events/show/quarantine', 'quarantine'],
    ['/events/show', 'event'],
  ] as const) {
    await open(page, path, `phone-${name}`)
    const width = await page.evaluate(() => document.documentElement.scrollWidth)
    expect(width, path).toBeLessThanOrEqual(375)
  }
  expect(findings).toEqual([])
  await context.close()
})
