import type { PageProps } from '../page.ts'
import { offlineMessages } from './messages.ts'

/**
 * What the script and the service worker say, in the page's language: how old a kept page is, and what
 * has just become of something.
 */
export const Notes = ({ page }: PageProps) => {
  const t = page.texts(offlineMessages)
  const time = `${page.formats.weekday(page.now)} ${page.formats.time(page.now)}`
  return (
    <>
      {/* The service worker looks for this beginning, see client/names.ts. */}
      <p id="as-of" hidden class="note">
        {t('as-of', { time })}
      </p>
      <p
        id="say"
        class="away"
        role="status"
        data-unsent={t('unsent')}
        data-unreachable={t('unreachable')}
      />
    </>
  )
}
