import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type axe from 'axe-core'
import type { BrowserContext, Page } from 'playwright-core'

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What axe finds on a page that a person would stumble over. */
export const seriousFindings = (page: Page): Promise<string[]> =>
  findings(page, ['serious', 'critical'])

/** Also what only disturbs. */
export const findingsOf = (page: Page): Promise<string[]> =>
  findings(page, ['minor', 'moderate', 'serious', 'critical'])

/** Windows in which axe has looked at a page. */
const used = new WeakSet<BrowserContext>()

/**
 * To send axe into a page takes about as long as what it does there: in a window with several pages
 * it is there from the beginning of each.
 */
async function equip(page: Page): Promise<void> {
  const context = page.context()
  if (await page.evaluate(() => 'axe' in window)) return
  await page.evaluate(SOURCE)
  if (used.has(context)) await context.addInitScript({ content: SOURCE })
  used.add(context)
}

async function findings(page: Page, impacts: readonly string[]): Promise<string[]> {
  await equip(page)
  // What passes is as much as the page itself: it need not be told, nor sent from there to here.
  const violations = await page.evaluate(async () => {
    const { run } = (window as unknown as { axe: typeof axe }).axe
    const found = await run(document, { resultTypes: ['violations'] })
    return found.violations.map(({ id, impact, nodes }) => ({
      id,
      impact,
      nodes: nodes.map(({ html }) => html),
    }))
  })
  return violations
    .filter(({ impact }) => impacts.includes(impact ?? ''))
    .map(({ id, nodes }) => `${id}: ${nodes.join(' | ')}`)
}
