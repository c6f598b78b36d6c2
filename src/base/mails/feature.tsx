import { type Context, Hono } from 'hono'
import { viewSeam } from '../../seam/view.ts'
import { createPage } from '../create-page.ts'
import { renderErrorPage } from '../errors/feature.tsx'
import type { Feature } from '../feature.ts'
import { respond } from '../layout/respond.tsx'
import type { PageProps } from '../page.ts'
import type { MatchEnv } from '../pieces.ts'
import { MAIL_KINDS, type MailKind, MAILS } from './mail-work.ts'
import { mailMessages } from './messages.ts'
import { sendMail } from './send-mail.ts'
import { mailsStore, readStopped, stopMails } from './store.ts'

interface StopProps extends PageProps {
  readonly kind: MailKind
  readonly stopped: boolean
}

/** Where a mail's last link leads. Opening it changes nothing. Since 0.2. */
const stopPage = viewSeam('mails.stop', ({ page, kind, stopped }: StopProps) => {
  const t = page.texts(mailMessages)
  return (
    <div class="head oops">
      <div class="wrap">
        <h1>{t('stop-title', { event: page.tenant.name })}</h1>
        <p>{t(stopped ? 'off' : 'on', { kind: t(kind) })}</p>
        <form method="post">
          <button class="button" name="stop" value={stopped ? 'no' : 'yes'}>
            {t(stopped ? 'turn-on' : 'turn-off')}
          </button>
        </form>
      </div>
    </div>
  )
})

type MailContext = Context<{ Bindings: MatchEnv }>

const kindOf = (c: MailContext): MailKind | undefined =>
  MAIL_KINDS.find((kind) => kind === c.req.param('kind'))

// No check of the origin: mail programs send the one-click form themselves (RFC 8058), and the secret
// of the address is what allows it.
const routes = new Hono<{ Bindings: MatchEnv }>()
  .get('/mails/:secret/:kind', (c) => show(c))
  .post('/mails/:secret/:kind', async (c) => {
    const kind = kindOf(c)
    if (kind === undefined) return renderErrorPage('not-found', c.req.raw, c.env)
    const form = await c.req.formData().catch(() => new FormData())
    const input = { secret: c.req.param('secret'), kind, stop: form.get('stop') !== 'no' }
    await c.env.store.write(stopMails, input, crypto.randomUUID())
    return show(c)
  })

async function show(c: MailContext): Promise<Response> {
  const kind = kindOf(c)
  const stopped = await c.env.store.read(readStopped, { secret: c.req.param('secret') ?? '' })
  if (kind === undefined || !stopped.ok) return renderErrorPage('not-found', c.req.raw, c.env)
  const page = createPage(c)
  const title = page.texts(mailMessages)('stop-title', { event: page.tenant.name })
  const props = { page, kind, stopped: stopped.value.includes(kind) }
  return respond(c, page, { title, body: page.show(stopPage, props) })
}

/** What people are told by mail, and how they stop it. */
export const mailsFeature = {
  name: 'mails',
  messages: mailMessages,
  views: [stopPage],
  routes,
  work: { [MAILS]: sendMail },
  store: mailsStore,
} as const satisfies Feature
