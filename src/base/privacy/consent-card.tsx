import { viewSeam } from '../../seam/view.ts'
import { Check, Form } from '../form/form.tsx'
import type { Submitted } from '../form/read-form.ts'
import type { PageProps } from '../page.ts'
import { privacyMessages } from './messages.ts'
import type { AskedConsent } from './read-consents.ts'

export interface ConsentProps extends PageProps {
  readonly consent: AskedConsent
  readonly sent: Submitted<unknown> | undefined
}

/** One consent: asked for, or held and to be taken back. Since 0.2. */
export const consentCard = viewSeam('privacy.consent', ({ page, consent, sent }: ConsentProps) => {
  const { kind, text, version, holds, changed } = consent
  return (
    <div class="meeting" id={`c-${kind}`}>
      {holds !== null && <Held page={page} consent={{ ...consent, holds }} />}
      {(holds === null || changed) && (
        <Form page={page} action={`/me/privacy/consents/${kind}`} sent={sent}>
          <input type="hidden" name="version" value={version} />
          <Check page={page} name={kind} label={text} checked={false} sent={sent} />
          <button class="button" type="submit">
            {page.texts(privacyMessages)('agree')}
          </button>
        </Form>
      )}
    </div>
  )
})

type Holding = AskedConsent & { readonly holds: NonNullable<AskedConsent['holds']> }

const Held = ({ page, consent }: PageProps & { readonly consent: Holding }) => {
  const { kind, text, holds, changed } = consent
  const t = page.texts(privacyMessages)
  const time = timeText(page, holds.given)
  return (
    <>
      {changed ? (
        <>
          <p>{t('given-earlier', { time })}</p>
          <blockquote lang={holds.locale} dir="auto">
            {holds.text}
          </blockquote>
          <p>{t('asked-again')}</p>
        </>
      ) : (
        <>
          <p>{text}</p>
          <p class="hint">{t('given', { time })}</p>
        </>
      )}
      <Form page={page} action={`/me/privacy/consents/${kind}/withdraw`}>
        <p>
          <button class="plain" type="submit">
            {t('withdraw')}
            <span class="away">: {changed ? holds.text : text}</span>
          </button>
        </p>
      </Form>
    </>
  )
}

/** With its year: consents are looked at long afterwards. */
function timeText({ formats }: PageProps['page'], at: number): string {
  const date = formats.date(at)
  return `${formats.days(date, date)}, ${formats.time(at)}`
}
