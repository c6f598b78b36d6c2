import { mkdirSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { seriousFindings } from '../support/axe.ts'
import { launchChromium } from '../support/chromium.ts'
import { picture } from '../support/picture.ts'

const { port } = new URL(inject('server'))
const url = (host: string, path = '/') => `http://${host}.localhost:${port}${path}`
const PHONE = { width: 390, height: 844 }
const SHOTS = 'dist/screenshots'

let browser: Browser
beforeAll(async () => {
  mkdirSync(SHOTS, { recursive: true })
  browser = await launchChromium()
})
afterAll(() => browser.close())

/** A page of its own, which complains of everything that the page's console complains of. */
async function visit(
  address: string,
  options: Parameters<Browser['newContext']>[0] = {},
  check: (page: Page, complaints: readonly string[]) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext(options)
  try {
    const page = await context.newPage()
    const complaints: string[] = []
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(message.text())
    })
    page.on('pageerror', (error) => complaints.push(error.message))
    await page.goto(address)
    await check(page, complaints)
  } finally {
    await context.close()
  }
}

const EVENTS = [
  ['pycon-apac', 'PyCon APAC 2027', 'en'],
  ['maritime-expo', 'Maritime Expo', 'de-DE'],
  ['makers-fair', 'Makers Fair', 'en-US'],
] as const

describe.each(EVENTS)('%s', (key, name, lang) => {
  test('its home is its own: name, language, and nothing to complain of', async () => {
    await visit(url(key), { locale: 'fr-FR' }, async (page, complaints) => {
      expect(await page.title()).toContain(name)
      expect(await page.locator('h1').count()).toBe(1)
      expect(await page.locator('html').getAttribute('lang')).toBe(lang)
      expect(complaints).toEqual([])
    })
  })

  test('the menu leads to the agenda, with sessions and the zone of their times', async () => {
    await visit(url(key), {}, async (page) => {
      await page.locator('header nav a[href="/agenda"]').click()
      expect(new URL(page.url()).pathname).toBe('/agenda')
      expect(await page.locator('article').count()).toBeGreaterThan(10)
      expect(await page.locator('body').innerText()).toMatch(/GMT|UTC|MEZ|MESZ|PDT|PST|PHT/)
    })
  })
})

test('the three events look different and share the agenda', async () => {
  const seen: { accent: string; agenda: number }[] = []
  for (const [key] of EVENTS) {
    await visit(url(key, '/agenda'), {}, async (page) => {
      const accent = await page.evaluate(() =>
        getComputedStyle(document.documentElement).getPropertyValue('--accent'),
      )
      seen.push({ accent, agenda: await page.locator('main time').count() })
    })
  }
  expect(new Set(seen.map(({ accent }) => accent)).size).toBe(3)
  expect(seen.every(({ agenda }) => agenda > 10)).toBe(true)
})

test('times are those of the event, right across its clock change', async () => {
  await visit(url('maritime-expo', '/agenda'), { timezoneId: 'Asia/Tokyo' }, async (page) => {
    const starts = await page
      .locator('main time')
      .evaluateAll((times) =>
        times.map((time) => [time.getAttribute('datetime'), time.textContent]),
      )
    const local = (iso: string) =>
      new Date(iso).toLocaleTimeString('de-DE', { timeZone: 'Europe/Berlin', timeStyle: 'short' })
    expect(starts.length).toBeGreaterThan(10)
    for (const [iso, text] of starts) expect(text).toContain(local(iso ?? ''))
    expect(new Set(starts.map(([iso]) => iso?.slice(0, 10))).size).toBe(2)
  })
})

test('an unknown host shows the platform’s page, the same for every such host', async () => {
  await visit(url('nobody'), {}, async (page) => {
    expect(await page.locator('h1').innerText()).toBe('No event here')
  })
})

const PAGES = [
  ...EVENTS.flatMap(([key]) => [`${key} /`, `${key} /agenda`, `${key} /no-such-page`]),
  'pycon-apac /visa',
  'makers-fair /workshops',
  'nobody /',
]

describe('on a phone', () => {
  const LOOKS = ['light', 'dark'] as const
  const pages: Page[] = []
  beforeAll(async () => {
    for (const colorScheme of LOOKS) {
      const context = await browser.newContext({ viewport: PHONE, colorScheme })
      pages.push(await context.newPage())
    }
  })

  test.each(PAGES)('%s fits, does not jump, and passes axe in light and dark', async (name) => {
    const [host = '', path = '/'] = name.split(' ')
    for (const [i, page] of pages.entries()) {
      await page.goto(url(host, path))
      const file = `${host}${path.replaceAll('/', '-')}-${LOOKS[i]}.png`
      await picture(page, `${SHOTS}/${file}`)
      expect(await page.evaluate(overflow)).toBeLessThanOrEqual(0)
      expect(await page.evaluate(layoutShift)).toBeLessThan(0.01)
      expect(await seriousFindings(page)).toEqual([])
    }
  })

  test.each(PAGES)('%s has no sideways scroll at 320 pixels', async (name) => {
    const [host = '', path = '/'] = name.split(' ')
    const [page] = pages
    await page?.setViewportSize({ width: 320, height: 640 })
    await page?.goto(url(host, path))
    expect(await page?.evaluate(overflow)).toBeLessThanOrEqual(0)
  })
})

test('with the keyboard alone one gets past the menu and to a page', async () => {
  await visit(url('pycon-apac'), {}, async (page) => {
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.getAttribute('href'))).toBe('#main')
    for (let i = 0; i < 12; i++) {
      await page.keyboard.press('Tab')
      const href = await page.evaluate(() => document.activeElement?.getAttribute('href'))
      if (href === '/agenda') break
    }
    await page.keyboard.press('Enter')
    await page.waitForURL('**/agenda')
  })
})

test('the language chosen in the page is kept', async () => {
  await visit(url('maritime-expo', '/?lang=en'), { locale: 'de-DE' }, async (page) => {
    await page.goto(url('maritime-expo', '/agenda'))
    expect(await page.locator('html').getAttribute('lang')).toBe('en')
  })
})

const overflow = (): number =>
  document.documentElement.scrollWidth - document.documentElement.clientWidth

/** Cumulative layout shift so far. */
const layoutShift = (): Promise<number> =>
  new Promise((resolve) => {
    let sum = 0
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) sum += (entry as unknown as { value: number }).value
    }).observe({ type: 'layout-shift', buffered: true })
    setTimeout(() => resolve(sum), 100)
  })
