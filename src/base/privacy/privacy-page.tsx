import { viewSeam } from '../../seam/view.ts'
import type { Submitted } from '../form/read-form.ts'
import type { PageProps } from '../page.ts'
import { consentCard } from './consent-card.tsx'
import { privacyMessages } from './messages.ts'
import type { AskedConsent } from './read-consents.ts'

export interface PrivacyProps extends PageProps {
  readonly consents: readonly (AskedConsent & {
    /** The form as it was sent, when it has to be shown again. */
    readonly sent: Submitted<unknown> | undefined
  })[]
  /** Why the last thing was not done; null when it was, or nothing was tried. */
  readonly notice: 'text-changed' | null
  readonly done: 'agreed' | 'taken-back' | null
}

/** What the event holds of the visitor, what they agree to, and the way out. Since 0.2. */
export const privacyPage = viewSeam('privacy.page', (props: PrivacyProps) => {
  const { page, consents, notice, done } = props
  const t = page.texts(privacyMessages)
  return (
    <>
      <div class="head">
        <div class="wrap">
          <h1>{t('title')}</h1>
          <p>{t('lead', { event: page.tenant.name })}</p>
        </div>
      </div>
      <div class="wrap prose">
        {notice !== null && (
          <p class="problem notice" role="alert">
            {t(notice)}
          </p>
        )}
        {done !== null && (
          <p class="done notice" role="status">
            {t(done)}
          </p>
        )}
        <h2>{t('data-title')}</h2>
        <p>{t('data-text')}</p>
        <p>
          <a class="button" href="/me/privacy/data.json" download>
            {t('download')}
          </a>
        </p>
        <h2>{t('consents-title')}</h2>
        <p>{t('consents-lead')}</p>
        {consents.map(({ sent, ...consent }) => page.show(consentCard, { page, consent, sent }))}
        <h2>{t('erase-title')}</h2>
        <p>{t('erase-text')}</p>
        <p>
          <a href="/me/privacy/erase">{t('erase-look')}</a>
        </p>
      </div>
    </>
  )
})
