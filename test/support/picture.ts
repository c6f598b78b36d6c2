import type { Page } from 'playwright-core'

type Options = NonNullable<Parameters<Page['screenshot']>[0]>

/**
 * A picture for people to look at: only with `npm run pictures`, because pictures take as long as all
 * that is checked on a page.
 */
export async function picture(page: Page, path: string, options: Options = {}): Promise<void> {
  if (process.env['USHER_PICTURES'] === undefined) return
  await page.screenshot({ path, ...options })
}
