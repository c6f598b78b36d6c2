import { viewSeam } from '../../seam/view.ts'
import { described, Form, Labelled, TextArea } from '../form/form.tsx'
import type { Submitted } from '../form/read-form.ts'
import type { PageProps } from '../page.ts'
import type { OwnMeeting } from './lists.ts'
import { isOpen } from './meeting.ts'
import { meetingCard, timeText } from './meeting-card.tsx'
import { meetingMessages } from './messages.ts'
import type { Slot } from './slots.ts'

export interface MeetingsProps extends PageProps {
  readonly meetings: readonly OwnMeeting[]
  /** Why the last thing was not done; null when it was, or nothing was tried. */
  readonly refusal: string | null
  readonly done: boolean
  /** Whom a request was sent to just now; null for nobody. */
  readonly sent: string | null
}

/** All of the visitor's meetings, what waits for them first. Since 0.2. */
export const meetingsPage = viewSeam('meetings.page', (props: MeetingsProps) => {
  const { page, meetings, refusal, done, sent } = props
  const t = page.texts(meetingMessages)
  const groups = Map.groupBy(meetings, (meeting) => groupOf(meeting, page.now))
  return (
    <>
      <div class="head">
        <div class="wrap">
          <h1>{t('title')}</h1>
        </div>
      </div>
      <div class="wrap">
        {refusal !== null && (
          <p class="problem notice" role="alert">
            {refusal}
          </p>
        )}
        {refusal === null && (done || sent !== null) && (
          <p class="done notice" role="status">
            {sent === null ? t('done') : t('sent', { name: sent })}
          </p>
        )}
        {meetings.length === 0 && (
          <div class="empty">
            <p>{t('empty')}</p>
            <p class="actions">
              {page.menu
                .filter(({ path }) => PEOPLE.has(path))
                .map(({ path, label }) => (
                  <a href={path}>{label}</a>
                ))}
            </p>
          </div>
        )}
        {GROUPS.map((group) => {
          const list = groups.get(group) ?? []
          return list.length > 0 && page.show(meetingGroup, { page, group, meetings: list })
        })}
      </div>
    </>
  )
})

export interface MeetingGroupProps extends PageProps {
  /** Where they stand for the visitor: to be answered, to come, waiting for others, over. */
  readonly group: (typeof GROUPS)[number]
  /** Never empty. */
  readonly meetings: readonly OwnMeeting[]
}

/** Meetings that stand alike, under their heading. Since 0.2. */
export const meetingGroup = viewSeam(
  'meetings.group',
  ({ page, group, meetings }: MeetingGroupProps) => (
    <section class="section">
      <h2>{page.texts(meetingMessages)(group)}</h2>
      <ul class="cards">
        {meetings.map((meeting) => (
          <li>{page.show(meetingCard, { page, meeting })}</li>
        ))}
      </ul>
    </section>
  ),
)

/** Where one finds somebody to meet, as far as the event has it. */
const PEOPLE: ReadonlySet<string> = new Set(['/recommendations', '/directory'])

const GROUPS = ['answer', 'upcoming', 'waiting', 'past'] as const

/** Where a meeting stands for the visitor. */
export function groupOf(
  { status, side, asked, time, proposal }: OwnMeeting,
  now: number,
): (typeof GROUPS)[number] {
  if (isOpen({ status })) {
    return status === 'needs-new-time' || asked === side ? 'answer' : 'waiting'
  }
  if (status !== 'confirmed' || time === null) return 'past'
  if (proposal !== null && proposal.by !== side) return 'answer'
  return time.end > now ? 'upcoming' : 'past'
}

export interface ChooseTimeProps extends PageProps {
  readonly other: { readonly id: string; readonly name: string }
  /** Times at which both are free. */
  readonly slots: readonly Slot[]
  readonly refusal: string | null
  readonly sent?: Submitted<unknown> | undefined
  /** Whether a time can be chosen at all; no when the event's rule lets nobody ask them. */
  readonly open: boolean
  /** `request`: a new one; else what the button does with the time. */
  readonly purpose: 'request' | 'propose' | 'accept-at'
}

/** Choosing a time: for a new request, or another one for a meeting. Since 0.2. */
export const chooseTimePage = viewSeam('meetings.choose-time', (props: ChooseTimeProps) => {
  const { page, other, slots, refusal, sent, purpose, open } = props
  const t = page.texts(meetingMessages)
  const asking = purpose === 'request'
  return (
    <>
      <div class="head">
        <div class="wrap">
          <h1>{t(asking ? 'request-with' : 'choose-time', { name: other.name })}</h1>
        </div>
      </div>
      <div class="wrap narrow">
        {refusal !== null && (
          <p class="problem notice" role="alert">
            {refusal}
          </p>
        )}
        {open && slots.length === 0 && (
          <div class="empty">
            <p>{t('no-slots')}</p>
            <p class="actions">
              <a href={`/people/${other.id}`} dir="auto">
                {other.name}
              </a>
            </p>
          </div>
        )}
        {open && slots.length > 0 && (
          <Form page={page} sent={sent}>
            {page.show(slotChoice, props)}
            {asking && (
              <TextArea
                {...{ page, sent }}
                name="message"
                label={t('message')}
                hint={t('message-hint')}
              />
            )}
            <button class="button" type="submit">
              {t(asking ? 'send' : purpose)}
            </button>
          </Form>
        )}
      </div>
    </>
  )
})

/** The times to choose from, a field called `slot` of ids; for a new request "any", too. Since 0.2. */
export const slotChoice = viewSeam('meetings.slots', (props: ChooseTimeProps) => {
  const { page, other, slots, sent, purpose } = props
  const t = page.texts(meetingMessages)
  const chosen = sent?.sent.get('slot')?.[0]
  const days = Map.groupBy(slots, ({ start }) => page.formats.date(start))
  const field = { page, sent, name: 'slot', label: t('when') }
  return (
    <Labelled {...field}>
      <select id="slot" name="slot" {...described(field)}>
        {purpose === 'request' && <option value="">{t('any', { name: other.name })}</option>}
        {Array.from(days, ([date, times]) => (
          <optgroup label={page.formats.day(date)}>
            {times.map((slot) => (
              <option value={slot.id} selected={slot.id === chosen}>
                {timeText(page, slot)}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
    </Labelled>
  )
})
