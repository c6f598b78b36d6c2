import { viewSeam } from '../../seam/view.ts'
import { REQUEST_ID } from '../form/read-form.ts'
import type { PageProps } from '../page.ts'
import type { OwnMeeting } from './lists.ts'
import { isOpen } from './meeting.ts'
import type { MeetingAction } from './meeting-action.ts'
import { meetingMessages } from './messages.ts'
import type { Slot } from './slots.ts'

export interface MeetingCardProps extends PageProps {
  readonly meeting: OwnMeeting
}

/** One of the visitor's meetings, with what they can do about it. Since 0.2. */
export const meetingCard = viewSeam('meetings.card', ({ page, meeting }: MeetingCardProps) => {
  const t = page.texts(meetingMessages)
  const { other, time, place, message, status, proposal, side } = meeting
  return (
    <article class={`meeting ${status}`} id={`m-${meeting.id}`}>
      <p class="when">
        {time === null ? t('anytime') : <TimeOf page={page} slot={time} />}
        {status !== 'confirmed' && <span class="state">{t(`status-${status}`)}</span>}
      </p>
      <h3>
        {other.left ? (
          other.name
        ) : (
          <a href={`/people/${other.id}`} dir="auto">
            {other.name}
          </a>
        )}
      </h3>
      <p>
        <bdi>{[other.role, other.organisation].filter(Boolean).join(', ')}</bdi>
      </p>
      {place !== null && <p>{t('place', { place })}</p>}
      {message !== '' && (
        <p class="lines" dir="auto">
          {message}
        </p>
      )}
      {proposal !== null && (
        <p class="done">
          {t(proposal.by === side ? 'proposed-own' : 'proposed', {
            name: other.name,
            time: timeText(page, proposal.time),
          })}
        </p>
      )}
      {page.show(meetingActions, { page, meeting })}
    </article>
  )
})

/** What the visitor can do about a meeting: a button each, and the way to another time. Since 0.2. */
export const meetingActions = viewSeam(
  'meetings.actions',
  ({ page, meeting }: MeetingCardProps) => (
    <div class="actions">
      {actionsFor(meeting, page.now).map((kind) => (
        <Action page={page} meeting={meeting} kind={kind} />
      ))}
      {offersTime(meeting, page.now) && (
        <a class="plain" href={`/meetings/${meeting.id}/time`}>
          {page.texts(meetingMessages)('other-time')}
        </a>
      )}
    </div>
  ),
)

type Kind = Exclude<MeetingAction['kind'], 'expire' | 'clash' | 'move' | 'propose'>

const Action = ({ page, meeting, kind }: MeetingCardProps & { kind: Kind }) => (
  <form method="post" action={`/meetings/${meeting.id}`} data-live="">
    <input type="hidden" name={REQUEST_ID} value={crypto.randomUUID()} />
    <button class={kind.startsWith('accept') ? 'button' : 'plain'} name="action" value={kind}>
      {page.texts(meetingMessages)(kind)}
      <span class="away"> {meeting.other.name}</span>
    </button>
  </form>
)

/** What the visitor can do by one click; choosing a time is a page of its own. */
export function actionsFor(
  { status, side, asked, time, proposal }: OwnMeeting,
  now: number,
): Kind[] {
  const begun = time !== null && time.start <= now
  if (status === 'held' || status === 'no-show') return ['report-held', 'report-not-held']
  if (status === 'confirmed') {
    if (begun) return ['report-held', 'report-not-held']
    if (proposal === null) return ['cancel']
    return proposal.by === side
      ? ['withdraw-proposal', 'cancel']
      : ['accept-proposal', 'decline-proposal', 'cancel']
  }
  if (!isOpen({ status })) return []
  const accepts: Kind[] =
    status === 'pending' && asked === side && time !== null && !begun ? ['accept'] : []
  return [...accepts, side === 'requester' ? 'withdraw' : 'decline']
}

/** Whether there is a time to be chosen. */
export const offersTime = ({ status, time }: OwnMeeting, now: number): boolean =>
  isOpen({ status }) || (status === 'confirmed' && time !== null && time.start > now)

export const TimeOf = ({ page, slot }: PageProps & { slot: Slot }) => (
  <time datetime={new Date(slot.start).toISOString()}>{timeText(page, slot)}</time>
)

/** `Sat 09:00 – 09:20` in the event's time zone. */
export const timeText = (page: PageProps['page'], { start, end }: Slot): string =>
  `${page.formats.weekday(start)} ${page.formats.span(start, end)}`
