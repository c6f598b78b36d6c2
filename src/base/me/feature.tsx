import { type Context, Hono } from 'hono'
import { createPage } from '../create-page.ts'
import { type Feature, menuEntry } from '../feature.ts'
import { editableFields, formFields, valuesOf } from '../fields/form-field.ts'
import { checkbox, choice, choices, text } from '../form/fields.ts'
import { readForm, type Submitted } from '../form/read-form.ts'
import { respond } from '../layout/respond.tsx'
import { type OwnProfile, readOwnProfile, readVocabulary } from '../people/store.ts'
import type { Tag } from '../people/person.ts'
import type { MatchEnv } from '../pieces.ts'
import { ownPagesOnly } from '../sign-in/own-pages-only.ts'
import { signInFirst } from '../sign-in/sign-in-first.ts'
import { meMessages } from './messages.ts'
import { profileFields, profilePage } from './profile-page.tsx'
import { meStore, saveProfile } from './store.ts'

type MeContext = Context<{ Bindings: MatchEnv }>

/** More tags than this say nothing about a person. */
const MAX_TAGS = 20

const routes = new Hono<{ Bindings: MatchEnv }>()
  .get('/me', async (c) => {
    const profile = await c.env.store.read(readOwnProfile, {})
    if (!profile.ok) return signInFirst(c)
    const { tags } = await c.env.store.read(readVocabulary, {})
    return show(c, { profile: profile.value, tags })
  })
  .post('/me', ownPagesOnly, async (c) => {
    const profile = await c.env.store.read(readOwnProfile, {})
    if (!profile.ok) return signInFirst(c)
    const { tags } = await c.env.store.read(readVocabulary, {})
    const own = editableFields(c.env.pieces.fields)
    const more = formFields(own, createPage(c).locale)
    const form = await readForm(c, fields(c.env.tenant.locales, tags), more)
    const { value } = form
    if (value === null) return show(c, { profile: profile.value, tags, sent: form })
    const change = {
      name: value.name,
      organisation: value.organisation,
      role: value.role,
      bio: value.bio,
      offers: value.offers,
      seeks: value.seeks,
      offersText: value['offers-text'],
      seeksText: value['seeks-text'],
      phone: value.phone,
      locale: value.language,
      listed: value.listed,
      ...(own.length === 0 ? {} : { fields: valuesOf(own, value) }),
    }
    const saved = await c.env.store.write(saveProfile, change, form.requestId)
    return saved.ok ? c.redirect('/me?saved', 303) : signInFirst(c)
  })

function fields(locales: readonly string[], tags: readonly Tag[]) {
  const ids = tags.map(({ id }) => id)
  return {
    listed: checkbox,
    name: text({ max: 120, required: true }),
    organisation: text({ max: 120 }),
    role: text({ max: 120 }),
    bio: text({ max: 1000, lines: true }),
    offers: choices(ids, MAX_TAGS),
    'offers-text': text({ max: 300 }),
    seeks: choices(ids, MAX_TAGS),
    'seeks-text': text({ max: 300 }),
    phone: text({ max: 40 }),
    language: locales.length > 1 ? choice(locales) : () => ({ ok: true, value: null }) as const,
  }
}

interface Shown {
  readonly profile: OwnProfile
  readonly tags: readonly Tag[]
  readonly sent?: Submitted<unknown>
}

function show(c: MeContext, { profile, tags, sent }: Shown): Promise<Response> {
  const page = createPage(c)
  const title = page.texts(meMessages)('title')
  const own = editableFields(c.env.pieces.fields)
  const saved = c.req.query('saved') !== undefined
  const props = { page, profile, tags, fields: own, sent, saved }
  const status = sent === undefined ? 200 : 422
  return respond(c, page, { title, body: page.show(profilePage, props), status })
}

/** What people say about themselves. */
export const meFeature = {
  name: 'me',
  messages: meMessages,
  views: [profilePage, profileFields],
  routes,
  menu: [menuEntry('/me', meMessages, 'title', 'signed-in')],
  store: meStore,
} as const satisfies Feature
