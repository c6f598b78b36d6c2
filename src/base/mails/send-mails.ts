import { formatsFor } from '../formats.ts'
import { chooseLocale } from '../locale.ts'
import type { MatchEnv } from '../pieces.ts'
import { mailMessages } from './messages.ts'
import { type PlannedMail, settleMails, takeMails } from './store.ts'

/**
 * Tells people what has happened to their meetings. Run after changes, by the platform itself: the
 * store hands out addresses to nobody else. What fails is taken up again by the next run.
 */
export async function sendMails(env: MatchEnv): Promise<void> {
  const { numbers, mails } = await env.store.write(takeMails, {}, crypto.randomUUID())
  if (numbers.length === 0) return
  for (const mail of mails) await env.mail.send(write(env, mail))
  await env.store.write(settleMails, { numbers }, crypto.randomUUID())
}

/** Actions that have a subject of their own; the others are told in general words. */
const SUBJECTS = {
  request: 'request',
  accept: 'accept',
  decline: 'decline',
  expire: 'expire',
  propose: 'propose',
  'accept-proposal': 'moved',
  'decline-proposal': 'kept',
  cancel: 'cancel',
  clash: 'clash',
  withdraw: 'withdraw',
} as const

function write(
  env: MatchEnv,
  { to, action, other, time, place, message, secret, kind }: PlannedMail,
) {
  const { tenant, pieces, origin } = env
  const locale = chooseLocale(tenant.locales, to.locale ?? undefined, undefined)
  const formats = formatsFor(locale, tenant.timeZone)
  const t = (key: keyof (typeof mailMessages)['base']['en'], values = {}): string =>
    pieces.text(mailMessages, key, locale, { event: tenant.name, other: other.name, ...values })
  const subject = t(SUBJECTS[action as keyof typeof SUBJECTS] ?? 'moved')
  const when =
    time === null
      ? t('anytime')
      : `${formats.day(formats.date(time.start))}, ${formats.span(time.start, time.end)} (${formats.zone(time.start)})`
  const stop = `${origin}/mails/${secret}/${kind}`
  const lines = [
    t('hello', { name: to.name }),
    `${subject}.`,
    [
      `${other.name}${other.organisation === '' ? '' : `, ${other.organisation}`}`,
      when,
      place === null ? '' : t('place', { place }),
    ]
      .filter(Boolean)
      .join('\n'),
    message,
    `${t('look')}\n${origin}/meetings`,
    `${t('stop')}\n${stop}`,
  ]
  return {
    to: to.email,
    subject: `${tenant.name}: ${subject}`,
    text: lines.filter(Boolean).join('\n\n'),
    headers: {
      'List-Unsubscribe': `<${stop}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    },
  }
}
