import { type Context, Hono } from 'hono'
import { markOf } from '../client/mark.ts'
import { VIEWER_HEADER } from '../client/names.ts'
import { createPage } from '../create-page.ts'
import { renderErrorPage } from '../errors/feature.tsx'
import { type Feature, menuEntry } from '../feature.ts'
import { readForm } from '../form/read-form.ts'
import { respond } from '../layout/respond.tsx'
import { askWaiting } from '../meetings/waiting.ts'
import type { MatchEnv } from '../pieces.ts'
import { ownPagesOnly } from '../sign-in/own-pages-only.ts'
import { signInFirst } from '../sign-in/sign-in-first.ts'
import { CODE_PARAM, newBadgeCode } from './code.ts'
import { badgeGuard } from './guard.ts'
import { contactExchanged } from './hooks.ts'
import { badgeMessages } from './messages.ts'
import { badgePage, badgePicture, contactCard, contactsPage, scannedPage } from './pages.tsx'
import { answers, MAX_SCANS, readScans } from './read-scans.ts'
import { scanBadges } from './scan.ts'
import { badgeStore, listContacts, readBadge, readOwnBadge, setCode } from './store.ts'

type BadgeContext = Context<{ Bindings: MatchEnv }>

const routes = new Hono<{ Bindings: MatchEnv }>()
  .get('/badge', async (c) => {
    const [own, waiting] = await Promise.all([
      c.env.store.read(readOwnBadge, {}),
      askWaiting(c.env),
    ])
    if (!own.ok) return signInFirst(c)
    const code = own.value.code ?? (await giveCode(c, false))
    if (code === null) return signInFirst(c)
    const page = createPage(c, waiting)
    const props = { page, bearer: own.value, address: `${c.env.origin}/badge/${code}` }
    const title = page.texts(badgeMessages)('own')
    return respond(c, page, { title, body: page.show(badgePage, props) })
  })
  .post('/badge/renew', ownPagesOnly, async (c) =>
    (await giveCode(c, true)) === null ? signInFirst(c) : c.redirect('/badge', 303),
  )
  .get('/badge/contacts', async (c) => {
    const contacts = await c.env.store.read(listContacts, {})
    if (!contacts.ok) return signInFirst(c)
    const page = createPage(c)
    const done = c.req.query('done') !== undefined
    const title = page.texts(badgeMessages)('contacts')
    const body = page.show(contactsPage, { page, contacts: contacts.value, done })
    return respond(c, page, { title, body })
  })
  .post('/badge/scans', ownPagesOnly, (c) => takeScans(c))
  .get(`/badge/${CODE_PARAM}`, async (c) => {
    const found = await c.env.store.read(readBadge, { code: c.req.param('code') })
    if (!found.ok) return found.error.tag === 'signed-out' ? signInFirst(c) : missing(c)
    const { known, ...bearer } = found.value
    const { viewer } = c.env
    if (viewer.kind === 'person' && viewer.id === bearer.id) return c.redirect('/badge', 303)
    const page = createPage(c)
    const body = page.show(scannedPage, { page, bearer, known })
    return respond(c, page, { title: bearer.name, body })
  })
  .post(`/badge/${CODE_PARAM}`, ownPagesOnly, async (c) => {
    const form = await readForm(c, {})
    const scan = { code: c.req.param('code'), at: c.env.clock.now() }
    const done = await c.env.store.write(scanBadges, { scans: [scan] }, form.requestId)
    if (!done.ok) return signInFirst(c)
    const [answer] = done.value
    if (answer === undefined || answer.outcome === 'unknown') return missing(c)
    if (answer.outcome === 'self') return c.redirect('/badge', 303)
    return c.redirect(`/badge/contacts?done#c-${answer.person.id}`, 303)
  })

async function giveCode(c: BadgeContext, renew: boolean): Promise<string | null> {
  const input = { code: newBadgeCode(), renew }
  const given = await c.env.store.write(setCode, input, crypto.randomUUID())
  return given.ok ? given.value.code : null
}

/** Scans made while there was no network: JSON in, JSON out. Sent again they change nothing. */
async function takeScans(c: BadgeContext): Promise<Response> {
  // What waited on a telephone is one person's, whoever is signed in there by now.
  const whose = c.req.header(VIEWER_HEADER)
  if (whose !== undefined && whose !== (await markOf(c.env.viewer))) {
    return c.json({ error: 'These scans are of somebody else. Sign in as them.' }, 401)
  }
  const scans = readScans(await c.req.json<unknown>().catch(() => null))
  if (scans === null) {
    const error = `Send a JSON list of at most ${MAX_SCANS} scans: [{ "code": "…", "at": 1798761600000 }].`
    return c.json({ error }, 422)
  }
  const asked = { scans: scans.filter((scan) => scan !== null) }
  const done = await c.env.store.write(scanBadges, asked, crypto.randomUUID())
  if (!done.ok) return c.json({ error: 'Sign in first, then send the scans again.' }, 401)
  return c.json(answers(scans, done.value))
}

const missing = (c: BadgeContext): Response | Promise<Response> =>
  renderErrorPage('not-found', c.req.raw, c.env)

/** My code for others to scan, and whom I exchanged contacts with. */
export const badgeFeature = {
  name: 'badge',
  messages: badgeMessages,
  views: [badgePage, badgePicture, scannedPage, contactsPage, contactCard],
  routes,
  guards: [badgeGuard],
  hooks: [contactExchanged],
  menu: [menuEntry('/badge', badgeMessages, 'title', 'signed-in')],
  store: badgeStore,
} as const satisfies Feature
