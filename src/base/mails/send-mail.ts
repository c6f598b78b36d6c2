import type { OutgoingMail } from '../../contract.ts'
import { formatsFor } from '../formats.ts'
import { chooseLocale } from '../locale.ts'
import { peopleMessages } from '../people/messages.ts'
import type { MatchEnv } from '../pieces.ts'
import { type Letter, readLetter } from './letter.ts'
import { kindOf, type MailAction, type MeetingMail } from './mail-work.ts'
import { mailMessages } from './messages.ts'

/** Writes one mail about a meeting and sends it, unless it is no longer wanted. */
export async function sendMail(env: MatchEnv, body: unknown): Promise<void> {
  const mail = body as MeetingMail
  const letter = await env.store.write(readLetter, mail, crypto.randomUUID())
  if (letter !== null) await env.mail.send(write(env, mail, letter))
}

/** Texts of the base that are the subjects of mails. */
const SUBJECTS = {
  request: 'request',
  accept: 'accept',
  decline: 'decline',
  expire: 'expire',
  propose: 'propose',
  move: 'moved',
  'accept-proposal': 'moved',
  'decline-proposal': 'kept',
  cancel: 'cancel',
  clash: 'clash',
  withdraw: 'withdraw',
  remind: 'remind',
} as const satisfies Record<MailAction, string>

function write(
  env: MatchEnv,
  { action, time }: MeetingMail,
  { to, other, secret, place, message }: Letter,
): OutgoingMail {
  const { tenant, pieces, origin } = env
  const locale = chooseLocale(tenant.locales, to.locale ?? undefined, undefined)
  const formats = formatsFor(locale, tenant.timeZone)
  const name = other.left ? pieces.text(peopleMessages, 'left', locale, {}) : other.name
  const t = (key: keyof (typeof mailMessages)['base']['en'], values = {}): string =>
    pieces.text(mailMessages, key, locale, { event: tenant.name, other: name, ...values })
  const when =
    time === null
      ? t('anytime')
      : `${formats.day(formats.date(time.start))}, ${formats.span(time.start, time.end)} (${formats.zone(time.start)})`
  const begins = time === null ? '' : formats.time(time.start)
  const subject = t(SUBJECTS[action], { begins })
  const stop = `${origin}/mails/${secret}/${kindOf(action)}`
  const lines = [
    t('hello', { name: to.name }),
    `${subject}.`,
    [
      `${name}${other.organisation === '' ? '' : `, ${other.organisation}`}`,
      when,
      place === null ? '' : t('place', { place }),
    ]
      .filter(Boolean)
      .join('\n'),
    message,
    `${t(action === 'remind' ? 'see' : 'look')}\n${origin}/meetings`,
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
