import { mkdirSync } from 'node:fs'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { ask } from '../support/ask.ts'
import { seriousFindings } from '../support/axe.ts'
import { launchChromium } from '../support/chromium.ts'
import { demoDay } from '../support/demo-day.ts'
import { picture } from '../support/picture.ts'
import { TWELVE } from '../support/twelve.ts'
import { get, type Served } from '../support/visit.ts'

// The pages that the twelve customisations change, as they look: on a phone and on a desk, in light and
// dark. The pictures stay in dist/screenshots; those of the guide are dist/screenshots/authors.

const server = inject('server')
const sessions = inject('sessions')
const { port } = new URL(server)
const SHOTS = 'dist/screenshots'
const PHONE = { width: 390, height: 844 }
const LOOKS = {
  'phone-light': { viewport: PHONE, colorScheme: 'light' },
  'phone-dark': { viewport: PHONE, colorScheme: 'dark' },
  'desk-light': { viewport: { width: 1280, height: 900 }, colorScheme: 'light' },
  'desk-dark': { viewport: { width: 1280, height: 900 }, colorScheme: 'dark' },
} as const satisfies Record<string, BrowserContextOptions>
type LookName = keyof typeof LOOKS
const LOOK_NAMES = Object.keys(LOOKS) as LookName[]

const served: Served = {
  async ask(key, path, { cookie, form, method } = {}) {
    const reply = await ask(server, `${key}.localhost`, path, {
      method: method ?? (form === undefined ? 'GET' : 'POST'),
      headers: {
        origin: `http://${key}.localhost:${port}`,
        ...(cookie === undefined ? {} : { cookie }),
        ...(form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
      },
      ...(form === undefined ? {} : { body: new URLSearchParams(form).toString() }),
    })
    return new Response(reply.body, { status: reply.status, headers: [...reply.headers] })
  },
  signIn: async (key, email) => `__Host-session=${sessions[key]?.[email]}`,
  settled: async () => undefined,
}

interface Window {
  readonly page: Page
  /** What its console has complained of. */
  readonly complaints: string[]
}

let browser: Browser
const windows = new Map<LookName, Window>()
beforeAll(async () => {
  mkdirSync(`${SHOTS}/authors`, { recursive: true })
  browser = await launchChromium()
  for (const name of LOOK_NAMES) windows.set(name, await openWindow(LOOKS[name]))
})
afterAll(() => browser.close())

/** A window for the first personas of all events; another one for each page would take longer than the page. */
async function openWindow(options: BrowserContextOptions): Promise<Window> {
  const context = await browser.newContext(options)
  for (const { key } of TWELVE) {
    const value = sessions[key]?.['persona-1@people.example'] ?? ''
    const domain = `${key}.localhost`
    await context.addCookies([{ name: '__Host-session', value, domain, path: '/', secure: true }])
  }
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => {
    const text = message.text()
    // A page that is refused is one all the same.
    const counts = ['error', 'warning'].includes(message.type()) && !text.includes('403')
    if (counts) complaints.push(text)
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  return { page, complaints }
}

/** One page of an event as its first persona sees it. */
async function look(
  key: string,
  path: string,
  name: LookName,
  check: (page: Page) => Promise<void>,
): Promise<void> {
  const shown = windows.get(name)
  if (shown === undefined) throw new Error(`There is no window for ${name}.`)
  const { page, complaints } = shown
  complaints.length = 0
  const secret = sessions[key]?.['persona-1@people.example'] ?? ''
  await page.goto(`http://${key}.localhost:${port}${await filled(key, path, secret)}`)
  await check(page)
  expect(complaints).toEqual([])
}

/** The path with the ids of those whom it names. */
async function filled(key: string, path: string, secret: string): Promise<string> {
  const name = /\{(.+)\}/.exec(path)?.[1]
  if (name === undefined) return path
  const visitor = { hall: served, key, cookie: `__Host-session=${secret}` }
  const found = await (await get(visitor, `/directory?q=${encodeURIComponent(name)}`)).text()
  const id = new RegExp(`/people/([\\w-]+)"[^>]*>\\s*${name}<`).exec(found)?.[1]
  return path.replace(`{${name}}`, id ?? 'nobody')
}

describe.each(TWELVE)('$key', ({ key, pages }) => {
  beforeAll(async () => {
    await demoDay(served, key)
  })

  test.each(pages.flatMap((path) => LOOK_NAMES.map((name) => ({ path, name }))))(
    '$path, $name: fits, and passes axe',
    async ({ path, name }) => {
      await look(key, path, name, async (page) => {
        const file = `${key}${path.replaceAll(/\W+/g, '-')}-${name}.png`
        await picture(page, `${SHOTS}/${file}`)
        expect(await page.evaluate(overflow)).toBeLessThanOrEqual(0)
        expect(await seriousFindings(page)).toEqual([])
        if (path === pages[0] && name === 'phone-light') {
          await picture(page, `${SHOTS}/authors/${key}.png`)
        }
      })
    },
  )
})

const overflow = (): number =>
  document.documentElement.scrollWidth - document.documentElement.clientWidth
