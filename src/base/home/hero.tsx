import { viewSeam } from '../../seam/view.ts'
import { DayScore } from './day-score.tsx'
import type { HomeProps } from './home-content.ts'
import { homeMessages } from './messages.ts'

/** The band at the top of the home page: what, when, where, and each day's shape. Since 0.1. */
export const hero = viewSeam('home.hero', (props: HomeProps) => {
  const { page, days } = props
  const { name, starts, ends, place } = page.tenant
  return (
    <div class="hero">
      <div class="wrap">
        <h1 style={`--longest:${longestWord(name)}`}>{name}</h1>
        <div class="lead">
          <p>
            <strong>{page.formats.days(starts, ends)}</strong>
            {place !== '' && <span>{place}</span>}
          </p>
          <a class="button" href="/agenda">
            {page.texts(homeMessages)('agenda')}
          </a>
        </div>
        {days.length > 0 && (
          <div class="scores">
            {days.slice(0, MAX_DAYS).map((day) => (
              <DayScore {...props} day={day} />
            ))}
          </div>
        )}
      </div>
    </div>
  )
})

const MAX_DAYS = 4

/** Letters of the longest word: the title is set as large as keeps that word whole. */
export const longestWord = (text: string): number =>
  Math.max(...text.split(/[\s-]+/).map((word) => word.length), 1)
