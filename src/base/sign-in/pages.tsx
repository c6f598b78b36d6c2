import { viewSeam } from '../../seam/view.ts'
import { Form, TextField } from '../form/form.tsx'
import type { Submitted } from '../form/read-form.ts'
import type { PageProps } from '../page.ts'
import { signInMessages } from './messages.ts'
import { LINK_LIFETIME } from './store.ts'

/** Minutes, as texts name them. */
export const minutes = LINK_LIFETIME / 60_000

export interface SignInProps extends PageProps {
  /** Where the visitor wanted to go. */
  readonly next: string
  readonly link?: Submitted<unknown> | undefined
  readonly code?: Submitted<unknown> | undefined
  readonly refusal?: 'code-wrong' | 'too-many-tries' | undefined
}

/** The way in for those whose mail does not arrive. Since 0.2. */
export const codeForm = viewSeam('sign-in.code-form', (props: SignInProps) => {
  const { page, next, code, refusal } = props
  const t = page.texts(signInMessages)
  const going = `?next=${encodeURIComponent(next)}`
  return (
    <details class="more" open={code !== undefined}>
      <summary>{t('code-title')}</summary>
      <Form page={page} action={`/sign-in/code${going}`} sent={code}>
        {refusal !== undefined && (
          <p class="problem" role="alert">
            {t(refusal, { minutes })}
          </p>
        )}
        <TextField
          page={page}
          name="code-email"
          type="email"
          label={t('email')}
          autocomplete="email"
          required
          sent={code}
        />
        <TextField
          page={page}
          name="code"
          label={t('code')}
          hint={t('code-hint')}
          autocomplete="one-time-code"
          required
          sent={code}
        />
        <button class="button" type="submit">
          {t('code-send')}
        </button>
      </Form>
    </details>
  )
})

/** Both ways in: a link by mail, a code from the desk. Since 0.2. */
export const signInPage = viewSeam('sign-in.page', (props: SignInProps) => {
  const { page } = props
  const t = page.texts(signInMessages)
  return (
    <>
      <div class="head">
        <div class="wrap">
          <h1>{t('title')}</h1>
          <p>{t('lead')}</p>
        </div>
      </div>
      <div class="wrap narrow">
        {page.show(linkForm, props)}
        {page.show(codeForm, props)}
      </div>
    </>
  )
})

/** The way in that most people go: a link to one's own address. Since 0.2. */
export const linkForm = viewSeam('sign-in.link-form', ({ page, next, link }: SignInProps) => {
  const t = page.texts(signInMessages)
  return (
    <Form page={page} action={`/sign-in?next=${encodeURIComponent(next)}`} sent={link}>
      <TextField
        page={page}
        name="email"
        type="email"
        label={t('email')}
        autocomplete="email"
        required
        sent={link}
      />
      <button class="button" type="submit">
        {t('send')}
      </button>
    </Form>
  )
})

/** The same for every address, whether it is on the list or not. Since 0.2. */
export const linkSent = viewSeam(
  'sign-in.sent',
  ({ page, email }: PageProps & { readonly email: string }) => {
    const t = page.texts(signInMessages)
    return (
      <div class="head oops">
        <div class="wrap">
          <h1>{t('sent-title')}</h1>
          <p>{t('sent', { email, minutes })}</p>
          <p>{t('sent-help')}</p>
          <a class="button" href="/sign-in">
            {t('again')}
          </a>
        </div>
      </div>
    )
  },
)

/** Where a mailed link leads: opening it uses nothing up. Since 0.2. */
export const confirmSignIn = viewSeam('sign-in.confirm', ({ page }: PageProps) => {
  const t = page.texts(signInMessages)
  return (
    <div class="head oops">
      <div class="wrap">
        <h1>{t('confirm-title')}</h1>
        <p>{t('confirm-text')}</p>
        <form method="post">
          <button class="button" type="submit">
            {t('confirm')}
          </button>
        </form>
      </div>
    </div>
  )
})

/** A link that has been used or is too old. Since 0.2. */
export const linkSpent = viewSeam('sign-in.spent', ({ page }: PageProps) => {
  const t = page.texts(signInMessages)
  return (
    <div class="head oops">
      <div class="wrap">
        <h1>{t('spent-title')}</h1>
        <p>{t('spent', { minutes })}</p>
        <a class="button" href="/sign-in">
          {t('send')}
        </a>
      </div>
    </div>
  )
})
