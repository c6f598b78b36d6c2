import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { listContacts, readOwnBadge } from '../../src/base/badge/store.ts'
import { seriousFindings } from '../support/axe.ts'
import { type Attendee, type BuiltFair, startBuiltFair } from '../support/built-fair.ts'
import { launchChromium } from '../support/chromium.ts'
import { arriveAtFair, fairAt, keptPaths } from '../support/kept-fair.ts'
import { picture } from '../support/picture.ts'
import { startSwitchboard, type Switchboard } from '../support/switchboard.ts'

// The hall without a network: what stays readable, whose it is, and what is sent later.

let fair: BuiltFair
let network: Switchboard
let browser: Browser
let ada: Attendee
let ben: Attendee

beforeAll(async () => {
  fair = await startBuiltFair(inject('dist'))
  network = await startSwitchboard(fair.url.origin)
  browser = await launchChromium()
  ada = await fair.attendee(0)
  ben = await fair.attendee(1)
})
afterAll(async () => {
  await browser.close()
  await network.close()
  await fair.worker.dispose()
})

const at = (path: string): string => fairAt(network, path)
const arrive = (who: Attendee, locale?: string) => arriveAtFair({ browser, network }, who, locale)
const kept = keptPaths

const note = (page: Page) => page.locator('#as-of')

/** Past the worker, as a browser does that was told to load anew. */
const signOut = async (page: Page): Promise<void> => {
  await page.goto(at('/me'))
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.waitForURL(at('/'))
}

describe('without a network', () => {
  test('schedule, badge and agenda are there, with the time they are of', async () => {
    const { page, own } = await arrive(ada)
    await own.setOffline(true)
    for (const [path, title] of [
      ['/schedule', 'My schedule'],
      ['/badge', 'My badge'],
      ['/agenda', 'Agenda'],
      ['/agenda?track=Hafen', 'Agenda'],
    ] as const) {
      await page.goto(at(path))
      expect(await page.locator('h1').innerText()).toBe(title)
      expect(await note(page).innerText()).toMatch(/^Offline\. As of \w{3} \d{1,2}:\d{2} [AP]M\.$/)
    }
    expect(await page.locator('.session').count()).toBeGreaterThan(10)
    await page.goto(at('/badge'))
    expect(await page.locator('svg.qr path').count()).toBe(1)
    await picture(page, 'dist/screenshots/badge-offline.png')
    expect(await seriousFindings(page)).toEqual([])
  })

  test.each([
    ['de', 'Ohne Verbindung. Stand ', 'Mein Zeitplan'],
    ['ja', 'オフラインです。', '自分の予定'],
    ['ar', 'دون اتصال. كما في ', 'جدولي'],
  ])('the note is in the page’s language: %s', async (locale, words, title) => {
    const { page, own } = await arrive(ada, locale)
    await own.setOffline(true)
    await page.goto(at('/schedule'))
    expect(await page.locator('h1').innerText()).toBe(title)
    expect(await note(page).innerText()).toContain(words)
  })

  test('any other page says what there is, and comes by itself when the network does', async () => {
    const { page, own } = await arrive(ada)
    await own.setOffline(true)
    await page.goto(at('/directory?q=ship'))
    expect(await page.locator('h1').innerText()).toBe('No connection')
    expect(await page.locator('main a[href="/schedule"]').count()).toBe(1)
    await picture(page, 'dist/screenshots/offline.png')
    expect(await seriousFindings(page)).toEqual([])
    await own.setOffline(false)
    await expect.poll(() => page.locator('h1').innerText()).toBe('People')
    expect(await page.locator('.person').count()).toBe(20)
    expect(await note(page).isVisible()).toBe(false)
  })
})

describe('with a network', () => {
  test('what is shown is what is true now, and is what is kept from then on', async () => {
    const { page, own } = await arrive(ada)
    await page.goto(at('/agenda'))
    const button = page.locator('.mark button').first()
    const session = await button.getAttribute('value')
    await button.click()
    await expect.poll(() => button.innerText()).toMatch(/^Remove/)
    await page.goto(at('/schedule'))
    expect(await page.locator(`.mark button[value="${session}"]`).count()).toBe(1)
    expect(await note(page).isVisible()).toBe(false)
    await own.setOffline(true)
    await page.reload()
    expect(await page.locator(`.mark button[value="${session}"]`).count()).toBe(1)
    expect(await note(page).isVisible()).toBe(true)
  })

  test('one that is too slow gives way to what is kept, until the answer is there', async () => {
    const { page } = await arrive(ada)
    const { promise, resolve } = Promise.withResolvers<void>()
    network.hold('/schedule', promise)
    await page.goto(at('/schedule'))
    expect(await note(page).isVisible()).toBe(true)
    resolve()
    network.hold('/schedule', null)
    await expect.poll(() => note(page).isVisible()).toBe(false)
    expect(await page.locator('h1').innerText()).toBe('My schedule')
  })
})

