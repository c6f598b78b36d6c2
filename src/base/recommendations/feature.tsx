import { Hono } from 'hono'
import { createPage } from '../create-page.ts'
import { directoryGuard } from '../directory/guard.ts'
import { renderErrorPage } from '../errors/feature.tsx'
import { type Feature, menuEntry } from '../feature.ts'
import { type Field, readForm } from '../form/read-form.ts'
import { respond } from '../layout/respond.tsx'
import type { MatchEnv } from '../pieces.ts'
import { ownPagesOnly } from '../sign-in/own-pages-only.ts'
import { signInFirst } from '../sign-in/sign-in-first.ts'
import { dismiss, restore } from './dismissals.ts'
import { recommendationMessages } from './messages.ts'
import {
  recommendationCard,
  recommendationReasons,
  recommendationsPage,
  type RecommendationsProps,
} from './pages.tsx'
import { recommendPeople } from './recommend.ts'
import { recommendationsStore } from './store.ts'

/** An id is looked up as it is. */
const person: Field<string> = (sent) => ({ ok: true, value: sent[0] ?? '' })

const routes = new Hono<{ Bindings: MatchEnv }>()
  .get('/recommendations', async (c) => {
    const found = await recommendPeople(c.env)
    if (!found.ok) return signInFirst(c)
    const page = createPage(c)
    const done = doneBefore(found.value.dismissed, c.req.query())
    const title = page.texts(recommendationMessages)('title')
    const body = page.show(recommendationsPage, { page, done, ...found.value })
    return respond(c, page, { title, body })
  })
  .post('/recommendations', ownPagesOnly, async (c) => {
    const { value } = await readForm(c, { dismiss: person, restore: person })
    // Both may be done any number of times, and one after the other: the form's id does not count.
    const id = crypto.randomUUID()
    const back = value?.restore ?? ''
    const done =
      back === ''
        ? await c.env.store.write(dismiss, { person: value?.dismiss ?? '' }, id)
        : await c.env.store.write(restore, { person: back }, id)
    if (!done.ok) {
      if (done.error.tag === 'signed-out') return signInFirst(c)
      return renderErrorPage('not-found', c.req.raw, c.env)
    }
    const told = back === '' ? `dismissed=${encodeURIComponent(value?.dismiss ?? '')}` : 'restored'
    return c.redirect(`/recommendations?${told}`, 303)
  })

function doneBefore(
  dismissed: RecommendationsProps['dismissed'],
  query: Readonly<Record<string, string>>,
): RecommendationsProps['done'] {
  if (query['restored'] !== undefined) return { kind: 'restored' }
  const gone = dismissed.find(({ id }) => id === query['dismissed'])
  return gone === undefined ? null : { kind: 'dismissed', person: gone }
}

/** Whom to meet, and why. */
export const recommendationsFeature = {
  name: 'recommendations',
  messages: recommendationMessages,
  views: [recommendationsPage, recommendationCard, recommendationReasons],
  routes,
  guards: [directoryGuard],
  menu: [menuEntry('/recommendations', recommendationMessages, 'title', 'signed-in')],
  store: recommendationsStore,
} as const satisfies Feature
