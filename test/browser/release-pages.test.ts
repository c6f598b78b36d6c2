import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest'
import { findingsOf } from '../support/axe.ts'
import { ask } from '../support/ask.ts'
import { type BuiltWorker, putAhead, startBuiltWorker } from '../support/built-worker.ts'
import { launchChromium } from '../support/chromium.ts'
import { picture } from '../support/picture.ts'
import { sampleRelease } from '../support/sample-release.ts'
import { create, done, lines } from '../support/usher-command.ts'

// The pages about releases, for those who have no mouse, and for those who have a phone.

vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 })

const TOKEN = 'a-token-of-the-test'
const MINUTE = 60_000
const HOME = '/events/fair'
const RELEASES = `${HOME}/releases`

let built: BuiltWorker
let browser: Browser
const samples = [
  sampleRelease('as rehearsed'),
  sampleRelease('the hall plan of Friday, which everybody has waited for since the spring'),
  sampleRelease('a small fix'),
]
const short = (at: number): string => samples[at]?.id.slice(0, 12) ?? ''

beforeAll(async () => {
  browser = await launchChromium(['--host-resolver-rules=MAP * 127.0.0.1'])
  built = await startBuiltWorker(inject('dist'), {
    clock: true,
    bindings: { ADMIN_TOKEN: TOKEN, PREVIEW_SECRET: 'a-secret-of-the-test' },
  })
  vi.stubEnv('USHER_ADMIN', `http://admin.localhost:${built.url.port}`)
  vi.stubEnv('USHER_TOKEN', TOKEN)
  await create('fair')
  await done('tenants', 'launch', 'fair')
  for (const sample of samples) await record(sample)
  await done('releases', 'promote', 'fair', short(0))
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await browser.close()
  await built.worker.dispose()
})

async function record({ manifest, texts }: (typeof samples)[number]): Promise<void> {
  const headers = { authorization: `Bearer ${TOKEN}` }
  const send = (method: string, path: string, type: string, body: string) =>
    ask(built.url.origin, 'admin.localhost', `/api/v1${path}`, {
      method,
      headers: { ...headers, 'content-type': type },
      body,
    })
  for (const [hash, text] of texts) {
    await send('PUT', `/modules/${hash}`, 'application/octet-stream', text)
  }
  const file = 'events/fair/event.ts'
  const notShared = [{ file, line: 3, repair: '"visits" is kept. Keep it in the store.' }]
  const note = manifest.messages['en']?.['home.agenda']
  const body = JSON.stringify({ manifest, note, notShared })
  expect((await send('POST', '/tenants/fair/releases', 'application/json', body)).status).toBe(201)
}

const windowOf = (different: Parameters<Browser['newContext']>[0] = {}): Promise<BrowserContext> =>
  browser.newContext({
    httpCredentials: { username: 'operator', password: TOKEN },
    reducedMotion: 'reduce',
    ...different,
  })

const address = (path: string): string => `http://admin.localhost:${built.url.port}${path}`

/** What the keyboard is on: its name, and whether that can be seen. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const on = document.activeElement
    const label = on instanceof HTMLInputElement ? on.labels?.[0] : null
    const { outlineStyle, outlineWidth } = getComputedStyle(on ?? document.body)
    return {
      name: (label ?? on)?.textContent?.trim() ?? '',
      shown: outlineStyle !== 'none' && outlineWidth !== '0px',
    }
  })

/** Goes on by the Tab key until it is on what is called so. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  const passed: string[] = []
  for (let presses = 0; presses < 80; presses++) {
    await page.keyboard.press('Tab')
    const on = await focused(page)
    passed.push(on.name)
    if (!name.test(on.name)) continue
    expect(on.shown, `${on.name} is seen to be in focus`).toBe(true)
    return
  }
  throw new Error(`The keyboard does not get to ${String(name)}: ${passed.join(' / ')}`)
}

/** To what is called so, and Enter; until the page is another one. */
async function press(page: Page, name: RegExp): Promise<void> {
  await tabTo(page, name)
  await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')])
}

const heading = (page: Page, name: RegExp) => page.getByRole('heading', { name }).first().waitFor()
const said = (page: Page, text: string) =>
  page.getByRole('status').filter({ hasText: text }).waitFor()

