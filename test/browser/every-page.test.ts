import { mkdirSync, rmSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest'
import { demoData } from '../../src/cli/demo-data.ts'
import type { PersonRecord } from '../../src/base/people/person.ts'
import { ask } from '../support/ask.ts'
import { findingsOf } from '../support/axe.ts'
import { builtDoor } from '../support/built-door.ts'
import { type BuiltWorker, startBuiltWorker } from '../support/built-worker.ts'
import { launchChromium } from '../support/chromium.ts'
import type { EventDoor } from '../support/event-door.ts'
import { enliven, type LivelyEvent } from '../support/lively-event.ts'
import { invented } from '../support/people.ts'
import { picture } from '../support/picture.ts'
import { type OpenPage, openPages, PAGES } from '../support/site-map.ts'
import { tenant } from '../support/tenants.ts'

// Every page of the base, of somebody with much to do, somebody with nothing and nobody in
// particular, in light, dark and right to left. `npm run pictures` leaves what it looked at in
// dist/test/screenshots, at a telephone's size and a desk's.

const SHOTS = 'dist/test/screenshots'
const PHONE = { width: 390, height: 844 }
const DESKTOP = { width: 1280, height: 900 }
/** Bytes, compressed: a page with its styles and script, and the script of it. */
const PAGE_SIZE = 30 * 1024
const SCRIPT_SIZE = 25 * 1024

const LOOKS = {
  light: { colorScheme: 'light', locale: 'en-GB' },
  dark: { colorScheme: 'dark', locale: 'en-GB' },
  'right-to-left': { colorScheme: 'light', locale: 'ar' },
} as const

/** Names as they come, to see what pages make of them. */
const CROWD: readonly PersonRecord[] = [
  ['見本太郎', 'Fictional Lines', 'Fleet manager'],
  ['ليلى المثال', 'شركة المثال للملاحة', 'شريكة'],
  [
    'Maria-Magdalena von und zu Mustermann-Beispielhausen',
    'Donaudampfschifffahrtsgesellschaft',
    'Geschäftsführende Gesellschafterin',
  ],
  ['Øyvind Łęcki-Żółć', 'Å', ''],
].map(([name = '', organisation = '', role = ''], i) =>
  invented(`crowd-${i}`, {
    name,
    organisation,
    role,
    offers: ['pumps', 'valves', 'welding', 'cranes'],
  }),
)

vi.setConfig({ testTimeout: 240_000 })

let built: BuiltWorker
let browser: Browser
let door: EventDoor
let event: LivelyEvent
let visitors: ReadonlyMap<VisitorName, Visitor>

/** bob has much to do, uma nothing yet. */
type VisitorName = 'nobody' | 'bob' | 'uma'

interface Visitor {
  readonly cookie: string | undefined
  readonly pages: readonly OpenPage[]
}

beforeAll(async () => {
  rmSync(SHOTS, { recursive: true, force: true })
  built = await startBuiltWorker(inject('dist'), { inspected: true, secure: true })
  door = await builtDoor(built, tenant('gallery', { locales: ['en', 'ar'], name: 'Harbour Days' }))
  event = await enliven(door, CROWD)
  // Not by context: a service worker fetches by itself.
  browser = await launchChromium(['--ignore-certificate-errors'])
  const ids = Array.from(event.guests.values(), ({ id }) => id)
  const known = [...ids, ...event.hidden.values(), ...event.keys.values()]
  const found = new Map<VisitorName, Visitor>()
  for (const name of ['nobody', 'bob', 'uma'] as const) {
    const cookie = event.guests.get(name)?.cookie
    found.set(name, { cookie, pages: await openPages(door, cookie, known) })
  }
  visitors = found
})
afterAll(async () => {
  await browser.close()
  await built.worker.dispose()
})

/** Pages that no route answers. */
const MISSING = ['/no-such-page', '/people/nobody']

/** What a visitor sees as pages: path by name. */
function pagesOf(name: VisitorName): Map<string, string> {
  const { pages = [] } = visitors.get(name) ?? {}
  const shown = pages.filter(({ reply }) => reply.headers.get('content-type')?.includes('html'))
  return new Map([
    ...shown.map(({ pattern, path }) => [fileName(pattern), path] as const),
    ...MISSING.map((path) => [fileName(path), path] as const),
  ])
}

const fileName = (pattern: string): string =>
  pattern
    .replaceAll(/\{[^/]+\}|:/g, '')
    .slice(1)
    .replaceAll('/', '-') || 'home'

test('every page of the base opens for one of those who look at it', () => {
  const open = new Set(
    [...visitors.values()].flatMap(({ pages }) => pages.map(({ pattern }) => pattern)),
  )
  expect(PAGES.map(({ pattern }) => pattern).filter((pattern) => !open.has(pattern))).toEqual([])
})

/** A browser of a visitor; what its console complains of is kept. */
async function openBrowser(
  name: VisitorName,
  look: keyof typeof LOOKS,
  complaints: string[],
): Promise<Page> {
  const context = await browser.newContext({
    ...LOOKS[look],
    viewport: PHONE,
  })
  const [cookie, value] = visitors.get(name)?.cookie?.split('=') ?? []
  if (cookie !== undefined && value !== undefined) {
    await context.addCookies([{ name: cookie, value, url: door.origin, secure: true }])
  }
  const page = await context.newPage()
  page.on('console', (message) => {
    // A browser says so of every page that is not there.
    const known = message.text().startsWith('Failed to load resource')
    if (['error', 'warning'].includes(message.type()) && !known) complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  return page
}

const LOOKED_AT: readonly (readonly [VisitorName, keyof typeof LOOKS])[] = [
  ['nobody', 'light'],
  ['nobody', 'dark'],
  ['nobody', 'right-to-left'],
  ['bob', 'light'],
  ['bob', 'dark'],
  ['bob', 'right-to-left'],
  ['uma', 'light'],
]

describe.each(LOOKED_AT)('to %s, in %s', (name, look) => {
  test('every page fits a telephone, does not jump, and passes axe', async () => {
    const complaints: string[] = []
    const page = await openBrowser(name, look, complaints)
    const folder = `${SHOTS}/${look}`
    mkdirSync(folder, { recursive: true })
    const found: Record<string, unknown> = {}
    for (const [file, path] of pagesOf(name)) {
      await page.setViewportSize(PHONE)
      await page.goto(door.origin + path)
      const problems = [...(await measure(page)), ...(await findingsOf(page))]
      if (problems.length > 0) found[file] = problems
      await shoot(page, `${folder}/${name}-${file}`)
    }
    await page.context().close()
    expect(found).toEqual({})
    expect(complaints).toEqual([])
  })
})

/** Both sizes of a page as pictures, for whoever wants to see them: they take longer than the rest. */
async function shoot(page: Page, file: string): Promise<void> {
  await picture(page, `${file}-390.png`, { fullPage: true })
  await page.setViewportSize(DESKTOP)
  await picture(page, `${file}-1280.png`, { fullPage: true })
}

test('a form with too much in every field comes back with what is wrong, in every look', async () => {
  const found: Record<string, unknown> = {}
  let refused = 0
  for (const look of ['light', 'right-to-left'] as const) {
    const page = await openBrowser('bob', look, [])
    for (const [file, path] of pagesOf('bob')) {
      await page.setViewportSize(PHONE)
      await page.goto(door.origin + path)
      const sent = await page.evaluate(overfill)
      if (!sent) continue
      await page.locator('[aria-invalid]').first().waitFor()
      refused += 1
      const problems = [...(await measure(page)), ...(await findingsOf(page))]
      if (problems.length > 0) found[`${look} ${file}`] = problems
      await shoot(page, `${SHOTS}/${look}/bob-${file}-refused`)
    }
    await page.context().close()
  }
  expect(found).toEqual({})
  expect(refused).toBeGreaterThanOrEqual(6)
})

/** Sends the first form of a page with text fields, each of them far too full; whether there is one. */
function overfill(): boolean {
  const fields = 'input[type=text], input[type=email], input[type=tel], textarea'
  const form = Array.from(document.querySelectorAll('form')).find(
    ({ method, elements }) =>
      method === 'post' && Array.from(elements).some((element) => element.matches(fields)),
  )
  if (form === undefined) return false
  for (const field of form.querySelectorAll<HTMLInputElement>(fields))
    field.value = 'Much '.repeat(500)
  form.submit()
  return true
}

/** What a visitor would notice without looking for it. */
const measure = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const problems: string[] = []
    const { scrollWidth, clientWidth } = document.documentElement
    if (scrollWidth > clientWidth) problems.push(`${scrollWidth - clientWidth} pixels too wide`)
    if (document.querySelector('footer') === null) problems.push('it has no footer')
    if (document.querySelectorAll('h1').length !== 1) problems.push('it has not one heading')
    if ((document.querySelector('.menu')?.clientHeight ?? 0) > 60) problems.push('a menu of rows')
    const here = document.querySelector('.menu [aria-current]')?.getBoundingClientRect()
    if (here !== undefined && (here.left < 0 || here.right > clientWidth)) {
      problems.push('the menu does not show where one is')
    }
    const shift = await new Promise<number>((resolve) => {
      let sum = 0
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) sum += (entry as unknown as { value: number }).value
      }).observe({ type: 'layout-shift', buffered: true })
      setTimeout(() => resolve(sum), 50)
    })
    if (shift >= 0.01) problems.push(`it jumps by ${shift}`)
    return problems
  })

