import ICAL from 'ical.js'
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest'
import { badgeMessages } from '../../src/base/badge/messages.ts'
import { calendarMessages } from '../../src/base/calendar/messages.ts'
import { directoryMessages } from '../../src/base/directory/messages.ts'
import { bookingPlan, tables } from '../../src/base/meetings/booking-plan.ts'
import { configureBooking } from '../../src/base/meetings/configure.ts'
import { meetingMessages } from '../../src/base/meetings/messages.ts'
import { defaultBookingSettings } from '../../src/base/meetings/settings.ts'
import { importPeople } from '../../src/base/people/store.ts'
import { scheduleMessages } from '../../src/base/schedule/messages.ts'
import { signInMessages } from '../../src/base/sign-in/messages.ts'
import { builtDoor } from '../support/built-door.ts'
import { type BuiltWorker, startBuiltWorker } from '../support/built-worker.ts'
import { launchChromium } from '../support/chromium.ts'
import { type EventDoor, mailTo } from '../support/event-door.ts'
import { type Hand, keyboard, mouse } from '../support/hand.ts'
import { shift } from '../support/lively-event.ts'
import { invented } from '../support/people.ts'
import { tenant } from '../support/tenants.ts'

// A day of two people at an event, from the mail that lets them in to the report that they met: in a
// real browser, over https, against the Worker as it would be deployed.

const t = {
  badge: badgeMessages.base.en,
  calendar: calendarMessages.base.en,
  directory: directoryMessages.base.en,
  meetings: meetingMessages.base.en,
  schedule: scheduleMessages.base.en,
  signIn: signInMessages.base.en,
}

// A keyboard passes everything on its way; a busy machine takes its time.
vi.setConfig({ testTimeout: 240_000 })

let built: BuiltWorker
let browser: Browser
beforeAll(async () => {
  built = await startBuiltWorker(inject('dist'), { inspected: true, secure: true })
  // Every host is this machine: addresses in mails and codes work as they are.
  browser = await launchChromium([`--host-resolver-rules=MAP * 127.0.0.1:${built.url.port}`])
})
afterAll(async () => {
  await browser.close()
  await built.worker.dispose()
})

/** One of the two, in a browser of their own. */
interface Attendee {
  readonly email: string
  readonly page: Page
  readonly hand: Hand
  /** A link of the page's menu. */
  menu(label: string): Locator
  button(label: string): Locator
  link(label: string): Locator
}

interface Way {
  readonly options: Parameters<Browser['newContext']>[0]
  readonly hand: (page: Page) => Hand
}

const stops = { count: 0 }
const WAYS: Readonly<Record<string, Way>> = {
  'by mouse': { options: {}, hand: () => mouse },
  // Without the glide of a page that scrolls to what has the focus: it is looked at at once.
  'by keyboard alone': {
    options: { reducedMotion: 'reduce' },
    hand: (page) => keyboard(page, stops),
  },
  'without script': { options: { javaScriptEnabled: false }, hand: () => mouse },
}

async function openEvent(key: string): Promise<EventDoor> {
  const host = `${key}.events.example`
  const event = tenant(key, { canonicalHost: host, hosts: [host], name: `Fair ${key}` })
  const door = await builtDoor(built, event)
  const people = ['ada', 'ben', 'cleo', 'dora'].map((name) => invented(name))
  const list = { groups: [{ id: 'all', label: 'All' }], tags: [], people }
  await door.store.write(importPeople, list, 'people')
  const plan = bookingPlan(event, defaultBookingSettings, tables(5))
  if (!plan.ok) throw new Error('no plan')
  await door.store.write(configureBooking, plan.value, 'plan')
  return door
}

async function arrive(context: BrowserContext, name: string, way: Way): Promise<Attendee> {
  const page = await context.newPage()
  return {
    email: `${name}@people.example`,
    page,
    hand: way.hand(page),
    menu: (label) => page.locator('header').getByRole('link', { name: label, exact: true }),
    button: (label) => page.getByRole('button', { name: label }),
    link: (label) => page.getByRole('link', { name: label, exact: true }),
  }
}

/** From the front page through the mail into the event. */
async function signIn(who: Attendee, door: EventDoor): Promise<void> {
  const { page, hand, email } = who
  await page.goto(`https://${door.tenant.canonicalHost}/`)
  await hand.press(who.menu(t.signIn.title))
  await hand.type(page.getByLabel(t.signIn.email).first(), email)
  await hand.press(who.button(t.signIn.send))
  await page.getByRole('heading', { name: t.signIn['sent-title'] }).waitFor()
  const mail = await mailTo(door, email, '/sign-in/')
  // The one step outside of the page: people open the link in their mail program.
  await page.goto(/https:\S+/.exec(mail.text)?.[0] ?? '')
  await hand.press(who.button(t.signIn.confirm))
  await who.menu(t.meetings.title).waitFor()
}