/** Three times within the hour after `from`, which is more than a bad moment. Milliseconds. */
async function keepFailing(from: number): Promise<void> {
  const counters = await built.worker.getDurableObjectNamespace('FAULTS')
  const counter = counters.get(counters.idFromName('fair')) as unknown as {
    opened(seam: string): Promise<void>
  }
  for (const step of [1, 2, 3]) {
    await putAhead(built, from + step * 6 * MINUTE)
    await counter.opened('view:home.hero')
  }
}

test('every step can be taken by the keyboard alone', async () => {
  const context = await windowOf()
  const page = await context.newPage()
  await page.goto(address(RELEASES))

  // What differs, then promoted from there, and back.
  await press(page, new RegExp(`^What differs in ${short(1)}`))
  await heading(page, new RegExp(`^From ${short(0)} to ${short(1)}$`))
  await press(page, new RegExp(`^Promote ${short(1)}$`))
  await said(page, 'It is in force.')
  await press(page, new RegExp(`^Roll back to ${short(0)}$`))
  await said(page, 'The release before it is in force again.')

  // A link to look at one, which keeps it.
  await press(page, new RegExp(`^Look at it: ${short(2)}$`))
  await press(page, /^Make a link$/)
  await page.getByRole('status').getByRole('link').waitFor()

  // An event that keeps failing, away from the others; and by choice, back.
  await keepFailing(0)
  await page.goto(address(HOME))
  await press(page, /^Quarantine it$/)
  await press(page, /^Quarantine it$/)
  await said(page, 'in an isolate of its own')
  await press(page, /^Move to another lane$/)
  await tabTo(page, /^Why/)
  await page.keyboard.type('the agency has mended it')
  await press(page, /^Move it$/)
  await said(page, 'beside other events')

  // Old ones away: not the one that a link is about.
  await putAhead(built, 120 * MINUTE)
  await press(page, /^Throw old ones away$/)
  await tabTo(page, /^How many stay/)
  await page.keyboard.press('Control+A')
  await page.keyboard.type('0')
  await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')])
  await page.getByText('1 release would go').waitFor()
  await tabTo(page, /^Type fair to confirm$/)
  await page.keyboard.type('fair')
  await press(page, /^Throw 1 release away$/)
  await said(page, 'Old releases are thrown away')
  const left = await lines<{ id: string }>('releases', 'fair')
  expect(left.map(({ id }) => id)).toEqual([samples[2]?.id, samples[0]?.id])
  const log = await lines<{ action: string }>('audit', 'fair')
  expect(log.map(({ action }) => action).slice(0, 5)).toEqual([
    'releases.prune',
    'lanes.move',
    'lanes.quarantine',
    'releases.roll-back',
    'releases.promote',
  ])
  await context.close()
})

test.each([
  ['light', 1_280],
  ['dark', 1_280],
  ['light', 375],
  ['dark', 375],
] as const)('its pages are whole in %s, %d px wide', async (colorScheme, width) => {
  for (const sample of samples) await record(sample)
  await keepFailing(180 * MINUTE)
  await done('lane', 'fair', 'shared', '--yes')
  const context = await windowOf({ colorScheme, viewport: { width, height: 800 } })
  const page = await context.newPage()
  const found: string[] = []
  const [a, b] = [samples[0]?.id ?? '', samples[1]?.id ?? '']
  for (const [path, name] of [
    [RELEASES, 'list'],
    [`${RELEASES}?a=${a}&b=${b}`, 'comparison'],
    [`${HOME}/prune?keep=0`, 'prune'],
    [`${HOME}/preview?release=${b}`, 'preview'],
    [`${HOME}/quarantine`, 'quarantine'],
    [`${HOME}/lane`, 'lane'],
    [HOME, 'proposal'],
    ['/audit?key=fair', 'audit'],
    [`${HOME}/lane`, 'back'],
  ] as const) {
    if (name === 'back') await done('lane', 'fair', 'isolated')
    expect((await page.goto(address(path)))?.status(), path).toBe(200)
    if (name === 'proposal') await page.getByRole('alert').waitFor()
    if (name === 'back') await page.getByText('Keep it in the store.').waitFor()
    found.push(...(await findingsOf(page)).map((one) => `${name} ${one}`))
    const wide = await page.evaluate(() => document.documentElement.scrollWidth)
    if (wide > width) found.push(`${name} is ${wide} px wide`)
    const file = `dist/pictures/releases-${name}-${colorScheme}-${width}.png`
    await picture(page, file, { fullPage: true })
  }
  expect(found).toEqual([])
  await context.close()
})
