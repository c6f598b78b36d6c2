import { viewSeam } from '../../seam/view.ts'
import type { PageProps } from '../page.ts'
import type { Day } from './days.ts'
import { agendaMessages } from './messages.ts'
import { sessionCard } from './session-card.tsx'

export interface AgendaProps extends PageProps {
  /** The sessions to show, already filtered by track. */
  readonly days: readonly Day[]
  /** All tracks of the programme, in alphabetical order. */
  readonly tracks: readonly string[]
  /** The track that is chosen; null for all. */
  readonly track: string | null
}

/** The whole agenda page below the bar. Since 0.1. */
export const agenda = viewSeam('agenda', (props: AgendaProps) => {
  const { page, days, track } = props
  const t = page.texts(agendaMessages)
  const sessions = days.flatMap((day) => day.slots.flatMap((slot) => slot.sessions))
  const [first] = sessions
  return (
    <>
      <div class="wrap head">
        <h1>{t('title')}</h1>
        {first !== undefined && (
          <p class="soft">
            {t('summary', { sessions: sessions.length, zone: page.formats.zone(first.start) })}
          </p>
        )}
      </div>
      {page.show(agendaTools, props)}
      <div class="wrap">
        {first === undefined && <p class="empty">{t(track === null ? 'empty' : 'none')}</p>}
        {days.map((day) => page.show(agendaDay, { page, day }))}
      </div>
    </>
  )
})

/** Ways to a day and to a track; stays at the top while the page scrolls. Since 0.1. */
export const agendaTools = viewSeam(
  'agenda.tools',
  ({ page, days, tracks, track }: AgendaProps) => {
    const t = page.texts(agendaMessages)
    if (tracks.length === 0 && days.length < 2) return <></>
    return (
      <nav class="tools" aria-label={t('tracks')}>
        <div class="wrap">
          {days.length > 1 &&
            days.map(({ date }) => (
              <a class="chip" href={`#d-${date}`}>
                {page.formats.day(date)}
              </a>
            ))}
          <a class="chip" href="/agenda" aria-current={track === null ? 'true' : undefined}>
            {t('all')}
          </a>
          {tracks.map((name) => (
            <a
              class="chip"
              href={`/agenda?track=${encodeURIComponent(name)}`}
              aria-current={track === name ? 'true' : undefined}
            >
              {name}
            </a>
          ))}
        </div>
      </nav>
    )
  },
)

/** One day of the agenda. Since 0.1. */
export const agendaDay = viewSeam('agenda.day', ({ page, day }: PageProps & { day: Day }) => (
  <section class="day" id={`d-${day.date}`}>
    <h2>{page.formats.day(day.date)}</h2>
    {day.slots.map(({ start, sessions }) => (
      <div class="slot">
        <time datetime={new Date(start).toISOString()}>{page.formats.time(start)}</time>
        <ul class="grid">
          {sessions.map((session) => (
            <li>{page.show(sessionCard, { page, session, day: false })}</li>
          ))}
        </ul>
      </div>
    ))}
  </section>
))
