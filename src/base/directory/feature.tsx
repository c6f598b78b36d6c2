import { type Context, Hono } from 'hono'
import { createPage } from '../create-page.ts'
import { renderErrorPage } from '../errors/feature.tsx'
import { type Feature, menuEntry } from '../feature.ts'
import { filterFields, readFilters, readTyped } from '../fields/filters.tsx'
import { respond } from '../layout/respond.tsx'
import { askWaiting } from '../meetings/waiting.ts'
import { readVocabulary } from '../people/store.ts'
import type { MatchEnv } from '../pieces.ts'
import { signInFirst } from '../sign-in/sign-in-first.ts'
import { directoryGuard } from './guard.ts'
import { directoryMessages } from './messages.ts'
import {
  directory,
  directoryList,
  directoryResults,
  directorySearch,
  personPage,
} from './pages.tsx'
import { personCard } from './person-card.tsx'
import { type DirectoryQuestion, directoryStore, readPerson, searchDirectory } from './store.ts'

/** Nobody types more; the rest is cut off. */
const MAX_TEXT = 100
const MAX_PAGE = 500

const routes = new Hono<{ Bindings: MatchEnv }>()
  .get('/directory', async (c) => {
    const fields = filterFields(c.env.pieces.fields)
    const typed = readTyped(fields, (name) => c.req.query(name))
    const filters = readFilters(fields, typed, createPage(c).locale)
    const question = { ...readQuestion(c), fields: filters }
    const [found, { tags }, waiting] = await Promise.all([
      c.env.store.read(searchDirectory, question),
      c.env.store.read(readVocabulary, {}),
      askWaiting(c.env),
    ])
    if (!found.ok) return signInFirst(c)
    const page = createPage(c, waiting)
    const title = page.texts(directoryMessages)('title')
    const { groups } = found.value
    const props = { page, question, found: found.value, groups, tags, fields, typed }
    return respond(c, page, { title, body: page.show(directory, props) })
  })
  .get('/people/:id', async (c) => {
    const [person, { tags }] = await Promise.all([
      c.env.store.read(readPerson, { id: c.req.param('id') }),
      c.env.store.read(readVocabulary, {}),
    ])
    if (!person.ok) {
      if (person.error.tag === 'signed-out') return signInFirst(c)
      return renderErrorPage('not-found', c.req.raw, c.env)
    }
    const page = createPage(c)
    const { viewer } = c.env
    const own = viewer.kind === 'person' && viewer.id === person.value.id
    const labels = new Map(tags.map(({ id, label }) => [id, label]))
    const { fields } = c.env.pieces
    const props = { page, person: person.value, own, labels, fields }
    return respond(c, page, { title: person.value.name, body: page.show(personPage, props) })
  })

function readQuestion(c: Context<{ Bindings: MatchEnv }>): DirectoryQuestion {
  const chosen = (name: string): string | null => c.req.query(name)?.slice(0, MAX_TEXT) || null
  const page = Number(c.req.query('page') ?? 0)
  return {
    text: (c.req.query('q') ?? '').trim().slice(0, MAX_TEXT),
    group: chosen('group'),
    offers: chosen('offers'),
    seeks: chosen('seeks'),
    page: Number.isInteger(page) && page > 0 ? Math.min(page, MAX_PAGE) : 0,
  }
}

/** Who else is here. */
export const directoryFeature = {
  name: 'directory',
  messages: directoryMessages,
  views: [directory, directorySearch, directoryResults, directoryList, personCard, personPage],
  routes,
  guards: [directoryGuard],
  menu: [menuEntry('/directory', directoryMessages, 'title', 'signed-in')],
  store: directoryStore,
} as const satisfies Feature
