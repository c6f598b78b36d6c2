import { type Context, Hono } from 'hono'
import { erasePerson, readPersonalData } from '../../store/personal.ts'
import { createPage } from '../create-page.ts'
import { renderErrorPage } from '../errors/feature.tsx'
import type { Feature } from '../feature.ts'
import { text, ticked } from '../form/fields.ts'
import { readForm, type Submitted } from '../form/read-form.ts'
import { isoTime } from '../iso-time.ts'
import { respond } from '../layout/respond.tsx'
import { listMeetings } from '../meetings/lists.ts'
import type { MatchEnv } from '../pieces.ts'
import { ownPagesOnly } from '../sign-in/own-pages-only.ts'
import { clearSession } from '../sign-in/session.ts'
import { signInFirst } from '../sign-in/sign-in-first.ts'
import { type ConsentKind, CONSENTS } from './consent.ts'
import { consentCard } from './consent-card.tsx'
import { erasedPage, erasePage } from './erase-page.tsx'
import { privacyMessages } from './messages.ts'
import { parting } from './parting.ts'
import { privacyPage } from './privacy-page.tsx'
import { askedConsents, consentText } from './read-consents.ts'
import { giveConsent, listConsents, privacyStore, withdrawConsent } from './store.ts'

type PrivacyContext = Context<{ Bindings: MatchEnv }>

const version = text({ max: 64 })

const routes = new Hono<{ Bindings: MatchEnv }>()
  .get('/me/privacy', (c) => show(c))
  .get('/me/privacy/data.json', async (c) => {
    const data = await c.env.store.read(readPersonalData, {})
    if (!data.ok) return signInFirst(c)
    const { tenant, clock } = c.env
    const file = { event: tenant.name, exported: isoTime(clock.now()), ...data.value }
    return c.body(`${JSON.stringify(file, null, 2)}\n`, 200, {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Disposition': `attachment; filename="${tenant.key}-my-data.json"`,
      'Cache-Control': 'private, no-store',
      'Cross-Origin-Resource-Policy': 'same-origin',
      'X-Content-Type-Options': 'nosniff',
    })
  })
  .post('/me/privacy/consents/:kind', ownPagesOnly, async (c) => {
    const kind = kindOf(c)
    if (kind === undefined) return renderErrorPage('not-found', c.req.raw, c.env)
    const form = await readForm(c, { [kind]: ticked, version })
    if (form.value === null) return show(c, { kind, form, status: 422 })
    const { locale } = createPage(c)
    const now = await consentText(c.env, kind, locale)
    // What was ticked is what stood there, or it is nothing.
    if (form.value['version'] !== now.version) return show(c, { kind, form, status: 409 })
    const given = await c.env.store.write(giveConsent, { kind, locale, ...now }, form.requestId)
    return given.ok ? c.redirect(`/me/privacy?agreed#c-${kind}`, 303) : signInFirst(c)
  })
  .post('/me/privacy/consents/:kind/withdraw', ownPagesOnly, async (c) => {
    const kind = kindOf(c)
    if (kind === undefined) return renderErrorPage('not-found', c.req.raw, c.env)
    const form = await readForm(c, {})
    const done = await c.env.store.write(withdrawConsent, { kind }, form.requestId)
    return done.ok ? c.redirect(`/me/privacy?taken-back#c-${kind}`, 303) : signInFirst(c)
  })
  .get('/me/privacy/erase', async (c) => {
    const meetings = await c.env.store.read(listMeetings, {})
    if (!meetings.ok) return signInFirst(c)
    const page = createPage(c)
    const title = page.texts(privacyMessages)('erase-title')
    const props = { page, ...parting(meetings.value, page.now) }
    return respond(c, page, { title, body: page.show(erasePage, props) })
  })
  .post('/me/privacy/erase', ownPagesOnly, async (c) => {
    const form = await readForm(c, {})
    const erased = await c.env.store.write(erasePerson, {}, form.requestId)
    if (!erased.ok) return signInFirst(c)
    clearSession(c)
    // Pages that the browser keeps for when there is no network.
    c.header('Clear-Site-Data', '"storage"')
    return c.redirect('/me/privacy/erased', 303)
  })
  .get('/me/privacy/erased', async (c) => {
    if (c.env.viewer.kind === 'person') return c.redirect('/me/privacy', 303)
    const page = createPage(c)
    const title = page.texts(privacyMessages)('erased-title')
    return respond(c, page, { title, body: page.show(erasedPage, { page }) })
  })

const kindOf = (c: PrivacyContext): ConsentKind | undefined =>
  CONSENTS.find((kind) => kind === c.req.param('kind'))

interface Refused {
  readonly kind: ConsentKind
  readonly form: Submitted<unknown>
  /** 409: the text is another one by now. */
  readonly status: 409 | 422
}

async function show(c: PrivacyContext, refused?: Refused): Promise<Response> {
  const given = await c.env.store.read(listConsents, {})
  if (!given.ok) return signInFirst(c)
  const page = createPage(c)
  const consents = await askedConsents(c.env, given.value, page.locale)
  const done = (['agreed', 'taken-back'] as const).find((key) => c.req.query(key) !== undefined)
  const props = {
    page,
    consents: consents.map((consent) => ({
      ...consent,
      sent: consent.kind === refused?.kind ? refused.form : undefined,
    })),
    notice: refused?.status === 409 ? ('text-changed' as const) : null,
    done: refused === undefined ? (done ?? null) : null,
  }
  const title = page.texts(privacyMessages)('title')
  const body = page.show(privacyPage, props)
  return respond(c, page, { title, body, status: refused?.status ?? 200 })
}

/** What an event holds of somebody: to be read, agreed to, and taken away. */
export const privacyFeature = {
  name: 'privacy',
  messages: privacyMessages,
  views: [privacyPage, consentCard, erasePage, erasedPage],
  routes,
  store: privacyStore,
} as const satisfies Feature
