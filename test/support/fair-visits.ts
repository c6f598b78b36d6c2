import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { actOnMeeting } from '../../src/base/meetings/act.ts'
import { listOwnSlots } from '../../src/base/meetings/lists.ts'
import { askFor, type Attendee, type BuiltFair } from './built-fair.ts'

/** A page of the fair in a browser of its own. */
export interface Visit {
  readonly page: Page
  readonly context: BrowserContext
  /** Errors, warnings, and what the page's security policy forbade. */
  readonly complaints: readonly string[]
  /** Whether the page is still the one that was loaded. */
  readonly isSame: () => Promise<boolean>
}

/** Opens a page as somebody, or as nobody; English unless told. */
export async function visitFair(
  { fair, browser }: { readonly fair: BuiltFair; readonly browser: Browser },
  who: Attendee | null,
  path: string,
  options: BrowserContextOptions = {},
): Promise<Visit> {
  const context = await browser.newContext({ locale: 'en', ...options })
  if (who !== null) await who.enter(context)
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  await page.goto(fair.at(path))
  if (options.javaScriptEnabled !== false) {
    await page.evaluate(() => Object.assign(window, { same: true }))
  }
  return { page, context, complaints, isSame: () => page.evaluate(() => 'same' in window) }
}

export interface SentRequest {
  readonly id: string
  readonly withdraw: () => Promise<unknown>
}

/** Requests to one person, each from somebody who has not asked yet, for a slot that nobody has. */
export function requestsTo(fair: BuiltFair, invitee: Attendee): () => Promise<SentRequest> {
  let sent = 0
  return async () => {
    const slots = await invitee.store.read(listOwnSlots, {})
    const slot = slots.ok ? slots.value[sent] : undefined
    sent += 1
    const from = await fair.attendee(10 + sent)
    const id = await askFor(from, invitee, slot?.id ?? '')
    const input = { id, action: 'withdraw', slot: null } as const
    return { id, withdraw: () => from.store.write(actOnMeeting, input, crypto.randomUUID()) }
  }
}

/** What a script in the page says has the focus. */
export const focused = (page: Page): Promise<string> =>
  page.evaluate(() => document.activeElement?.textContent?.trim() ?? '')
