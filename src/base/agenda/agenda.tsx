import { viewSeam } from '../../seam/view.ts'
import type { AgendaProps } from './agenda-props.ts'
import { agendaDay } from './agenda-day.tsx'
import { agendaTools } from './agenda-tools.tsx'
import { agendaMessages } from './messages.ts'

/** The whole agenda page below the bar. Since 0.1. */
export const agenda = viewSeam('agenda', (props: AgendaProps) => {
  const { page, days, rooms, tracks, track, bookmarks } = props
  const t = page.texts(agendaMessages)
  const sessions = days.flatMap((day) => day.slots.flatMap((slot) => slot.sessions))
  const [first] = sessions
  return (
    <>
      <div class="head">
        <div class="wrap">
          <h1>{t('title')}</h1>
          {first !== undefined && (
            <p>
              {t('summary', { sessions: sessions.length, zone: page.formats.zone(first.start) })}
            </p>
          )}
        </div>
      </div>
      {page.show(agendaTools, props)}
      <div class="wrap">
        {first === undefined && <p class="empty">{t(track === null ? 'empty' : 'none')}</p>}
        {days.map((day) => page.show(agendaDay, { page, day, rooms, tracks, bookmarks }))}
      </div>
    </>
  )
})
