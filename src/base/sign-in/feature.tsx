import { Hono } from 'hono'
import { createPage } from '../create-page.ts'
import { type Feature, menuEntry } from '../feature.ts'
import { email, text } from '../form/fields.ts'
import { readForm } from '../form/read-form.ts'
import { respond } from '../layout/respond.tsx'
import type { MatchEnv } from '../pieces.ts'
import { localPath } from './local-path.ts'
import { signInMessages } from './messages.ts'
import { ownPagesOnly } from './own-pages-only.ts'
import { codeForm, confirmSignIn, linkForm, linkSent, linkSpent, signInPage } from './pages.tsx'
import { normalizeCode } from './entry-code.ts'
import { hashSecret, newSecret } from '../../secret.ts'
import { clearSession, newSession, setSession } from './session.ts'
import { sendLink } from './send-link.ts'
import { consumeCode, consumeLink, endSession, requestLink, signInStore } from './store.ts'

/** Where somebody who wanted nothing in particular goes. */
const START = '/'

const routes = new Hono<{ Bindings: MatchEnv }>()
  .get('/sign-in', (c) => {
    const page = createPage(c)
    const next = localPath(c.req.query('next')) ?? START
    const title = page.texts(signInMessages)('title')
    return respond(c, page, { title, body: page.show(signInPage, { page, next }) })
  })
  .post('/sign-in', ownPagesOnly, async (c) => {
    const page = createPage(c)
    const t = page.texts(signInMessages)
    const next = localPath(c.req.query('next')) ?? START
    const form = await readForm(c, { email })
    if (form.value === null) {
      const body = page.show(signInPage, { page, next, link: form })
      return respond(c, page, { title: t('title'), body, status: 422 })
    }
    const secret = newSecret()
    const asked = { email: form.value.email, hash: await hashSecret(secret), next }
    const { send } = await c.env.store.write(requestLink, asked, crypto.randomUUID())
    // After the answer: how long a mail takes must not tell whether one was sent.
    if (send !== null) c.executionCtx.waitUntil(sendLink(c.env, send, secret))
    const body = page.show(linkSent, { page, email: form.value.email })
    return respond(c, page, { title: t('sent-title'), body })
  })
  .post('/sign-in/code', ownPagesOnly, async (c) => {
    const page = createPage(c)
    const next = localPath(c.req.query('next')) ?? START
    const form = await readForm(c, { 'code-email': email, code: text({ max: 20, required: true }) })
    const again = (refusal?: 'code-wrong' | 'too-many-tries') => {
      const body = page.show(signInPage, { page, next, code: form, refusal })
      return respond(c, page, { title: page.texts(signInMessages)('title'), body, status: 422 })
    }
    if (form.value === null) return again()
    const { secret, ...session } = await newSession()
    const hash = await hashSecret(normalizeCode(form.value.code))
    const input = { email: form.value['code-email'], hash, session }
    const done = await c.env.store.write(consumeCode, input, crypto.randomUUID())
    if (!done.ok) return again(done.error.tag)
    setSession(c, secret)
    return c.redirect(next, 303)
  })
  .get('/sign-in/:secret', (c) => {
    const page = createPage(c)
    const title = page.texts(signInMessages)('confirm-title')
    c.header('Cache-Control', 'no-store')
    return respond(c, page, { title, body: page.show(confirmSignIn, { page }) })
  })
  .post('/sign-in/:secret', ownPagesOnly, async (c) => {
    const page = createPage(c)
    const { secret, ...session } = await newSession()
    const hash = await hashSecret(c.req.param('secret'))
    const done = await c.env.store.write(consumeLink, { hash, session }, crypto.randomUUID())
    if (!done.ok) {
      const title = page.texts(signInMessages)('spent-title')
      return respond(c, page, { title, body: page.show(linkSpent, { page }), status: 410 })
    }
    setSession(c, secret)
    return c.redirect(localPath(done.value.next) ?? START, 303)
  })
  .post('/sign-out', ownPagesOnly, async (c) => {
    await c.env.store.write(endSession, {}, crypto.randomUUID())
    clearSession(c)
    return c.redirect('/', 303)
  })

/** Into the event by a link in a mail or a code from the desk, and out again. */
export const signInFeature = {
  name: 'sign-in',
  messages: signInMessages,
  views: [signInPage, linkForm, codeForm, linkSent, confirmSignIn, linkSpent],
  routes,
  menu: [menuEntry('/sign-in', signInMessages, 'title', 'signed-out')],
  store: signInStore,
} as const satisfies Feature
