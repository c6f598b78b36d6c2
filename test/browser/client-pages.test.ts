import { gzipSync } from 'node:zlib'
import type { Browser, BrowserContextOptions } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, onTestFinished, test } from 'vitest'
import { ask } from '../support/ask.ts'
import { seriousFindings } from '../support/axe.ts'
import { type Attendee, type BuiltFair, startBuiltFair } from '../support/built-fair.ts'
import { launchChromium } from '../support/chromium.ts'
import { requestsTo, type SentRequest, visitFair } from '../support/fair-visits.ts'
import { picture } from '../support/picture.ts'

// Every page with the script: what it weighs, how it is painted, and that it does without.

const KIB = 1024
const OPEN = ['/', '/agenda', '/sign-in', '/-/offline', '/no-such-page']
const PRIVATE = [
  '/directory',
  '/recommendations',
  '/meetings',
  '/schedule',
  '/schedule/availability',
  '/badge',
  '/badge/contacts',
  '/me',
]
const PAGES = [...OPEN, ...PRIVATE]
const HOST = 'maritime-expo.localhost'

let fair: BuiltFair
let browser: Browser
let ada: Attendee
let newRequest: () => Promise<SentRequest>

beforeAll(async () => {
  fair = await startBuiltFair(inject('dist'))
  browser = await launchChromium()
  ada = await fair.attendee(0)
  newRequest = requestsTo(fair, ada)
})
afterAll(async () => {
  await browser.close()
  await fair.worker.dispose()
})

async function visit(path: string, options: BrowserContextOptions = {}) {
  const visited = await visitFair({ fair, browser }, ada, path, options)
  onTestFinished(() => visited.context.close())
  return visited
}

async function fetchFile(path: string) {
  const answer = await ask(fair.url.origin, HOST, path)
  expect(answer.status).toBe(200)
  return { ...answer, bytes: gzipSync(answer.body).length }
}

const scriptsOf = (body: string): string[] =>
  [...body.matchAll(/<script[^>]* src="([^"]+)"/g)].map(([, src]) => src ?? '')

test.each(PAGES)('%s: with styles and script at most 30 KB', async (path) => {
  const headers = { cookie: ada.cookie, 'accept-language': 'en' }
  const { body } = await ask(fair.url.origin, HOST, path, { headers })
  const scripts = scriptsOf(body)
  expect(scripts).toHaveLength(1)
  let bytes = gzipSync(body).length
  for (const src of scripts) bytes += (await fetchFile(src)).bytes
  expect(bytes).toBeLessThan(30 * KIB)
})

test('script and service worker are at most 25 KB together, and no others are loaded', async () => {
  const [src = ''] = scriptsOf((await fetchFile('/')).body)
  const script = await fetchFile(src)
  const worker = await fetchFile('/-/worker.js')
  expect(script.bytes + worker.bytes).toBeLessThan(25 * KIB)
  expect(script.body).not.toMatch(/\bimport\s*\(|\beval\b|new Function/)
})

test('the script is kept for good, the service worker is asked for again', async () => {
  const [src = ''] = scriptsOf((await fetchFile('/')).body)
  expect((await fetchFile(src)).headers.get('cache-control')).toMatch(/^public, .* immutable$/)
  const worker = await fetchFile('/-/worker.js')
  expect(worker.headers.get('cache-control')).toBe('no-cache')
  const headers = { 'if-none-match': worker.headers.get('etag') ?? '' }
  const again = await ask(fair.url.origin, HOST, '/-/worker.js', { headers })
  expect(again).toMatchObject({ status: 304, body: '' })
  expect((await ask(fair.url.origin, 'nobody.localhost', src)).status).toBe(404)
  expect((await ask(fair.url.origin, 'localhost', src)).status).toBe(302)
})

test('a telephone can install it, with name, colour and icon', async () => {
  const { body } = await fetchFile('/-/app.webmanifest')
  expect(JSON.parse(body)).toMatchObject({
    name: 'Maritime Expo',
    theme_color: '#0b3d4f',
    display: 'standalone',
    start_url: '/schedule',
  })
  expect((await fetchFile('/-/icon.svg')).body).toMatch(
    /^<svg.*fill="#0b3d4f".*<path d="M[^"]+" fill="#ffffff".*<\/svg>$/s,
  )
})

