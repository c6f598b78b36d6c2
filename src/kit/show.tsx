import type { Context } from 'hono'
import { raw } from 'hono/html'
import { createPage } from '../base/create-page.ts'
import { respond } from '../base/layout/respond.tsx'
import type { Page } from '../base/page.ts'
import { signInFirst as leadToDoor } from '../base/sign-in/sign-in-first.ts'
import { type Markup, writeOut } from '../seam/view.ts'
import { inLocale, type Words } from '../seam/words.ts'
import type { EventEnv } from './definition.ts'

/** A page of an event's own route. */
export interface Shown {
  readonly title: Words
  /** What stands between bar and footer. */
  readonly body: Markup | ((page: Page) => Markup)
  /** 200 unless given. */
  readonly status?: 200 | 403 | 404 | 409 | 410 | 422
}

/** What views get as `page`, for a route of the event's own: language, formats, texts, menu. */
export const pageOf = (c: Context<EventEnv>): Page => createPage(c)

/**
 * Shows a page from a route of the event's own, in the base's layout. A fault in `body` is the
 * route's: the event's error page.
 */
export async function show(
  c: Context<EventEnv>,
  { title, body, status = 200 }: Shown,
): Promise<Response> {
  const page = createPage(c)
  const markup = raw(await writeOut(typeof body === 'function' ? body(page) : body))
  return respond(c, page, { title: inLocale(title, page.locale), body: markup, status })
}

/** Leads a visitor who is not signed in to the door, and back to this page afterwards. */
export const signInFirst = (c: Context<EventEnv>): Response => leadToDoor(c)
