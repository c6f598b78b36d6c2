import type { PageProps } from '../page.ts'
import type { Contact } from './acquainted.ts'
import { badgeMessages } from './messages.ts'

/** How to reach somebody; nothing for what they did not give. */
export const ContactLines = ({ page, contact }: PageProps & { readonly contact: Contact }) => {
  const t = page.texts(badgeMessages)
  const { email, phone } = contact
  return (
    <>
      {email !== '' && (
        <p>
          {t('email')}:{' '}
          <a href={`mailto:${email}`} dir="ltr">
            {email}
          </a>
        </p>
      )}
      {phone !== '' && (
        <p>
          {t('phone')}:{' '}
          <a href={`tel:${phone.replaceAll(/[^\d+]/g, '')}`} dir="ltr">
            {phone}
          </a>
        </p>
      )}
    </>
  )
}