describe('whose pages they are', () => {
  test('signing out forgets them', async () => {
    const { page, own } = await arrive(await fair.attendee(2))
    await signOut(page)
    expect(await kept(page)).toEqual([])
    await own.setOffline(true)
    await expect(page.goto(at('/schedule'))).rejects.toThrow(/ERR_(FAILED|INTERNET_DISCONNECTED)/)
  })

  test('what was asked for before signing out is not kept after it', async () => {
    const { page, own } = await arrive(await fair.attendee(2))
    const { promise, resolve } = Promise.withResolvers<void>()
    network.hold('/schedule', promise)
    const slow = await own.newPage()
    const loading = slow.goto(at('/schedule')).catch(() => null)
    await expect.poll(() => network.asked.at(-1)).toBe('GET /schedule')
    await signOut(page)
    resolve()
    network.hold('/schedule', null)
    await loading
    await page.waitForTimeout(500)
    expect(await kept(page)).toEqual([])
  })

  test('of two people in one browser each sees their own, also where the worker was passed by', async () => {
    const { page, own } = await arrive(ada)
    const code = async (who: Attendee) => {
      const badge = await who.store.read(readOwnBadge, {})
      return badge.ok ? (badge.value.code ?? '') : ''
    }
    const mine = await code(ada)
    expect(mine).not.toBe('')
    // Nothing of this goes through the worker: another session, and a page that is loaded anew.
    await ben.enter(own)
    await page.goto(at('/'))
    await expect.poll(() => kept(page)).toHaveLength(4)
    await own.setOffline(true)
    await page.goto(at('/badge'))
    const html = await page.content()
    expect(html).not.toContain(mine)
    expect(html).toContain(await code(ben))
  })
})

describe('a badge that is scanned without a network', () => {
  test('waits in a list, is sent later with its own time, and once', async () => {
    const cem = await fair.attendee(3)
    const dora = await fair.attendee(4)
    const second = await arrive(dora)
    const badge = await dora.store.read(readOwnBadge, {})
    const code = badge.ok ? (badge.value.code ?? '') : ''
    await second.own.close()
    const { page, own } = await arrive(cem)
    await own.setOffline(true)
    const before = Date.now()
    await page.goto(at(`/badge/${code}`))
    await page.goto(at(`/badge/${code}`))
    await page.goto(at(`/badge/${'x'.repeat(22)}`))
    const list = page.locator('#waiting-scans')
    await expect.poll(() => list.locator('li').count()).toBe(2)
    expect(await list.innerText()).toContain('Scans that wait')
    await picture(page, 'dist/screenshots/scans-waiting.png')
    const after = Date.now()
    await list.getByRole('button', { name: 'Remove' }).last().click()
    await expect.poll(() => list.locator('li').count()).toBe(1)
    await page.goto(at('/badge'))
    await expect.poll(() => list.locator('li').count()).toBe(1)
    await page.waitForTimeout(1_100)
    await own.setOffline(false)
    await expect.poll(() => list.isVisible()).toBe(false)
    const contacts = await cem.store.read(listContacts, {})
    const found = contacts.ok ? contacts.value : []
    expect(found).toHaveLength(1)
    expect(found[0]?.at).toBeGreaterThanOrEqual(before)
    expect(found[0]?.at).toBeLessThanOrEqual(after)
  })

  test('is not sent in somebody else’s name', async () => {
    const eve = await fair.attendee(5)
    const finn = await fair.attendee(6)
    const { page, own } = await arrive(eve)
    const badge = await ada.store.read(readOwnBadge, {})
    await own.setOffline(true)
    await page.goto(at(`/badge/${badge.ok ? badge.value.code : ''}`))
    await expect.poll(() => page.locator('#waiting-scans li').count()).toBe(1)
    await finn.enter(own)
    await page.goto('about:blank')
    await own.setOffline(false)
    await page.goto(at('/badge'))
    await page.waitForTimeout(500)
    expect(await page.locator('#waiting-scans').isVisible()).toBe(false)
    const none = await finn.store.read(listContacts, {})
    expect(none).toMatchObject({ ok: true, value: [] })
    await eve.enter(own)
    await page.goto(at('/badge'))
    await expect
      .poll(() => eve.store.read(listContacts, {}))
      .toMatchObject({ value: [{ id: ada.id }] })
  })
})
