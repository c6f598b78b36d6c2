import type { Browser, BrowserContext, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest'
import { type BuiltWorker, putAhead, startBuiltWorker } from '../support/built-worker.ts'
import { findingsOf } from '../support/axe.ts'
import { launchChromium } from '../support/chromium.ts'
import { type Hand, keyboard, mouse } from '../support/hand.ts'
import { picture } from '../support/picture.ts'

// A day of somebody who runs events, on the admin host of the Worker as it would be deployed: in a
// real browser, over https, with the Worker's clock under control.

vi.setConfig({ testTimeout: 240_000 })

const TOKEN = 'a-token-of-the-test'
const HOUR = 60 * 60_000
/** After which nothing that an isolate remembers of the registry is used without asking again. */
const FORGOTTEN = 6 * 60_000

let built: BuiltWorker
let browser: Browser
let ahead = 0
beforeAll(async () => {
  const bindings = { ADMIN_TOKEN: TOKEN, PREVIEW_SECRET: 'a-secret-of-the-test' }
  const apexes = 'usher.example'
  built = await startBuiltWorker(inject('dist'), { secure: true, clock: true, apexes, bindings })
  browser = await launchChromium([`--host-resolver-rules=MAP * 127.0.0.1:${built.url.port}`])
})
afterAll(async () => {
  await browser.close()
  await built.worker.dispose()
})

const stops = { count: 0 }
interface Way {
  readonly hand: (page: Page) => Hand
  readonly date: (page: Page, hand: Hand, field: Locator, at: string) => Promise<void>
}

const WAYS: Readonly<Record<string, Way>> = {
  'by mouse': { hand: () => mouse, date: (_, hand, field, at) => hand.type(field, at) },
  'by keyboard alone': {
    hand: (page) => keyboard(page, stops),
    // As a browser that speaks English takes it: month, day, year, and the time in halves of a day.
    async date(page, hand, field, at) {
      const [, year = '', month = '', day = '', time] = /(\d+)-(\d+)-(\d+)(?:T(.*))?/.exec(at) ?? []
      await hand.type(field, month + day + year)
      if (time === undefined) return
      await page.keyboard.press('ArrowRight')
      const [hours, minutes] = time.split(':').map(Number)
      const twelve = String((((hours ?? 0) + 11) % 12) + 1).padStart(2, '0')
      const half = (hours ?? 0) < 12 ? 'AM' : 'PM'
      await page.keyboard.type(`${twelve}${String(minutes).padStart(2, '0')}${half}`)
    },
  },
}

interface Looked {
  readonly status: number
  readonly text: string
}

/** What a visitor of the event gets now, with a browser that knows nothing. */
async function visit(address: string): Promise<Looked> {
  ahead += FORGOTTEN
  await putAhead(built, ahead)
  const context = await browser.newContext({ ignoreHTTPSErrors: true })
  const page = await context.newPage()
  const response = await page.goto(address)
  const seen = { status: response?.status() ?? 0, text: await page.locator('body').innerText() }
  await context.close()
  return seen
}

const signIn = (options: object = {}): Promise<BrowserContext> =>
  browser.newContext({
    ignoreHTTPSErrors: true,
    httpCredentials: { username: 'operator', password: TOKEN },
    // Without the glide of a page that scrolls to what has the focus: it is looked at at once.
    reducedMotion: 'reduce',
    ...options,
  })

const ADMIN = 'https://admin.usher.example'

test.each(Object.entries(WAYS))('a day’s work, %s', async (name, { hand: handOf, date }) => {
  const context = await signIn()
  const page = await context.newPage()
  const hand = handOf(page)
  const findings: string[] = []
  /** What axe says of a page, once it is there. */
  const looked = async (title: string | RegExp): Promise<void> => {
    await page.getByRole('heading', { level: 1, name: title }).waitFor()
    // The pages are the same for whatever hand.
    const found = name === 'by mouse' ? await findingsOf(page) : []
    findings.push(...found.map((one) => `${page.url()} ${one}`))
  }
  const link = (label: string): Locator => page.getByRole('link', { name: label, exact: true })
  const button = (label: string): Locator => page.getByRole('button', { name: label, exact: true })
  const field = (label: string): Locator => page.getByLabel(label, { exact: true })
  const status = (text: string): Promise<void> =>
    page.getByRole('status').filter({ hasText: text }).waitFor()
  const key = name === 'by mouse' ? 'expo-2027' : 'hall-2027'
  const next = key.replace('2027', '2028')

  // The first event, and another one after it.
  await page.goto(`${ADMIN}/`)
  await looked('Events')
  await hand.press(name === 'by mouse' ? link('Make the first event') : link('New event'))
  await looked('New event')
  await hand.type(field('Name'), `Expo 2027`)
  await hand.type(field('Key'), key)
  await date(page, hand, field('First day'), '2027-03-27')
  await date(page, hand, field('Last day'), '2027-03-28')
  await hand.type(field('Time zone'), 'Asia/Manila')
  await hand.type(field('Place'), 'Manila')
  await hand.press(button('Make the draft'))
  await status('It is made')
  await hand.press(link('Clone'))
  await looked('Clone')
  await hand.type(field('Place'), 'Cebu')
  await hand.press(button('Make the clone'))
  await status('It is made after')
  expect(page.url()).toBe(`${ADMIN}/events/${next}?done=cloned`)
  expect((await visit(`https://${next}.usher.example/`)).status).toBe(404)

  // A preview for somebody who has no business here.
  await hand.press(link('Preview link'))
  await hand.choose(field('It opens for'), '2 weeks')
  await hand.press(button('Make a link'))
  const preview = page.getByRole('status').getByRole('link')
  await preview.waitFor()
  await looked('Preview link')
  const shown = await visit((await preview.innerText()).trim())
  expect(shown).toMatchObject({ status: 200, text: expect.stringContaining('Expo 2028') })

  // It goes live by itself, on the clock of Manila.
  const live = new Date(Date.now() + ahead + 30 * HOUR)
  live.setUTCMinutes(0)
  const local = new Date(live.getTime() + 8 * HOUR).toISOString().slice(0, 16)
  await hand.press(link('Schedule'))
  await date(page, hand, field('At').first(), local)
  await hand.choose(field('It').first(), 'goes live')
  await hand.press(button('Save the schedule'))
  await status('Its schedule is changed')
  await page
    .getByRole('listitem')
    .filter({ hasText: `${local.replace('T', ' ')} goes live` })
    .waitFor()
  await looked('Schedule')
  expect((await visit(`https://${next}.usher.example/`)).status).toBe(404)
  ahead = live.getTime() - Date.now() - 60_000 - FORGOTTEN
  expect((await visit(`https://${next}.usher.example/`)).status).toBe(404)
  ahead = live.getTime() - Date.now() + 60_000
  const open = await visit(`https://${next}.usher.example/`)
  expect(open).toMatchObject({ status: 200, text: expect.stringContaining('Expo 2028') })

  // A domain of its own.
  const domain = `${next}.example.org`
  await hand.press(link('Hosts'))
  await hand.type(field('Host'), domain)
  await hand.press(button('Add the host'))
  await status('Its hosts are changed')
  // Nobody is served what nobody has proven; an owner may answer for it.
  expect((await visit(`https://${domain}/agenda`)).status).toBe(404)
  const row = page.getByRole('row', { name: domain })
  await row.getByText('it is not served').waitFor()
  await looked('Hosts')
  await hand.press(row.locator('summary', { hasText: 'Vouch for it' }))
  await hand.type(row.getByLabel('Why'), 'Their DNS is moving.')
  await hand.press(row.getByRole('button', { name: /^Serve it without proof/ }))
  await status('It is served without proof')
  await hand.press(row.getByRole('button', { name: /^Make canonical/ }))
  await row.getByText('canonical: links begin').waitFor()
  await looked('Hosts')
  expect((await visit(`https://${domain}/agenda`)).status).toBe(200)

  // Out of sight, and back.
  await hand.press(link('Overview'))
  await page.locator('.badge.live').waitFor()
  await looked('Expo 2028')
  await hand.press(link('Suspend'))
  await hand.type(field('Why'), 'The venue burns.')
  await hand.type(field(`Type ${next} to confirm`), key)
  await hand.press(button('Suspend'))
  await page.getByRole('alert').getByText('Nothing was changed').waitFor()
  await looked(/^Suspend/)
  expect((await visit(`https://${domain}/`)).status).toBe(200)
  await hand.type(field(`Type ${next} to confirm`), next)
  await hand.press(button('Suspend'))
  await status('It is suspended')
  expect((await visit(`https://${domain}/`)).status).toBe(404)
  await hand.press(link('Resume'))
  await hand.press(button('Resume'))
  await status('It is back')
  expect((await visit(`https://${domain}/`)).status).toBe(200)

  // A mistake, and the way back.
  await hand.press(link('Edit'))
  await hand.type(field('Name'), 'Exop 2028')
  await looked('Edit')
  await hand.press(button('Save'))
  await status('It is saved')
  expect((await visit(`https://${domain}/`)).text).toContain('Exop 2028')
  await hand.press(link('Revisions'))
  await looked('Revisions')
  await hand.press(page.getByRole('link', { name: /^Roll back to revision/ }).first())
  await looked(/^Roll back/)
  await hand.press(button('Roll back'))
  await status('in force again')
  expect((await visit(`https://${domain}/`)).text).toContain('Expo 2028')
  await hand.press(link('All of its audit log'))
  await page.getByText('“The venue burns.”').first().waitFor()
  await looked('Audit log')
  expect(findings).toEqual([])
  await context.close()
})

test('somebody else’s change is told on the form, in between', async () => {
  const context = await signIn()
  const [mine, theirs] = [await context.newPage(), await context.newPage()]
  for (const page of [mine, theirs]) await page.goto(`${ADMIN}/events/expo-2027/edit`)
  await theirs.getByLabel('Place', { exact: true }).fill('Davao')
  await theirs.getByRole('button', { name: 'Save' }).click()
  await mine.getByLabel('Name', { exact: true }).fill('Expo of 2027')
  await mine.getByRole('button', { name: 'Save' }).click()
  await mine.getByText('Somebody else was first').waitFor()
  expect(await mine.getByLabel('Place', { exact: true }).inputValue()).toBe('Davao')
  expect(await findingsOf(mine)).toEqual([])
  await picture(mine, 'dist/screenshots/admin-lost-race.png')
  await mine.getByRole('button', { name: 'Save' }).click()
  await mine.getByRole('status').waitFor()
  await context.close()
})

const LOOKS = {
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 },
  desktop: { viewport: { width: 1280, height: 900 } },
  dark: { viewport: { width: 1280, height: 900 }, colorScheme: 'dark' },
} as const

