import { viewSeam } from '../../seam/view.ts'
import type { EventField } from '../fields/field.ts'
import { fieldsForm } from '../fields/inputs.tsx'
import { Check, Checks, Form, Select, TextArea, TextField } from '../form/form.tsx'
import type { Submitted } from '../form/read-form.ts'
import { languageName } from '../locale.ts'
import type { PageProps } from '../page.ts'
import type { Tag } from '../people/person.ts'
import type { OwnProfile } from '../people/store.ts'
import { privacyMessages } from '../privacy/messages.ts'
import { signInMessages } from '../sign-in/messages.ts'
import { meMessages } from './messages.ts'

export interface ProfileProps extends PageProps {
  readonly profile: OwnProfile
  /** The event's list of tags. */
  readonly tags: readonly Tag[]
  /** Of the event's own fields those that people fill in themselves. */
  readonly fields: readonly EventField[]
  readonly saved: boolean
  readonly sent?: Submitted<unknown> | undefined
}

/** My own profile, to be changed. Since 0.2. */
export const profilePage = viewSeam('me.profile', (props: ProfileProps) => {
  const { page, profile, fields, saved, sent } = props
  const t = page.texts(meMessages)
  return (
    <>
      <div class="head">
        <div class="wrap">
          <h1>{t('title')}</h1>
          <p>{t('lead')}</p>
        </div>
      </div>
      <div class="wrap narrow">
        {saved && (
          <p class="done" role="status">
            {t('saved')}
          </p>
        )}
        <Form page={page} action="/me" sent={sent}>
          <Check
            page={page}
            name="listed"
            label={t('listed')}
            hint={t('listed-hint')}
            checked={profile.listed}
            sent={sent}
          />
          {page.show(profileFields, props)}
          {page.show(fieldsForm, { page, fields, values: profile.fields, sent })}
          <button class="button" type="submit">
            {t('save')}
          </button>
        </Form>
        <p class="more">
          <a href="/me/privacy">{page.texts(privacyMessages)('title')}</a>
        </p>
        <form method="post" action="/sign-out" class="more">
          <p>{t('email', { email: profile.email })}</p>
          <button class="plain" type="submit">
            {page.texts(signInMessages)('out')}
          </button>
        </form>
      </div>
    </>
  )
})

/** What others see of me, as fields. Since 0.2. */
export const profileFields = viewSeam('me.fields', (props: ProfileProps) => {
  const { page, profile, sent } = props
  const t = page.texts(meMessages)
  const field = (name: 'name' | 'organisation' | 'role', autocomplete: string) => ({
    page,
    sent,
    name,
    autocomplete,
    label: t(name),
    value: profile[name],
  })
  return (
    <>
      <TextField {...field('name', 'name')} required />
      <TextField {...field('organisation', 'organization')} />
      <TextField {...field('role', 'organization-title')} />
      <TextArea
        {...{ page, sent }}
        name="bio"
        label={t('bio')}
        hint={t('bio-hint')}
        value={profile.bio}
      />
      <Wishes {...props} side="offers" />
      <Wishes {...props} side="seeks" />
      <TextField
        {...{ page, sent }}
        name="phone"
        type="tel"
        label={t('phone')}
        hint={t('phone-hint')}
        value={profile.phone}
        autocomplete="tel"
      />
      <Language {...props} />
    </>
  )
})

const Wishes = ({
  page,
  profile,
  tags,
  sent,
  side,
}: ProfileProps & { side: 'offers' | 'seeks' }) => {
  const t = page.texts(meMessages)
  const options = tags.map(({ id, label }) => ({ value: id, label }))
  const own = side === 'offers' ? profile.offersText : profile.seeksText
  return (
    <>
      {tags.length > 0 && (
        <Checks
          {...{ page, sent }}
          name={side}
          label={t(side)}
          options={options}
          chosen={profile[side]}
        />
      )}
      <TextField {...{ page, sent }} name={`${side}-text`} label={t(`${side}-text`)} value={own} />
    </>
  )
}

const Language = ({ page, profile, sent }: ProfileProps) => {
  const { locales } = page.tenant
  if (locales.length < 2) return <></>
  const options = locales.map((value) => ({ value, label: languageName(value, locales) }))
  const label = page.texts(meMessages)('language')
  const value = profile.locale ?? locales[0]
  return <Select {...{ page, sent, label, options, value }} name="language" />
}
