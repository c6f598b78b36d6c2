import { viewSeam } from '../../seam/view.ts'
import { bookmarkButton } from '../bookmarks/bookmark-button.tsx'
import type { PageProps } from '../page.ts'
import { agendaMessages } from './messages.ts'
import type { Session } from './schedule.ts'

export interface SessionCardProps extends PageProps {
  readonly session: Session
  /** All tracks of the programme: a track has one colour on every page. */
  readonly tracks: readonly string[]
  /** Whether to name day and time too, where the card stands outside of the agenda. */
  readonly day: boolean
  /** Whether the visitor marked it; absent where nobody is asked. */
  readonly marked?: boolean | undefined
}

const MINUTE = 60_000

/** One session, in the agenda and on the home page. Since 0.1. */
export const sessionCard = viewSeam('agenda.session', (props: SessionCardProps) => {
  const { page, session, tracks, day, marked } = props
  const t = page.texts(agendaMessages)
  const end = session.start + session.duration * MINUTE
  const running = session.start <= page.now && page.now < end
  const spoken = session.language === null ? {} : { lang: session.language }
  return (
    <article
      id={`s-${session.id}`}
      class={`session${session.track === null ? '' : ' tinted'}${running ? ' on' : ''}`}
      style={session.track === null ? undefined : turn(session.track, tracks)}
    >
      {day && (
        <p class="when">
          <time datetime={new Date(session.start).toISOString()}>
            {page.formats.weekday(session.start)} {page.formats.span(session.start, end)}
          </time>
        </p>
      )}
      <h3 {...spoken}>{session.title}</h3>
      {session.subtitle !== '' && <p {...spoken}>{session.subtitle}</p>}
      {session.speakers.length > 0 && (
        <p class="people">{session.speakers.map(({ name }) => name).join(', ')}</p>
      )}
      <p class="meta">
        {running && <strong class="live">{t('on')}</strong>}
        <span class="room">{session.room}</span>
        {!day && <span>{t('minutes', { count: session.duration })}</span>}
        {session.track !== null && <span class="track">{session.track}</span>}
      </p>
      {session.abstract !== '' && (
        <details>
          <summary>
            <span class="away">{`${t('about')}: ${session.title}`}</span>
          </summary>
          <p {...spoken}>{session.abstract}</p>
        </details>
      )}
      {marked !== undefined && page.show(bookmarkButton, { page, session, marked })}
    </article>
  )
})

/** The tracks' colours stand evenly around the colour wheel, the first at the event's own. */
export const turn = (track: string, tracks: readonly string[]): string => {
  const place = Math.max(tracks.indexOf(track), 0)
  return `--turn:${Math.round((place * 360) / Math.max(tracks.length, 1))}`
}
