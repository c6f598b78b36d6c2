import { viewSeam } from '../../seam/view.ts'
import type { BasePage } from '../../seam/base.ts'
import type { PageProps } from '../page.ts'
import { errorMessages } from './messages.ts'

/** What a visitor sees where there is no page, or where the page is broken. Since 0.1. */
export const errorPage = viewSeam(
  'errors.page',
  ({ page, kind }: PageProps & { kind: BasePage }) => {
    const t = page.texts(errorMessages)
    const missing = kind === 'not-found'
    return (
      <div class="head oops">
        <div class="wrap">
          <h1>{t(missing ? 'missing' : 'fault')}</h1>
          <p>{missing ? t('missing-text') : t('fault-text', { id: page.requestId })}</p>
          <a class="button" href="/">
            {t('back')}
          </a>
        </div>
      </div>
    )
  },
)
