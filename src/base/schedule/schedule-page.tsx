import { viewSeam } from '../../seam/view.ts'
import { bookmarkButton } from '../bookmarks/bookmark-button.tsx'
import { meetingMessages } from '../meetings/messages.ts'
import type { Page, PageProps } from '../page.ts'
import type { Entry, Extra, ScheduleDay } from './entries.ts'
import { scheduleMessages } from './messages.ts'

export interface ScheduleProps extends PageProps {
  readonly days: readonly ScheduleDay[]
}

/** The visitor's own meetings and sessions. Since 0.2. */
export const schedulePage = viewSeam('schedule.page', ({ page, days }: ScheduleProps) => {
  const t = page.texts(scheduleMessages)
  const zones = [...new Set(days.flatMap((day) => day.zones))]
  const zone = zones.join(' / ') || page.formats.zone(Date.parse(page.tenant.starts))
  return (
    <>
      <div class="head">
        <div class="wrap">
          <h1>{t('title')}</h1>
          <p>{t('zone', { zone })}</p>
        </div>
      </div>
      <div class="wrap">
        <p class="actions ways">
          <a href="/schedule/availability">{t('availability')}</a>
          <a href="/schedule/calendar">{t('calendar')}</a>
        </p>
        {days.length === 0 && (
          <div class="empty">
            <p>{t('empty')}</p>
            <p class="actions">
              <a href="/agenda">{t('agenda')}</a>
              <a href="/directory">{t('people')}</a>
            </p>
          </div>
        )}
        {days.map(({ date, zones: names, entries }) => (
          <section class="day" id={`d-${date}`}>
            <h2>{page.formats.day(date)}</h2>
            {entries.map((entry) =>
              page.show(scheduleEntry, {
                page,
                entry,
                // The clock shows some times twice in autumn: then each is told with its zone.
                zone: names.length > 1 ? page.formats.zone(entry.start) : null,
              }),
            )}
          </section>
        ))}
      </div>
    </>
  )
})

export interface ScheduleEntryProps extends PageProps {
  readonly entry: Entry
  /** The zone's name where it differs from other entries' of the day; else null. */
  readonly zone: string | null
}

/** One meeting or session with its time. Since 0.2. */
export const scheduleEntry = viewSeam('schedule.entry', (props: ScheduleEntryProps) => {
  const { page, entry, zone } = props
  const { start, end } = entry
  const running = start <= page.now && page.now < end
  return (
    <div class="slot">
      <time datetime={new Date(start).toISOString()}>
        {page.formats.time(start)}
        {zone !== null && <small>{zone}</small>}
      </time>
      <article class={running ? 'meeting on' : 'meeting'}>
        <p class="when">
          <span>
            {entry.kind === 'extra' ? entry.extra.label : page.texts(scheduleMessages)(entry.kind)}
            {', '}
            {page.formats.span(start, end)}
          </span>
          {running && <strong class="live">{page.texts(scheduleMessages)('on')}</strong>}
        </p>
        {linesOf(page, entry)}
      </article>
    </div>
  )
})

function linesOf(page: Page, entry: Entry) {
  switch (entry.kind) {
    case 'meeting':
      return <MeetingLines page={page} meeting={entry.meeting} />
    case 'session':
      return <SessionLines page={page} session={entry.session} />
    case 'extra':
      return <ExtraLines extra={entry.extra} />
  }
}

type Of<Kind> = PageProps & Omit<Extract<Entry, { kind: Kind }>, 'kind' | 'start' | 'end'>

const MeetingLines = ({ page, meeting }: Of<'meeting'>) => {
  const { id, other, place } = meeting
  return (
    <>
      <h3>
        <a href={`/meetings#m-${id}`} dir="auto">
          {other.name}
        </a>
      </h3>
      <p>
        <bdi>{[other.role, other.organisation].filter(Boolean).join(', ')}</bdi>
      </p>
      {place !== null && <p>{page.texts(meetingMessages)('place', { place })}</p>}
    </>
  )
}

const SessionLines = ({ page, session }: Of<'session'>) => (
  <>
    <h3 lang={session.language ?? undefined}>
      <a href={`/agenda#s-${encodeURIComponent(session.id)}`} dir="auto">
        {session.title}
      </a>
    </h3>
    <p>
      <bdi>{session.room}</bdi>
    </p>
    {page.show(bookmarkButton, { page, session, marked: true })}
  </>
)

const ExtraLines = ({ extra: { title, place, href } }: { readonly extra: Extra }) => (
  <>
    <h3 dir="auto">{href === null ? title : <a href={href}>{title}</a>}</h3>
    {place !== '' && (
      <p>
        <bdi>{place}</bdi>
      </p>
    )}
  </>
)
