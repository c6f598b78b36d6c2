import { viewSeam } from '../../seam/view.ts'
import type { PageProps } from '../page.ts'
import { errorMessages } from './messages.ts'

export interface RefusedProps extends PageProps {
  /** The event's own words. */
  readonly why: string
}

/** What somebody sees whom a guard of the event does not let by. Since 0.2. */
export const refusedPage = viewSeam('errors.refused', ({ page, why }: RefusedProps) => {
  const t = page.texts(errorMessages)
  return (
    <div class="head oops">
      <div class="wrap">
        <h1>{t('stopped')}</h1>
        <p dir="auto">{why}</p>
        <a class="button" href="/">
          {t('back')}
        </a>
      </div>
    </div>
  )
})
