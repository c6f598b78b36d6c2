import { Hono } from 'hono'
import type { BasePage } from '../../seam/base.ts'
import { createPage } from '../create-page.ts'
import type { Feature } from '../feature.ts'
import { respond } from '../layout/respond.tsx'
import type { MatchEnv } from '../pieces.ts'
import { errorPage } from './error-page.tsx'
import { errorMessages } from './messages.ts'
import { refusedPage } from './refused-page.tsx'

/** Pages for answers that no route gave. */
export const errorsFeature = {
  name: 'errors',
  messages: errorMessages,
  views: [errorPage, refusedPage],
} as const satisfies Feature

const STATUS = { 'not-found': 404, 'not-allowed': 405, fault: 500, closed: 503 } as const
const TITLE = {
  'not-found': 'missing',
  'not-allowed': 'refused',
  fault: 'fault',
  closed: 'closed',
} as const

/** Seconds after which what could not be decided may be tried again. */
const RETRY_AFTER = '10'

const app = (kind: BasePage) =>
  new Hono<{ Bindings: MatchEnv }>()
    .all('*', (c) => {
      const page = createPage(c)
      const title = page.texts(errorMessages)(TITLE[kind])
      const body = page.show(errorPage, { page, kind })
      c.header('Cache-Control', 'no-store')
      if (kind === 'closed') c.header('Retry-After', RETRY_AFTER)
      return respond(c, page, { title, body, status: STATUS[kind] })
    })
    .onError((error) => {
      throw error
    })

const apps = {
  'not-found': app('not-found'),
  'not-allowed': app('not-allowed'),
  fault: app('fault'),
  closed: app('closed'),
}

export const renderErrorPage = (
  kind: BasePage,
  request: Request,
  env: MatchEnv,
): Response | Promise<Response> => apps[kind].fetch(request, env)
