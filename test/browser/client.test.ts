import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, onTestFinished, test } from 'vitest'
import { askFor, type Attendee, type BuiltFair, startBuiltFair } from '../support/built-fair.ts'
import { launchChromium } from '../support/chromium.ts'
import { focused, requestsTo, type SentRequest, visitFair } from '../support/fair-visits.ts'

// What the script makes quicker, in the built Worker with 2,000 people.

let fair: BuiltFair
let browser: Browser
let ada: Attendee
let ben: Attendee
let newRequest: () => Promise<SentRequest>

beforeAll(async () => {
  fair = await startBuiltFair(inject('dist'))
  browser = await launchChromium()
  ada = await fair.attendee(0)
  ben = await fair.attendee(1)
  newRequest = requestsTo(fair, ada)
})
afterAll(async () => {
  await browser.close()
  await fair.worker.dispose()
})

async function visit(who: Attendee, path: string) {
  const visited = await visitFair({ fair, browser }, who, path)
  onTestFinished(() => visited.context.close())
  return visited
}

const pathOf = (page: Page): string => page.url().slice(fair.at('').length)
const said = (page: Page) => expect.poll(() => page.locator('#say').textContent())

describe('the directory', () => {
  test('searches while somebody types, and keeps the focus in the field', async () => {
    const { page, isSame, complaints } = await visit(ada, '/directory')
    const field = page.getByRole('searchbox')
    await field.pressSequentially('shipyard', { delay: 20 })
    await page.waitForURL('**/directory?q=shipyard')
    expect(await page.locator('#results .person').first().innerText()).toMatch(/shipyard/i)
    expect(await field.evaluate((input) => input === document.activeElement)).toBe(true)
    expect(await field.inputValue()).toBe('shipyard')
    expect(await isSame()).toBe(true)
    expect(complaints).toEqual([])
  })

  test('says what it found to those who hear the page, and no more than that', async () => {
    const { page } = await visit(ada, '/directory')
    await page.getByRole('searchbox').fill('nobody is called that')
    await said(page).toMatch(/^Nobody fits/)
    expect(await page.locator('[aria-live]').count()).toBe(0)
  })

  test('has an address for what is shown: back, forward and reload come to it', async () => {
    const { page, isSame } = await visit(ada, '/directory')
    const field = page.getByRole('searchbox')
    await field.pressSequentially('ship', { delay: 400 })
    await page.waitForURL('**/directory?q=ship')
    await page.getByLabel('Offers').selectOption({ index: 1 })
    await page.waitForURL(/offers=/)
    const narrowed = await page.locator('#results .person').allInnerTexts()
    await page.goBack()
    expect(pathOf(page)).toBe('/directory')
    await expect.poll(() => field.inputValue()).toBe('')
    await page.goForward()
    await expect.poll(() => page.locator('#results .person').allInnerTexts()).toEqual(narrowed)
    expect(await field.inputValue()).toBe('ship')
    expect(await isSame()).toBe(true)
    await page.reload()
    expect(await page.locator('#results .person').allInnerTexts()).toEqual(narrowed)
  })

  test('asks once for a word that is typed fast', async () => {
    const { page } = await visit(ada, '/directory')
    const asked: string[] = []
    page.on('request', (request) => void asked.push(request.url()))
    // At once: a busy machine makes pauses between keys.
    await page.getByRole('searchbox').evaluate((field: HTMLInputElement) => {
      for (const letter of 'propulsion') {
        field.value += letter
        field.dispatchEvent(new InputEvent('input', { bubbles: true }))
      }
    })
    await page.waitForURL('**/directory?q=propulsion')
    expect(asked.filter((url) => url.includes('/directory?'))).toHaveLength(1)
  })

  test('without a connection says so and keeps what it shows', async () => {
    const { page, context } = await visit(ada, '/directory')
    const before = await page.locator('#results .person').count()
    await context.setOffline(true)
    await page.getByRole('searchbox').fill('ship')
    await said(page).toMatch(/no connection/)
    expect(await page.locator('#results .person').count()).toBe(before)
  })
})

describe('a meeting', () => {
  const count = (page: Page) => page.locator('.count > [aria-hidden]').textContent()

  test('is accepted in place: the count falls, the focus stays at the meeting', async () => {
    const { id } = await newRequest()
    const { page, isSame, complaints } = await visit(ada, '/meetings')
    const before = Number(await count(page))
    const card = page.locator(`#m-${id}`)
    await card.getByRole('button', { name: 'Accept' }).focus()
    await page.keyboard.press('Enter')
    await card.getByRole('button', { name: 'Cancel the meeting' }).waitFor()
    expect(await isSame()).toBe(true)
    expect(pathOf(page)).toBe('/meetings')
    expect(await page.evaluate(() => document.activeElement?.id)).toBe(`m-${id}`)
    await said(page).toBe('Done.')
    expect(Number(await count(page))).toBe(before - 1)
    expect(complaints).toEqual([])
  })

  test('pressed twice, is sent once', async () => {
    const { id } = await newRequest()
    const { page } = await visit(ada, '/meetings')
    const sent: string[] = []
    page.on('request', (asked) => {
      if (asked.method() === 'POST') sent.push(asked.postData() ?? '')
    })
    await page.locator(`#m-${id}`).getByRole('button', { name: 'Decline' }).dblclick()
    await page.locator('.done').waitFor()
    expect(sent).toHaveLength(1)
    expect(sent[0]).toMatch(/^request-id=[\w-]{36}&action=decline$/)
  })

  test('that was withdrawn meanwhile is refused in words, as without script', async () => {
    const asked = await newRequest()
    const { page, isSame } = await visit(ada, '/meetings')
    await asked.withdraw()
    await page.locator(`#m-${asked.id}`).getByRole('button', { name: 'Accept' }).click()
    const alert = page.getByRole('alert')
    await alert.waitFor()
    expect(await alert.innerText()).toMatch(/changed in the meantime/)
    expect(await focused(page)).toBe(await alert.innerText())
    expect(await page.locator(`#m-${asked.id}`).innerText()).toContain('Withdrawn')
    expect(await isSame()).toBe(true)
  })

  test('that was not sent for want of a connection is sent by the next press, once', async () => {
    const { id } = await newRequest()
    const { page, context } = await visit(ada, '/meetings')
    const accept = page.locator(`#m-${id}`).getByRole('button', { name: 'Accept' })
    const requestId = page.locator(`#m-${id} form`, { hasText: 'Accept' }).locator('input')
    const before = await requestId.getAttribute('value')
    await context.setOffline(true)
    await accept.click()
    await said(page).toMatch(/^Not sent/)
    expect(await requestId.getAttribute('value')).toBe(before)
    await context.setOffline(false)
    await accept.click()
    await page.locator('.done').waitFor()
    expect(await page.locator(`#m-${id}`).innerText()).not.toContain('Asked')
  })

  test('leads to the door when the session has ended elsewhere', async () => {
    const { id } = await newRequest()
    const { page, context } = await visit(ada, '/meetings')
    await context.clearCookies()
    await page.locator(`#m-${id}`).getByRole('button', { name: 'Accept' }).click()
    await page.waitForURL('**/sign-in?next=*')
  })
})