describe('with styles and script', () => {
  /** Bytes of a page and of the script that comes with it, compressed. */
  async function sizeOf(
    origin: string,
    host: string,
    html: string,
  ): Promise<{ page: number; script: number }> {
    const linked = (tag: string): string[] =>
      Array.from(
        html.matchAll(new RegExp(`<${tag}\\b[^>]*(?:src|href)="(/[^"]+)"`, 'g')),
        ([, path = '']) => path,
      )
    const bytes = async (path: string): Promise<number> =>
      gzipSync((await ask(origin, host, path)).body).length
    const sum = async (paths: readonly string[]): Promise<number> =>
      (await Promise.all(paths.map(bytes))).reduce((all, one) => all + one, 0)
    const script = await sum(linked('script'))
    const rest = await sum(linked('link').filter((path) => !path.endsWith('.ics')))
    return { page: gzipSync(html).length + script + rest, script }
  }

  test('no page of the base is over 30 KB, compressed', async () => {
    const { canonicalHost } = door.tenant
    let [most, largest] = [0, '']
    for (const [name, { pages }] of visitors) {
      for (const { pattern, reply } of pages) {
        const { page, script } = await sizeOf(built.url.origin, canonicalHost, reply.body)
        if (page > most) [most, largest] = [page, `${pattern} of ${name}`]
        expect(script).toBeLessThan(SCRIPT_SIZE)
      }
    }
    console.log(`page sizes: the largest is ${largest}, ${(most / 1024).toFixed(1)} KB`)
    expect(most).toBeLessThan(PAGE_SIZE)
  })

  test('nor are the demo events’ own home and agenda', async () => {
    for (const {
      tenant: { canonicalHost },
    } of demoData('demo', [])) {
      for (const path of ['/', '/agenda']) {
        const { body } = await ask(inject('server'), canonicalHost, path)
        const { page } = await sizeOf(inject('server'), canonicalHost, body)
        expect([canonicalHost, path, page < PAGE_SIZE]).toEqual([canonicalHost, path, true])
      }
    }
  })
})
