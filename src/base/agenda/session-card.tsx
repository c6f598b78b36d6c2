import { viewSeam } from '../../seam/view.ts'
import type { PageProps } from '../page.ts'
import { agendaMessages } from './messages.ts'
import type { Session } from './schedule.ts'

export interface SessionCardProps extends PageProps {
  readonly session: Session
  /** Whether to name the day too, where the card stands outside of the agenda. */
  readonly day: boolean
}

const MINUTE = 60_000

/** One session, in the agenda and on the home page. Since 0.1. */
export const sessionCard = viewSeam(
  'agenda.session',
  ({ page, session, day }: SessionCardProps) => {
    const t = page.texts(agendaMessages)
    const end = session.start + session.duration * MINUTE
    const running = session.start <= page.now && page.now < end
    const language = session.language === null ? {} : { lang: session.language }
    return (
      <article id={`s-${session.id}`} class={running ? 'card session on' : 'card session'}>
        <p class="meta">
          <time datetime={new Date(session.start).toISOString()}>
            {day && `${page.formats.weekday(session.start)} `}
            {page.formats.span(session.start, end)}
          </time>
          <span>{session.room}</span>
          {session.track !== null && (
            <span class="track" style={`--hue:${hue(session.track)}`}>
              {session.track}
            </span>
          )}
          {running && <span class="live">{t('on')}</span>}
        </p>
        <h3 {...language}>{session.title}</h3>
        {session.subtitle !== '' && (
          <p class="soft" {...language}>
            {session.subtitle}
          </p>
        )}
        {session.speakers.length > 0 && (
          <p class="people">{session.speakers.map(({ name }) => name).join(', ')}</p>
        )}
        {session.abstract !== '' && (
          <details>
            <summary aria-label={`${t('about')}: ${session.title}`}>{t('about')}</summary>
            <p {...language}>{session.abstract}</p>
          </details>
        )}
      </article>
    )
  },
)

/** A track's colour, the same on every page: degrees on the colour wheel. */
function hue(track: string): number {
  let hash = 7
  for (const character of track) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 360
  return hash
}
