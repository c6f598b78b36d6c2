import type { PageProps } from '../page.ts'
import { offlineMessages } from './messages.ts'

/** Scans made without a network, which the script lists here while they wait. */
export const WaitingScans = ({ page }: PageProps) => {
  const t = page.texts(offlineMessages)
  return (
    <section
      id="waiting-scans"
      hidden
      data-time-zone={page.formats.timeZone}
      data-sent={t('scans-sent')}
    >
      <h2>{t('scans')}</h2>
      <p>{t('scans-text')}</p>
      <ul />
      <template>
        <li>
          <time />{' '}
          <button class="plain" type="button">
            {t('remove')}
          </button>
        </li>
      </template>
    </section>
  )
}