test.each(Object.entries(LOOKS))('looks right: %s', async (look, options) => {
  const faults = await built.worker.getDurableObjectNamespace('FAULTS')
  const counter = faults.get(faults.idFromName('expo-2028')) as unknown as {
    opened(seam: string): Promise<void>
  }
  for (const seam of ['view:home.hero', 'view:home.hero', 'hook:meeting.accepted']) {
    await counter.opened(seam)
  }
  const context = await signIn(options)
  const page = await context.newPage()
  for (const [name, path] of [
    ['events', '/'],
    ['event', '/events/expo-2028'],
    ['edit', '/events/expo-2028/edit'],
    ['schedule', '/events/expo-2028/schedule'],
    ['hosts', '/events/expo-2028/hosts'],
    ['revisions', '/events/expo-2028/revisions?a=1&b=4'],
    ['suspend', '/events/expo-2028/suspend'],
    ['audit', '/audit'],
    ['tokens', '/tokens'],
    ['missing', '/events/nobody'],
  ]) {
    await page.goto(ADMIN + path)
    const { scrollWidth, clientWidth } = await page.evaluate(() => document.documentElement)
    expect([path, scrollWidth]).toEqual([path, clientWidth])
    // What differs from the look of a phone is where things stand.
    if (look !== 'desktop') expect(await findingsOf(page)).toEqual([])
    await picture(page, `dist/screenshots/admin-${name}-${look}.png`, { fullPage: true })
  }
  await context.close()
})
