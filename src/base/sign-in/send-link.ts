import { chooseLocale } from '../locale.ts'
import type { MatchEnv } from '../pieces.ts'
import { signInMessages } from './messages.ts'
import { minutes } from './pages.tsx'
import type { Recipient } from './store.ts'

/** The mail with the link, in the person's own language, to the event's own host. */
export function sendLink(env: MatchEnv, to: Recipient, secret: string): Promise<void> {
  const { tenant, pieces, mail, origin } = env
  const locale = chooseLocale(tenant.locales, to.locale ?? undefined, undefined)
  const t = (key: 'mail-subject' | 'mail-text', values: Record<string, string | number>): string =>
    pieces.text(signInMessages, key, locale, { event: tenant.name, ...values })
  return mail.send({
    to: to.email,
    subject: t('mail-subject', {}),
    text: t('mail-text', { name: to.name, minutes, link: `${origin}/sign-in/${secret}` }),
  })
}
