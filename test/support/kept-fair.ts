import type { Browser, BrowserContext, Page } from 'playwright-core'
import { expect, onTestFinished } from 'vitest'
import type { Attendee } from './built-fair.ts'
import type { Switchboard } from './switchboard.ts'

/** An address of the demo fair, by way of the switchboard. */
export const fairAt = (network: Switchboard, path: string): string =>
  `http://maritime-expo.localhost:${network.port}${path}`

/** A browser in which somebody has looked at the fair, until their pages are kept. */
export async function arriveAtFair(
  { browser, network }: { readonly browser: Browser; readonly network: Switchboard },
  who: Attendee,
  locale = 'en',
): Promise<{ page: Page; own: BrowserContext }> {
  const own = await browser.newContext({ locale, viewport: { width: 390, height: 844 } })
  onTestFinished(() => own.close())
  await who.enter(own)
  const page = await own.newPage()
  await page.goto(fairAt(network, '/meetings'))
  await expect.poll(() => keptPaths(page)).toHaveLength(4)
  return { page, own }
}

/** Paths of the pages that this browser keeps, of whomever. */
export const keptPaths = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const paths: string[] = []
    for (const name of await caches.keys()) {
      if (!name.startsWith('usher-pages-')) continue
      const requests = await (await caches.open(name)).keys()
      paths.push(...requests.map(({ url }) => new URL(url).pathname))
    }
    return paths
  })
