import type { Session } from '../agenda/schedule.ts'
import { sessionCard } from '../agenda/session-card.tsx'
import { viewSeam } from '../../seam/view.ts'
import type { HomeProps } from './home-content.ts'
import { homeMessages } from './messages.ts'

/** How many sessions show what the event begins with. */
const FIRST = 6

/** What is on now and next; before the event, what it begins with. Since 0.1. */
export const programme = viewSeam('home.programme', (props: HomeProps) => {
  const { page, now, next, days, facts } = props
  const t = page.texts(homeMessages)
  if (facts.sessions === 0) {
    return (
      <section class="wrap">
        <p class="empty">{t('empty')}</p>
      </section>
    )
  }
  const all = days.flatMap((day) => day.slots.flatMap((slot) => slot.sessions))
  const begun = (all[0]?.start ?? 0) <= page.now
  if (!begun) return <Sessions {...props} title={t('first')} sessions={all.slice(0, FIRST)} />
  return (
    <>
      {now.length > 0 && <Sessions {...props} title={t('now')} sessions={now} />}
      {next.length > 0 && <Sessions {...props} title={t('next')} sessions={next} />}
    </>
  )
})

const Sessions = (props: HomeProps & { title: string; sessions: readonly Session[] }) => {
  const { page, title, sessions, tracks } = props
  return (
    <section class="section wrap">
      <h2>{title}</h2>
      <ul class="cards">
        {sessions.map((session) => (
          <li>{page.show(sessionCard, { page, session, tracks, day: true })}</li>
        ))}
      </ul>
    </section>
  )
}
