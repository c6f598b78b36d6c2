import { Hono } from 'hono'
import { OFFLINE_PATH } from '../client/names.ts'
import { createPage } from '../create-page.ts'
import type { Feature } from '../feature.ts'
import { respond } from '../layout/respond.tsx'
import type { MatchEnv } from '../pieces.ts'
import { ICON_PATH, icon, manifest, MANIFEST_PATH, picture, PICTURE_PATHS } from './install.tsx'
import { offlineMessages } from './messages.ts'
import { offlinePage } from './offline-page.tsx'

const HOUR = 'max-age=3600'

const routes = new Hono<{ Bindings: MatchEnv }>()
  .get(OFFLINE_PATH, (c) => {
    const page = createPage(c)
    const title = page.texts(offlineMessages)('title')
    return respond(c, page, { title, body: page.show(offlinePage, { page }) })
  })
  .get(MANIFEST_PATH, (c) => {
    const told = manifest(createPage(c))
    return c.body(JSON.stringify(told), 200, {
      'Content-Type': 'application/manifest+json',
      'Cache-Control': HOUR,
      Vary: 'Accept-Language, Cookie',
    })
  })
  .get(ICON_PATH, async (c) => {
    const drawn = await icon(createPage(c))
    return c.body(drawn, 200, { 'Content-Type': 'image/svg+xml', 'Cache-Control': HOUR })
  })

for (const [size, path] of Object.entries(PICTURE_PATHS)) {
  routes.get(path, async (c) => {
    const drawn = await picture(createPage(c), Number(size))
    return c.body(drawn, 200, { 'Content-Type': 'image/png', 'Cache-Control': HOUR })
  })
}

/** The event on a telephone: installed, and without a network. */
export const offlineFeature = {
  name: 'offline',
  messages: offlineMessages,
  views: [offlinePage],
  routes,
  publicPaths: [OFFLINE_PATH, MANIFEST_PATH, ICON_PATH, ...Object.values(PICTURE_PATHS)],
} as const satisfies Feature
