import { viewSeam } from '../../seam/view.ts'
import { hero } from './hero.tsx'
import type { HomeProps } from './home-content.ts'
import { homeMessages } from './messages.ts'
import { programme } from './programme.tsx'

/** The whole home page below the bar. Since 0.1. */
export const home = viewSeam('home', (props: HomeProps) => (
  <>
    {props.page.show(hero, props)}
    {props.page.show(programme, props)}
    {props.page.show(topics, props)}
    {props.page.show(people, props)}
    {props.page.show(facts, props)}
  </>
))

/** The tracks of the programme, each a way into the agenda; nothing while there are none. Since 0.1. */
export const topics = viewSeam('home.topics', ({ page, tracks }: HomeProps) => {
  if (tracks.length === 0) return <></>
  return (
    <section class="section wrap">
      <h2>{page.texts(homeMessages)('topics')}</h2>
      <ul class="topics">
        {tracks.map((track) => (
          <li>
            <a href={`/agenda?track=${encodeURIComponent(track)}`}>{track}</a>
          </li>
        ))}
      </ul>
    </section>
  )
})

const MAX_PEOPLE = 40

/** Who speaks; nothing while nobody is named. Since 0.1. */
export const people = viewSeam('home.people', ({ page, speakers }: HomeProps) => {
  if (speakers.length === 0) return <></>
  const t = page.texts(homeMessages)
  const more = speakers.length - MAX_PEOPLE
  return (
    <section class="section wrap">
      <h2>{t('people')}</h2>
      <ul class="names">
        {speakers.slice(0, MAX_PEOPLE).map(({ name }) => (
          <li>{name}</li>
        ))}
        {more > 0 && <li>{t('more-people', { count: more })}</li>}
      </ul>
    </section>
  )
})

/** The programme in numbers; nothing while there is none. Since 0.1. */
export const facts = viewSeam('home.facts', (props: HomeProps) => {
  const t = props.page.texts(homeMessages)
  const shown = (['days', 'sessions', 'speakers', 'rooms'] as const).filter(
    (fact) => props.facts[fact] > 0,
  )
  if (props.facts.sessions === 0) return <></>
  return (
    <section class="section wrap">
      <h2>{t('numbers')}</h2>
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
