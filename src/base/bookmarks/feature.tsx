import { Hono } from 'hono'
import { renderErrorPage } from '../errors/feature.tsx'
import type { Feature } from '../feature.ts'
import { type Field, readForm } from '../form/read-form.ts'
import type { MatchEnv } from '../pieces.ts'
import { localPath } from '../sign-in/local-path.ts'
import { ownPagesOnly } from '../sign-in/own-pages-only.ts'
import { signInFirst } from '../sign-in/sign-in-first.ts'
import { bookmarkButton } from './bookmark-button.tsx'
import { bookmarkMessages } from './messages.ts'
import { bookmarksStore, setBookmark } from './store.ts'

/** An id is looked up as it is: programmes bring their own. */
const session: Field<string> = (sent) => ({ ok: true, value: sent[0] ?? '' })

const routes = new Hono<{ Bindings: MatchEnv }>().post(
  '/schedule/bookmarks',
  ownPagesOnly,
  async (c) => {
    const { value } = await readForm(c, { add: session, remove: session })
    const id = value?.add || value?.remove || ''
    const input = { session: id, marked: id === value?.add }
    const done = await c.env.store.write(setBookmark, input, crypto.randomUUID())
    if (done.ok) {
      const page = pageBefore(c.req.header('referer'))
      return c.redirect(`${page}#s-${encodeURIComponent(id)}`, 303)
    }
    if (done.error.tag === 'signed-out') return signInFirst(c)
    return renderErrorPage('not-found', c.req.raw, c.env)
  },
)

/** The page with the button: the agenda, with its filter, or the schedule. */
function pageBefore(referer: string | undefined): string {
  const url = URL.parse(referer ?? '')
  return (url === null ? null : localPath(url.pathname + url.search)) ?? '/agenda'
}

/** Sessions that somebody wants to see. */
export const bookmarksFeature = {
  name: 'bookmarks',
  messages: bookmarkMessages,
  views: [bookmarkButton],
  routes,
  store: bookmarksStore,
} as const satisfies Feature
