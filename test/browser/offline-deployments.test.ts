import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { ask } from '../support/ask.ts'
import { type Attendee, type BuiltFair, startBuiltFair } from '../support/built-fair.ts'
import { launchChromium } from '../support/chromium.ts'
import { arriveAtFair, fairAt } from '../support/kept-fair.ts'
import { startSwitchboard, type Switchboard } from '../support/switchboard.ts'

// What becomes of a browser's service worker when another one is deployed, or none any more.

let fair: BuiltFair
let network: Switchboard
let browser: Browser
let ada: Attendee

beforeAll(async () => {
  fair = await startBuiltFair(inject('dist'))
  network = await startSwitchboard(fair.url.origin)
  browser = await launchChromium()
  ada = await fair.attendee(0)
})
afterAll(async () => {
  await browser.close()
  await network.close()
  await fair.worker.dispose()
})

const at = (path: string): string => fairAt(network, path)
const arrive = (who: Attendee) => arriveAtFair({ browser, network }, who)

describe('another deployment', () => {
  const HASH = /\b[0-9a-f]{12}\b/g
  const reversed = (text: string): string => text.split('').toReversed().join('')

  /** The same bundle with another script, and so another worker, in it. */
  async function changedBundle(): Promise<string> {
    const dist = 'dist/test-changed'
    cpSync(inject('dist'), dist, { recursive: true })
    const worker = await ask(fair.url.origin, 'maritime-expo.localhost', '/-/worker.js')
    // The script's, the worker's own, and the one of its text.
    const told = `${worker.body} ${worker.headers.get('etag')}`
    const hashes = new Set(told.match(HASH))
    for (const file of readdirSync(dist, { recursive: true, encoding: 'utf8' })) {
      if (!file.endsWith('.js')) continue
      const text = readFileSync(join(dist, file), 'utf8')
      const changed = text.replaceAll(HASH, (hash) => (hashes.has(hash) ? reversed(hash) : hash))
      if (changed !== text) writeFileSync(join(dist, file), changed)
    }
    return dist
  }

  test('brings its own files and removes the former ones; pages stay', async () => {
    const { page, own } = await arrive(ada)
    const files = () =>
      page.evaluate(async () => {
        const found: string[] = []
        for (const name of await caches.keys()) {
          if (!name.startsWith('usher-files-')) continue
          for (const { url } of await (await caches.open(name)).keys()) found.push(url)
        }
        return found
      })
    const former = await files()
    const dist = await changedBundle()
    const changed = await startBuiltFair(dist)
    try {
      network.to = changed.url.origin
      await page.goto(at('/'))
      // Browsers look for another worker a while after a page was opened.
      const others = former.map((url) => url.replace(HASH, reversed))
      await expect.poll(files).toEqual(others)
      network.to = 'http://127.0.0.1:9'
      await own.setOffline(true)
      await page.goto(at('/schedule'))
      expect(await page.locator('h1').innerText()).toBe('My schedule')
    } finally {
      network.to = fair.url.origin
      await changed.worker.dispose()
      rmSync(dist, { recursive: true })
    }
  })

  test('that keeps nothing any more takes everything off the device', async () => {
    const { page } = await arrive(ada)
    const off = await startBuiltFair(inject('dist'), { bindings: { OFFLINE: 'off' } })
    try {
      network.to = off.url.origin
      await page.goto(at('/'))
      const left = () =>
        page.evaluate(async () => ({
          workers: (await navigator.serviceWorker.getRegistrations()).length,
          caches: await caches.keys(),
        }))
      await expect.poll(left).toEqual({ workers: 0, caches: [] })
      await page.goto(at('/agenda'))
      await page.waitForTimeout(500)
      expect(await left()).toEqual({ workers: 0, caches: [] })
    } finally {
      network.to = fair.url.origin
      await off.worker.dispose()
    }
  })
})

test('a form of another site is refused, whether or not the browser has the worker', async () => {
  const { page } = await arrive(ada)
  const body = `<form method="post" action="${at('/schedule/bookmarks')}"><button name="add" value="x">go</button></form>`
  await page.route('http://elsewhere.localhost/**', (route) =>
    route.fulfill({ contentType: 'text/html', body }),
  )
  await page.goto('http://elsewhere.localhost/')
  const [answer] = await Promise.all([
    page.waitForResponse('**/schedule/bookmarks'),
    page.getByRole('button').click(),
  ])
  expect(answer.status()).toBe(403)
})
