import { viewSeam } from '../../seam/view.ts'
import { Form } from '../form/form.tsx'
import type { OwnSlot } from '../meetings/lists.ts'
import type { PageProps } from '../page.ts'
import { scheduleMessages } from './messages.ts'

export interface AvailabilityProps extends PageProps {
  readonly slots: readonly OwnSlot[]
  /** Ids of the slots that are ticked. */
  readonly away: ReadonlySet<string>
  /** Why nothing was saved; null when it was, or nothing was tried. */
  readonly refusal: string | null
  readonly saved: boolean
}

/** All slots of the event, to be ticked where the visitor has no time. Since 0.2. */
export const availabilityPage = viewSeam('schedule.availability', (props: AvailabilityProps) => {
  const { page, slots, refusal, saved } = props
  const t = page.texts(scheduleMessages)
  const days = Map.groupBy(slots, ({ start }) => page.formats.date(start))
  return (
    <>
      <div class="head">
        <div class="wrap">
          <h1>{t('availability')}</h1>
          <p>{t(slots.length === 0 ? 'away-none' : 'away-lead')}</p>
        </div>
      </div>
      <div class="wrap prose">
        {refusal !== null && (
          <p class="problem notice" role="alert">
            {refusal}
          </p>
        )}
        {saved && (
          <p class="done" role="status">
            {t('saved')}
          </p>
        )}
        {slots.length > 0 && (
          <Form page={page} action="/schedule/availability">
            {Array.from(days, ([date, times]) => (
              <fieldset class="checks">
                <legend>
                  {page.formats.day(date)} ({zones(props, times)})
                </legend>
                <div>
                  {times.map((slot) => (
                    <SlotBox {...props} slot={slot} />
                  ))}
                </div>
              </fieldset>
            ))}
            <button class="button" type="submit">
              {t('save')}
            </button>
          </Form>
        )}
        <p>
          <a href="/schedule">{t('title')}</a>
        </p>
      </div>
    </>
  )
})

const zones = ({ page }: PageProps, slots: readonly OwnSlot[]): string =>
  [...new Set(slots.map(({ start }) => page.formats.zone(start)))].join(' / ')

const SlotBox = ({ page, away, slot }: AvailabilityProps & { readonly slot: OwnSlot }) => (
  <label>
    <input
      type="checkbox"
      name="away"
      value={slot.id}
      checked={slot.meeting === null && away.has(slot.id)}
      disabled={slot.meeting !== null}
    />
    <span>
      {page.formats.span(slot.start, slot.end)}
      {slot.meeting !== null && (
        <>
          {' '}
          <a href={`/meetings#m-${slot.meeting}`}>{page.texts(scheduleMessages)('booked')}</a>
        </>
      )}
    </span>
  </label>
)
