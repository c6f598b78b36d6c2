import { viewSeam } from '../../seam/view.ts'
import type { Session } from '../agenda/schedule.ts'
import { sessionCard } from '../agenda/session-card.tsx'
import type { PageProps } from '../page.ts'
import { homeMessages } from './messages.ts'

/** What the home page shows of the programme. */
export interface HomeProps extends PageProps {
  /** Running at this moment. */
  readonly now: readonly Session[]
  /** All that share the earliest start still to come. */
  readonly next: readonly Session[]
  readonly facts: HomeFacts
}

export interface HomeFacts {
  readonly days: number
  readonly sessions: number
  readonly speakers: number
  readonly rooms: number
}

/** The band at the top of the home page: when, what, where, and the way to the agenda. Since 0.1. */
export const hero = viewSeam('home.hero', ({ page }: PageProps) => {
  const { name, starts, ends, place } = page.tenant
  return (
    <div class="hero">
      <div class="wrap">
        <p class="when">{page.formats.days(starts, ends)}</p>
        <h1>{name}</h1>
        {place !== '' && <p class="where">{place}</p>}
        <a class="button" href="/agenda">
          {page.texts(homeMessages)('agenda')}
        </a>
      </div>
    </div>
  )
})

/** The whole home page below the bar. Since 0.1. */
export const home = viewSeam('home', (props: HomeProps) => (
  <>
    {props.page.show(hero, { page: props.page })}
    {props.page.show(programme, props)}
    {props.page.show(facts, props)}
  </>
))

/** What is on now and next; before the event, what it begins with. Since 0.1. */
export const programme = viewSeam('home.programme', ({ page, now, next, facts }: HomeProps) => {
  const t = page.texts(homeMessages)
  const begun = now.length > 0 || page.now > Date.parse(page.tenant.starts)
  return (
    <>
      {facts.sessions === 0 && (
        <section class="section wrap">
          <p class="empty">{t('empty')}</p>
        </section>
      )}
      {now.length > 0 && <Sessions page={page} title={t('now')} sessions={now} />}
      {next.length > 0 && (
        <Sessions page={page} title={t(begun ? 'next' : 'first')} sessions={next} />
      )}
    </>
  )
})

const Sessions = (props: PageProps & { title: string; sessions: readonly Session[] }) => (
  <section class="section wrap">
    <h2>{props.title}</h2>
    <ul class="grid">
      {props.sessions.map((session) => (
        <li>{props.page.show(sessionCard, { page: props.page, session, day: true })}</li>
      ))}
    </ul>
  </section>
)

/** The programme in numbers; nothing while there is none. Since 0.1. */
export const facts = viewSeam('home.facts', (props: HomeProps) => {
  const t = props.page.texts(homeMessages)
  const shown = (['days', 'sessions', 'speakers', 'rooms'] as const).filter(
    (fact) => props.facts[fact] > 0,
  )
  if (props.facts.sessions === 0) return <></>
  return (
    <section class="section wrap" aria-label={t('numbers')}>
      <dl class="facts">
        {shown.map((fact) => (
          <div>
            <dt>{t(fact, { count: props.facts[fact] })}</dt>
            <dd>{props.facts[fact]}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
})
