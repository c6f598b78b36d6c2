import { viewSeam } from '../../seam/view.ts'
import { badgeMessages } from '../badge/messages.ts'
import { layoutMessages } from '../layout/messages.ts'
import type { PageProps } from '../page.ts'
import { scheduleMessages } from '../schedule/messages.ts'
import { offlineMessages } from './messages.ts'
import { WaitingScans } from './waiting-scans.tsx'

/** What is shown in the place of a page that cannot be reached. Since 0.2. */
export const offlinePage = viewSeam('offline.page', ({ page }: PageProps) => {
  const t = page.texts(offlineMessages)
  return (
    <>
      <div class="head">
        <div class="wrap">
          <h1>{t('title')}</h1>
          <p>{t('lead')}</p>
        </div>
      </div>
      <div class="wrap prose">
        <WaitingScans page={page} />
        <ul>
          <li>
            <a href="/schedule">{page.texts(scheduleMessages)('title')}</a>
          </li>
          <li>
            <a href="/badge">{page.texts(badgeMessages)('own')}</a>
          </li>
          <li>
            <a href="/agenda">{page.texts(layoutMessages)('agenda')}</a>
          </li>
        </ul>
        <p>
          {/* Wherever the visitor wanted to go: this page stands in its place. */}
          <a class="button" href="">
            {t('retry')}
          </a>
        </p>
      </div>
    </>
  )
})