/** Finds somebody in the directory and asks for the second time in the list; answers that time. */
async function ask(who: Attendee, name: string): Promise<string> {
  const { page, hand } = who
  await hand.press(who.menu(t.directory.title))
  await hand.type(page.getByRole('searchbox'), name)
  await hand.press(who.button(t.directory.go))
  await hand.press(who.link(`${name} Muster`))
  await hand.press(who.link(t.meetings.request))
  const label = (await page.locator('#slot option').nth(2).innerText()).trim()
  await hand.choose(page.locator('#slot'), label)
  await hand.type(page.locator('#message'), 'Shall we talk about ropes?')
  await hand.press(who.button(t.meetings.send))
  await page.locator('main').getByRole('status').waitFor()
  return label
}

/** Answers the request that waits with another time; answers that time. */
async function counter(who: Attendee): Promise<string> {
  const { page, hand } = who
  await hand.press(who.menu(t.meetings.title))
  await page.locator('main').getByText('Shall we talk about ropes?').first().waitFor()
  await hand.press(who.link(t.meetings['other-time']))
  const label = (await page.locator('#slot option').nth(4).innerText()).trim()
  await hand.choose(page.locator('#slot'), label)
  await hand.press(who.button(t.meetings.propose))
  await page.locator('main').getByRole('status').waitFor()
  return label
}

/** What the private feed of somebody holds, as another program reads it. */
async function readFeed(who: Attendee, door: EventDoor) {
  await who.hand.press(who.menu(t.schedule.title))
  await who.hand.press(who.link(t.schedule.calendar))
  await who.hand.press(who.button(t.calendar.make))
  const address = await who.page.locator('#address').inputValue()
  expect(new URL(address).host).toBe(door.tenant.canonicalHost)
  // A calendar asks without anybody's cookie.
  const feed = await door.send(new URL(address).pathname)
  expect(feed.headers.get('content-type')).toContain('text/calendar')
  const calendar = new ICAL.Component(ICAL.parse(feed.body) as unknown[])
  return calendar.getAllSubcomponents('vevent').map((part) => {
    const { summary, startDate } = new ICAL.Event(part)
    return { summary, start: startDate.toJSDate() }
  })
}

const timeOf = (label: string): string => /\d{1,2}:\d{2}/.exec(label)?.[0] ?? label

describe.each(Object.entries(WAYS))('two people meet, %s', (name, way) => {
  let door: EventDoor
  let ada: Attendee
  let ben: Attendee
  let agreed: string

  beforeAll(async () => {
    door = await openEvent(name.replaceAll(' ', '-'))
    const options = { ...way.options, ignoreHTTPSErrors: true, locale: 'en-GB' }
    ada = await arrive(await browser.newContext(options), 'ada', way)
    ben = await arrive(await browser.newContext(options), 'ben', way)
  })
  afterAll(async () => {
    await ada.page.context().close()
    await ben.page.context().close()
  })

  test('they sign in by a mailed link, ask, propose another time and accept it', async () => {
    await signIn(ada, door)
    await signIn(ben, door)
    const asked = await ask(ada, 'Ben')
    agreed = await counter(ben)
    expect(agreed).not.toBe(asked)
    await ada.hand.press(ada.menu(t.meetings.title))
    await ada.hand.press(ada.button(t.meetings.accept))
    await ada.page.getByRole('heading', { name: t.meetings.upcoming }).waitFor()
    await mailTo(door, ben.email, 'Ada Muster')
  })

  test('both have it in their schedules and in their calendars, at the same time', async () => {
    for (const [who, other] of [
      [ada, 'Ben'],
      [ben, 'Ada'],
    ] as const) {
      await who.hand.press(who.menu(t.schedule.title))
      const entry = who.page.locator('main article', { hasText: `${other} Muster` })
      expect(await entry.innerText()).toContain(timeOf(agreed))
      const [event, ...more] = await readFeed(who, door)
      expect(more).toEqual([])
      expect(event?.summary).toContain(`${other} Muster`)
      const start = event?.start.toLocaleTimeString('en-GB', { timeZone: door.tenant.timeZone })
      expect(start?.slice(0, 5)).toBe(timeOf(agreed))
    }
  })

  test('once it has begun one scans the other’s badge, and both report that it took place', async () => {
    const rows = await door.sql<{ id: string }>('SELECT id FROM meetings_meetings')
    for (const { id } of rows) await shift(door, id)
    await ben.hand.press(ben.menu(t.badge.title))
    const code = (await ben.page.getByRole('img').getAttribute('aria-label')) ?? ''
    // Telephones open what they read off a code.
    await ada.page.goto(/https:\S+/.exec(code)?.[0] ?? '')
    expect(await ada.page.locator('h1').innerText()).toBe('Ben Muster')
    await ada.hand.press(ada.button(t.badge.exchange))
    await ada.page.locator('main').getByText(ben.email).first().waitFor()
    for (const who of [ada, ben]) {
      await who.hand.press(who.menu(t.meetings.title))
      await who.hand.press(who.button(t.meetings['report-held']))
      await who.page.getByText(t.meetings['status-held'], { exact: true }).waitFor()
    }
  })
})

test('on the way the keyboard stopped often, and each time it was seen where', () => {
  console.log(`keyboard: ${stops.count} stops, the focus was seen at each`)
  expect(stops.count).toBeGreaterThan(100)
})
