import { homeMessages, type HomeProps } from 'usher/kit'
import { Bay } from './bay.tsx'

/** The poster: the name over the bay. */
export const Hero = ({ page, facts }: HomeProps) => {
  const { starts, ends, place } = page.tenant
  return (
    <div class="hero py-hero">
      <Bay />
      <div class="wrap">
        <h1>
          PyCon <br />
          APAC <span>2027</span>
        </h1>
        <p class="py-when">
          {page.formats.days(starts, ends)}
          <br />
          {place}
        </p>
        {facts.sessions > 0 && (
          <a class="button" href="/agenda">
            {page.texts(homeMessages)('agenda')}
          </a>
        )}
      </div>
    </div>
  )
}
