import { viewSeam } from '../../seam/view.ts'
import type { AgendaProps } from './agenda-props.ts'
import { agendaMessages } from './messages.ts'

/** Ways to a day and to a track, in one line that stays while the page scrolls. Since 0.1. */
export const agendaTools = viewSeam('agenda.tools', (props: AgendaProps) => {
  const { page, days, tracks } = props
  const t = page.texts(agendaMessages)
  if (tracks.length === 0 && days.length < 2) return <></>
  return (
    <div class="tools">
      <div class="wrap">
        <nav class="days" aria-label={t('days')}>
          {days.length > 1 &&
            days.map(({ date }) => <a href={`#d-${date}`}>{page.formats.shortDay(date)}</a>)}
        </nav>
        {tracks.length > 0 && <TrackFilter {...props} />}
      </div>
    </div>
  )
})

const TrackFilter = ({ page, tracks, track }: AgendaProps) => {
  const t = page.texts(agendaMessages)
  const choices = [
    { name: null, label: t('all'), href: '/agenda' },
    ...tracks.map((name) => ({
      name,
      label: name,
      href: `/agenda?track=${encodeURIComponent(name)}`,
    })),
  ]
  return (
    <nav aria-label={t('tracks')}>
      <details class="filter">
        <summary>
          <span>{track ?? t('all')}</span>
        </summary>
        <ul>
          {choices.map(({ name, label, href }) => (
            <li>
              <a href={href} aria-current={name === track ? 'true' : undefined}>
                {label}
              </a>
            </li>
          ))}
        </ul>
      </details>
    </nav>
  )
}