test('a session is marked in place: what was opened stays open, the focus on the button', async () => {
  const { page, isSame, complaints } = await visit(ada, '/agenda')
  const card = page.locator('.session', { has: page.locator('details') }).first()
  await card.locator('summary').click()
  await card.locator('.mark button').focus()
  await page.keyboard.press('Enter')
  await expect.poll(() => focused(page)).toMatch(/^Remove from my schedule/)
  // Nothing is said of it, and nothing of nothing is shown.
  expect(await page.locator('#say').getAttribute('class')).toBe('away')
  expect(await card.locator('details').getAttribute('open')).not.toBeNull()
  expect(await isSame()).toBe(true)
  await page.keyboard.press('Enter')
  await expect.poll(() => focused(page)).toMatch(/^Add to my schedule/)
  expect(complaints).toEqual([])
})

test('somebody is dismissed and taken back in place', async () => {
  const { page, isSame, complaints } = await visit(ada, '/recommendations')
  const first = await page.locator('main h3').first().innerText()
  await page.getByRole('button', { name: first }).first().click()
  await said(page).toContain(first)
  expect(await page.locator('main h3').first().innerText()).not.toBe(first)
  await page.locator('.done button').click()
  await expect.poll(() => page.locator('main h3').first().innerText()).toBe(first)
  expect(await isSame()).toBe(true)
  expect(complaints).toEqual([])
})

test('whoever erases themselves leaves nothing in the browser', async () => {
  const { page, context } = await visit(await fair.attendee(2), '/schedule')
  const kept = () =>
    page.evaluate(async () => {
      const caches = await window.caches.keys()
      return caches.filter((name) => name.startsWith('usher-pages-')).length
    })
  await expect.poll(kept).toBe(1)
  await page.goto(fair.at('/me/privacy/erase'))
  await page.getByRole('button', { name: 'Erase me now' }).click()
  await page.waitForURL('**/me/privacy/erased')
  await expect.poll(kept).toBe(0)
  expect(await context.cookies()).toEqual([])
  await context.setOffline(true)
  await expect(page.goto(fair.at('/schedule'))).rejects.toThrow('ERR_INTERNET_DISCONNECTED')
})

describe('the number of requests that wait', () => {
  /** A page whose time is the test's, once it has asked for the first time. */
  async function watch(who: Attendee) {
    const context = await browser.newContext({ locale: 'en' })
    onTestFinished(() => context.close())
    await who.enter(context)
    const page = await context.newPage()
    let asked = 0
    page.on('requestfinished', (request) => {
      if (request.url().endsWith('/meetings/waiting')) asked += 1
    })
    page.on('requestfailed', (request) => {
      if (request.url().endsWith('/meetings/waiting')) asked += 1
    })
    await page.clock.install()
    await page.goto(fair.at('/'))
    await expect.poll(() => asked).toBe(1)
    return { page, context, asked: () => asked }
  }

  const hide = (page: Page, hidden: boolean) =>
    page.evaluate((value) => {
      Object.defineProperty(document, 'hidden', { value, configurable: true })
      document.dispatchEvent(new Event('visibilitychange'))
    }, hidden)

  test('follows, also where the page was not told', async () => {
    const { page } = await watch(ben)
    const link = page.locator('header a[href="/meetings"]')
    expect(await link.innerText()).toBe('Meetings')
    await askFor(ada, ben, '2027-03-28T09:00')
    await page.clock.fastForward(70_000)
    await expect.poll(() => link.innerText()).toMatch(/Meetings\s*1\s*one waits for you/)
    await said(page).toMatch(/one waits for you/)
  })

  test('is not asked for by a hidden page, and ever more rarely without a connection', async () => {
    const { page, context, asked } = await watch(ada)
    await hide(page, true)
    await page.clock.fastForward(600_000)
    expect(asked()).toBe(1)
    await context.setOffline(true)
    await hide(page, false)
    for (let minute = 0; minute < 30; minute++) {
      await page.clock.runFor(60_000)
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(done)))
    }
    expect(asked()).toBeGreaterThan(2)
    // Every minute would be thirty.
    expect(asked()).toBeLessThan(9)
  })
})
