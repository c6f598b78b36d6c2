import { viewSeam } from '../../seam/view.ts'
import type { BasePage } from '../../seam/base.ts'
import type { PageProps } from '../page.ts'
import { errorMessages } from './messages.ts'

/** What a visitor sees where there is no page, or where the page is broken. Since 0.1. */
export const errorPage = viewSeam(
  'errors.page',
  ({ page, kind }: PageProps & { kind: BasePage }) => {
    const { title, text } = WORDS[kind]
    const t = page.texts(errorMessages)
    return (
      <div class="head oops">
        <div class="wrap">
          <h1>{t(title)}</h1>
          <p>{t(text, { id: page.requestId })}</p>
          <a class="button" href="/">
            {t('back')}
          </a>
        </div>
      </div>
    )
  },
)

const WORDS = {
  'not-found': { title: 'missing', text: 'missing-text' },
  'not-allowed': { title: 'refused', text: 'refused-text' },
  fault: { title: 'fault', text: 'fault-text' },
  closed: { title: 'closed', text: 'closed-text' },
} as const
