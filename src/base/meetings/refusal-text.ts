import type { RuleRefusal } from '../../seam/rule.ts'
import { inLocale } from '../../seam/words.ts'
import type { Page } from '../page.ts'
import type { ActRefusal } from './act.ts'
import { meetingMessages } from './messages.ts'
import type { RequestRefusal } from './request-check.ts'
import type { Side } from './meeting.ts'

type Refusal = Exclude<ActRefusal | RequestRefusal | RuleRefusal, { tag: 'signed-out' }>

/** Why nothing was done, in words for the one who tried. */
export function refusalText(page: Page, refusal: Refusal, viewer: Side): string {
  const t = page.texts(meetingMessages)
  const time = (at: number): string => `${page.formats.weekday(at)} ${page.formats.time(at)}`
  const whose = <Own extends string, Other extends string>(
    who: Side,
    own: Own,
    other: Other,
  ): Own | Other => (who === viewer ? own : other)
  switch (refusal.tag) {
    case 'self':
      return t('no-self')
    case 'not-found':
      return t('not-found')
    case 'not-allowed':
      return t('not-allowed')
    case 'vetoed':
      // Who dismissed whom is nobody's business.
      return t('not-allowed')
    case 'booking-not-open':
      return t('not-open', { time: time(refusal.opens) })
    case 'booking-closed':
      return t('is-closed', { time: time(refusal.closed) })
    case 'already-requested':
      return t('already-requested')
    case 'quota-used':
      return t(whose(refusal.who, 'quota-own', 'quota-other'), { limit: refusal.limit })
    case 'in-the-past':
      return t('in-the-past')
    case 'busy':
      return t(whose(refusal.who, 'busy-own', 'busy-other'))
    case 'unavailable':
      return t(whose(refusal.who, 'away-own', 'away-other'))
    case 'no-table':
      return t('no-table')
    case 'no-common-slot':
      return t('no-common')
    case 'no-such-slot':
    case 'no-time':
      return t('no-time')
    case 'refused':
      return inLocale(refusal.why, page.locale)
    case 'stale':
    case 'wrong-state':
    case 'no-proposal':
    case 'not-yours':
    case 'other-time':
    case 'same-time':
      return t('changed')
    case 'locked':
      return t('locked', { time: time(refusal.from) })
    case 'not-started':
      return t('not-started')
  }
}