test('its pictures are as large as they say, in the event’s colour with the letter in it', async () => {
  const { body } = await fetchFile('/-/app.webmanifest')
  const { icons } = JSON.parse(body) as { icons: { src: string; type: string; sizes: string }[] }
  const { page } = await visit('/')
  const looked = await page.evaluate(
    async (all) => {
      const found: string[] = []
      for (const { src } of all) {
        const image = await createImageBitmap(await (await fetch(src)).blob())
        const { width, height } = image
        const context = new OffscreenCanvas(width, height).getContext('2d')
        context?.drawImage(image, 0, 0)
        const { data } = context?.getImageData(0, 0, width, height) ?? { data: [] }
        const colors = new Set<string>()
        for (let at = 0; at < data.length; at += 4) colors.add(data.slice(at, at + 4).join())
        const ends = ['11,61,79,255', '255,255,255,255'].every((color) => colors.has(color))
        found.push(`${src} ${width}x${height} ${data.slice(0, 4).join()} ${ends}`)
      }
      return found
    },
    icons.filter(({ type }) => type === 'image/png'),
  )
  expect(looked).toHaveLength(4)
  expect([...new Set(looked)]).toEqual([
    '/-/icon-192.png 192x192 11,61,79,255 true',
    '/-/icon-512.png 512x512 11,61,79,255 true',
  ])
})

test.each(PAGES)('%s does not move, complains of nothing, and passes axe', async (path) => {
  const phone = { viewport: { width: 390, height: 844 } }
  const { page, complaints } = await visit(path, phone)
  await page.waitForTimeout(300)
  expect(await page.evaluate(layoutShift)).toBeLessThan(0.01)
  expect(await page.evaluate(overflow)).toBeLessThanOrEqual(0)
  expect(complaints.filter((text) => !text.includes('404'))).toEqual([])
  await page.evaluate(() => {
    for (const item of document.querySelectorAll('main li:nth-child(n + 20)')) item.remove()
  })
  expect(await seriousFindings(page)).toEqual([])
})

test('a page is painted from the first answer, however late the script is', async () => {
  const { page } = await visit('/no-such-page')
  const { promise, resolve } = Promise.withResolvers<void>()
  await page.route('**/-/client.*.js', async (route) => {
    await promise
    await route.continue()
  })
  await page.goto(fair.at('/directory'), { waitUntil: 'commit' })
  const painted = () =>
    page.evaluate(() => performance.getEntriesByName('first-contentful-paint').length)
  await expect.poll(painted).toBe(1)
  expect(await page.locator('.person').count()).toBe(20)
  resolve()
  await page.waitForLoadState()
})

test('without script, search, accept and bookmark work by whole pages', async () => {
  const { id } = await newRequest()
  const { page } = await visit('/directory', { javaScriptEnabled: false })
  await page.getByRole('searchbox').fill('shipyard')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/directory\?q=shipyard/)
  expect(await page.locator('.person').first().innerText()).toMatch(/shipyard/i)
  await page.goto(fair.at('/meetings'))
  expect(await page.locator('header a[href="/meetings"]').innerText()).toMatch(/Meetings\s*1/)
  await page.locator(`#m-${id}`).getByRole('button', { name: 'Accept' }).click()
  await page.waitForURL(`**/meetings?done#m-${id}`)
  expect(await page.locator('.done').innerText()).toBe('Done.')
  await page.goto(fair.at('/agenda'))
  await page.locator('.mark button').first().click()
  await page.waitForURL('**/agenda#s-*')
  expect(await page.locator('.mark button').first().innerText()).toMatch(/^Remove/)
})

test('right to left, the number stands at the other end', async () => {
  await newRequest()
  const { page } = await visit('/meetings', { locale: 'ar', viewport: { width: 390, height: 844 } })
  expect(await page.locator('html').getAttribute('dir')).toBe('rtl')
  const link = await page.locator('header a[href="/meetings"]').boundingBox()
  const count = await page.locator('.count').boundingBox()
  expect(count?.x).toBeLessThan(link?.x ?? 0)
  expect(await page.evaluate(overflow)).toBeLessThanOrEqual(0)
  await picture(page, 'dist/screenshots/meetings-rtl.png')
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
