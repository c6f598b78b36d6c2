import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { builtDoor } from '../support/built-door.ts'
import { type BuiltWorker, startBuiltWorker } from '../support/built-worker.ts'
import { launchChromium } from '../support/chromium.ts'
import type { EventDoor, SignedIn } from '../support/event-door.ts'
import { fillWith, type NaughtyEvent } from '../support/naughty-event.ts'
import { arrived, NAUGHTY } from '../support/naughty-strings.ts'
import { tenant } from '../support/tenants.ts'

// Everything that people, tags, tables, sessions and letters can be called, shown in a real browser:
// it is text. What a page is made of is compared with the same page over plain words.

const TEXTS = [...new Set(NAUGHTY.map(arrived))].filter(({ length }) => length < 3_000)
const PLAIN = TEXTS.map((_, i) => `word${i}`)

let built: BuiltWorker
let browser: Browser
let naughty: Shown
let plain: Shown

/** An event and how it is reached. */
interface Shown {
  readonly door: EventDoor
  readonly event: NaughtyEvent
}

beforeAll(async () => {
  built = await startBuiltWorker(inject('dist'), { secure: true, inspected: true })
  browser = await launchChromium()
  naughty = await show('naughty-event', TEXTS)
  plain = await show('plain-event', PLAIN.slice(0, 120))
}, 120_000)
afterAll(async () => {
  await browser.close()
  await built.worker.dispose()
})

async function show(key: string, texts: readonly string[]): Promise<Shown> {
  // A zone without clock changes: pages name two only around one.
  const door = await builtDoor(built, tenant(key, { timeZone: 'UTC' }))
  return { door, event: await fillWith(door, texts) }
}

/** What a page did, and what it is made of. */
interface Seen {
  /** Scripts that ran, dialogs, refusals of the page's policy, errors. */
  readonly happened: readonly string[]
  /** Kinds of elements, each with the names of its attributes. */
  readonly made: ReadonlySet<string>
  /** What stands directly in the body, in order. */
  readonly frame: string
}

async function look(page: Page, happened: string[], address: string): Promise<Seen> {
  happened.length = 0
  await page.goto(address)
  const { ran, made, frame } = await page.evaluate(() => ({
    ran: (window as unknown as { ran?: number }).ran ?? 0,
    made: Array.from(document.querySelectorAll('*'), (element) =>
      [element.tagName, ...element.getAttributeNames().toSorted()].join(' '),
    ),
    frame: Array.from(document.body.children, ({ tagName, id }) => `${tagName} ${id}`).join(),
  }))
  if (ran > 0) happened.push(`${ran} scripts ran`)
  return { happened: [...happened], made: new Set(made), frame }
}

/** A page of somebody's browser that tells everything that happens in it. */
async function watched(context: BrowserContext, happened: string[]): Promise<Page> {
  const page = await context.newPage()
  page.on('dialog', (dialog) => {
    happened.push(`dialog ${dialog.message()}`)
    void dialog.dismiss()
  })
  page.on('pageerror', (error) => happened.push(`error ${error.message}`))
  page.on('console', (message) => {
    if (message.type() === 'error') happened.push(message.text())
  })
  page.on('request', (request) => {
    const { hostname } = new URL(request.url())
    if (!hostname.endsWith('.localhost')) happened.push(`asks ${hostname}`)
  })
  return page
}

async function browse({ door, event }: Shown, who: SignedIn, happened: string[]): Promise<Page> {
  const context = await browser.newContext({ ignoreHTTPSErrors: true, serviceWorkers: 'block' })
  const [name = '', value = ''] = who.cookie.split('=')
  await context.addCookies([{ name, value, url: door.origin, secure: true }])
  // Keeps what a dialog would stop.
  await context.addInitScript(() => {
    const mark = (): void => {
      const marked = window as unknown as { ran?: number }
      marked.ran = (marked.ran ?? 0) + 1
    }
    window.alert = mark
    window.confirm = () => (mark(), false)
    window.prompt = () => (mark(), null)
  })
  expect(event.people.length).toBeGreaterThan(100)
  return watched(context, happened)
}

/** Pages of the reader with everybody on them, and of some whose fields are full. */
const PAGES = [
  '/',
  '/agenda',
  '/meetings',
  '/schedule',
  '/badge',
  '/badge/contacts',
  '/me',
  '/directory',
]

function pathsOf({ event }: Shown): readonly string[] {
  const lists = Array.from(
    { length: Math.ceil(event.people.length / 20) },
    (_, i) => `/directory?page=${i}`,
  )
  const some = event.people.filter((_, i) => i % 40 === 0)
  const people = [...event.packed.map(({ id }) => id), ...some]
  return [...PAGES, ...lists, ...people.flatMap((id) => [`/people/${id}`, `/people/${id}/meeting`])]
}

test(
  'no string does anything in a page, or makes it another page',
  { timeout: 240_000 },
  async () => {
    const happened: string[] = []
    const usual = new Set<string>()
    const frames = new Set<string>()
    for (const who of [plain.event.reader, ...plain.event.packed.slice(0, 1)]) {
      const page = await browse(plain, who, happened)
      for (const path of pathsOf(plain)) {
        const seen = await look(page, happened, plain.door.origin + path)
        for (const kind of seen.made) usual.add(kind)
        frames.add(seen.frame)
      }
      await page.context().close()
    }
    const found: string[] = []
    let pages = 0
    for (const who of [naughty.event.reader, ...naughty.event.packed]) {
      const page = await browse(naughty, who, happened)
      const own = who === naughty.event.reader ? pathsOf(naughty) : ['/me', '/badge']
      for (const path of own) {
        const seen = await look(page, happened, naughty.door.origin + path)
        pages += 1
        for (const told of seen.happened) found.push(`${path}: ${told}`)
        for (const kind of seen.made) if (!usual.has(kind)) found.push(`${path}: <${kind}>`)
        if (!frames.has(seen.frame)) found.push(`${path}: the page is ${seen.frame}`)
      }
      await page.context().close()
    }
    console.log(`naughty: ${TEXTS.length} strings on ${pages} pages, ${found.length} did anything`)
    expect(found).toEqual([])
  },
)

test('every name is shown as it is written', async () => {
  const page = await browse(naughty, naughty.event.reader, [])
  await page.goto(`${naughty.door.origin}/meetings`)
  const shown = await page.locator('article h3').allTextContents()
  await page.context().close()
  // What a browser does not show of a text, or shows as one space.
  const seen = (text: string): string =>
    text.toWellFormed().replaceAll(/\r\n?/g, '\n').replaceAll('\0', '')
  expect(shown.toSorted()).toEqual(TEXTS.map(seen).toSorted())
})

test('a page that does not escape is found out', async () => {
  const happened: string[] = []
  const page = await browse(naughty, naughty.event.reader, happened)
  const careless = '<img src="/nothing" onerror="window.ran=1"><script>alert(1)</script>'
  await page.route('**/agenda', (route) =>
    route.fulfill({ contentType: 'text/html', body: `<main>${careless}</main>` }),
  )
  await page.route('**/nothing', (route) => route.abort())
  const seen = await look(page, happened, `${naughty.door.origin}/agenda`)
  await page.context().close()
  expect(seen.happened.join()).toMatch(/scripts ran/)
  expect(seen.made).toContain('IMG onerror src')
  expect(seen.frame).toBe('MAIN ')
})
