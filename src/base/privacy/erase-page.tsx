import { viewSeam } from '../../seam/view.ts'
import { Form } from '../form/form.tsx'
import type { PageProps } from '../page.ts'
import { privacyMessages } from './messages.ts'

export interface EraseProps extends PageProps {
  /** Confirmed meetings to come. */
  readonly coming: number
  /** Requests that wait for an answer or a time. */
  readonly open: number
}

/** What erasing oneself does, and the button that does it. Since 0.2. */
export const erasePage = viewSeam('privacy.erase', ({ page, coming, open }: EraseProps) => {
  const t = page.texts(privacyMessages)
  return (
    <>
      <div class="head">
        <div class="wrap">
          <h1>{t('erase-title')}</h1>
          <p>{t('erase-lead')}</p>
        </div>
      </div>
      <div class="wrap prose">
        <ul>
          <li>{t('erase-profile')}</li>
          <li>{t('erase-coming', { count: coming })}</li>
          <li>{t('erase-open', { count: open })}</li>
          <li>{t('erase-past')}</li>
          <li>{t('erase-session')}</li>
        </ul>
        <p>
          {t('erase-first')}{' '}
          <a href="/me/privacy/data.json" download>
            {t('download')}
          </a>
        </p>
        <Form page={page} action="/me/privacy/erase">
          <button class="button" type="submit">
            {t('erase-now')}
          </button>
        </Form>
        <p>
          <a href="/me/privacy">{t('keep')}</a>
        </p>
      </div>
    </>
  )
})

/** After it. Since 0.2. */
export const erasedPage = viewSeam('privacy.erased', ({ page }: PageProps) => {
  const t = page.texts(privacyMessages)
  return (
    <div class="head oops">
      <div class="wrap">
        <h1>{t('erased-title')}</h1>
        <p>{t('erased-text', { event: page.tenant.name })}</p>
        <a class="button" href="/">
          {t('back')}
        </a>
      </div>
    </div>
  )
})
