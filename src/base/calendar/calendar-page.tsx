import { viewSeam } from '../../seam/view.ts'
import { REQUEST_ID } from '../form/read-form.ts'
import type { PageProps } from '../page.ts'
import { scheduleMessages } from '../schedule/messages.ts'
import { calendarMessages } from './messages.ts'

export interface CalendarProps extends PageProps {
  /** When the feed that is there was made, in epoch milliseconds; null for none. */
  readonly made: number | null
  /** The feed's address, on the one page that shows it. */
  readonly address: string | null
  /** Whether it was just switched off. */
  readonly off: boolean
}

/** The visitor's calendar feed: made, shown once, made anew, switched off. Since 0.2. */
export const calendarPage = viewSeam('calendar.page', (props: CalendarProps) => {
  const { page, made, address, off } = props
  const t = page.texts(calendarMessages)
  return (
    <>
      <div class="head">
        <div class="wrap">
          <h1>{t('title')}</h1>
          <p>{t('lead')}</p>
        </div>
      </div>
      <div class="wrap prose">
        {address !== null && <Address page={page} address={address} />}
        {address === null && made === null && (
          <p role={off ? 'status' : undefined}>{t(off ? 'off-done' : 'none')}</p>
        )}
        {address === null && made !== null && <p>{t('on', { time: timeText(page, made) })}</p>}
        <form method="post" action="/schedule/calendar" class="form">
          <input type="hidden" name={REQUEST_ID} value={crypto.randomUUID()} />
          <p class="actions">
            <button class={address === null ? 'button' : 'plain'} name="action" value="make">
              {t(made === null ? 'make' : 'again')}
            </button>
            {made !== null && (
              <button class="plain" name="action" value="off">
                {t('off')}
              </button>
            )}
          </p>
          {made !== null && <p class="hint">{t('again-hint')}</p>}
        </form>
        <p>
          <a href="/schedule">{page.texts(scheduleMessages)('title')}</a>
        </p>
      </div>
    </>
  )
})

const Address = ({ page, address }: PageProps & { readonly address: string }) => {
  const t = page.texts(calendarMessages)
  return (
    <>
      <p class="done" role="status">
        {t('ready')}
      </p>
      <div class="field">
        <label for="address">{t('address')}</label>
        <input id="address" value={address} readonly dir="ltr" autocomplete="off" />
      </div>
      <a class="button" href={address.replace(/^https?:/, 'webcal:')}>
        {t('open')}
      </a>
    </>
  )
}

const timeText = ({ formats }: PageProps['page'], at: number): string =>
  `${formats.day(formats.date(at))}, ${formats.time(at)}`
