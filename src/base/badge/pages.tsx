import { generate } from 'lean-qr/nano'
import { toSvgPath } from 'lean-qr/extras/svg'
import { viewSeam } from '../../seam/view.ts'
import { Form } from '../form/form.tsx'
import { WaitingScans } from '../offline/waiting-scans.tsx'
import type { PageProps } from '../page.ts'
import { ContactLines } from './contact-lines.tsx'
import { badgeMessages } from './messages.ts'
import type { Bearer, ExchangedContact } from './store.ts'

export interface BadgeProps extends PageProps {
  readonly bearer: Bearer
  /** Where the code leads. */
  readonly address: string
}

/** The visitor's own badge, to be scanned. Since 0.2. */
export const badgePage = viewSeam('badge.page', ({ page, bearer, address }: BadgeProps) => {
  const t = page.texts(badgeMessages)
  return (
    <>
      <Head title={t('own')} lead={t('lead')} />
      <div class="wrap prose">
        {page.show(badgePicture, { page, bearer, address })}
        <h2 class="bearer">
          <bdi>{bearer.name}</bdi>
        </h2>
        <p>
          <bdi>{work(bearer)}</bdi>
        </p>
        <p>
          <a href="/badge/contacts">{t('contacts')}</a>
        </p>
        <details class="more">
          <summary>{t('renew-title')}</summary>
          <p>{t('renew-text')}</p>
          <form method="post" action="/badge/renew">
            <button class="plain">{t('renew')}</button>
          </form>
        </details>
        <WaitingScans page={page} />
      </div>
    </>
  )
})

/** What scanners want free around a code, in its own squares. */
const MARGIN = 4

/** The code itself. Dark on light in every theme: many scanners read nothing else. Since 0.2. */
export const badgePicture = viewSeam('badge.picture', ({ page, address }: BadgeProps) => {
  const label = page.texts(badgeMessages)('picture', { address })
  const code = generate(address)
  const edge = code.size + 2 * MARGIN
  return (
    <svg class="qr" viewBox={`${-MARGIN} ${-MARGIN} ${edge} ${edge}`} role="img" aria-label={label}>
      <rect x={-MARGIN} y={-MARGIN} width={edge} height={edge} fill="#fff" />
      <path d={toSvgPath(code)} fill="#000" />
    </svg>
  )
})

export interface ScannedProps extends PageProps {
  readonly bearer: Bearer
  /** Whether the two may reach each other already. */
  readonly known: boolean
}

/** Somebody's badge that the visitor scanned: who it is, and one button. Since 0.2. */
export const scannedPage = viewSeam('badge.scanned', ({ page, bearer, known }: ScannedProps) => {
  const t = page.texts(badgeMessages)
  return (
    <>
      <Head title={bearer.name} lead={work(bearer)} />
      <div class="wrap prose">
        <p>{t(known ? 'known' : 'exchange-text')}</p>
        <Form page={page}>
          <button class="button" type="submit">
            {t('exchange')}
          </button>
        </Form>
      </div>
    </>
  )
})

export interface ContactsProps extends PageProps {
  readonly contacts: readonly ExchangedContact[]
  /** Whether one was added just now. */
  readonly done: boolean
}

/** Everybody whom the visitor exchanged contacts with. Since 0.2. */
export const contactsPage = viewSeam(
  'badge.contacts',
  ({ page, contacts, done }: ContactsProps) => {
    const t = page.texts(badgeMessages)
    return (
      <>
        <Head title={t('contacts')} />
        <div class="wrap">
          {done && (
            <p class="done notice" role="status">
              {t('done')}
            </p>
          )}
          {contacts.length === 0 && <p class="empty">{t('empty')}</p>}
          <ul class="cards section">
            {contacts.map((contact) => (
              <li>{page.show(contactCard, { page, contact })}</li>
            ))}
          </ul>
          <p>
            <a href="/badge">{t('own')}</a>
          </p>
          <WaitingScans page={page} />
        </div>
      </>
    )
  },
)

/** One contact in the list. Since 0.2. */
export const contactCard = viewSeam(
  'badge.contact',
  ({ page, contact }: PageProps & { readonly contact: ExchangedContact }) => (
    <article class="meeting" id={`c-${contact.id}`}>
      <h3>
        <a href={`/people/${contact.id}`} dir="auto">
          {contact.name}
        </a>
      </h3>
      <p>
        <bdi>{work(contact)}</bdi>
      </p>
      <ContactLines page={page} contact={contact} />
      <p class="hint">{page.texts(badgeMessages)('met', { time: timeText(page, contact.at) })}</p>
    </article>
  ),
)

const Head = ({ title, lead = '' }: { readonly title: string; readonly lead?: string }) => (
  <div class="head">
    <div class="wrap">
      <h1>
        <bdi>{title}</bdi>
      </h1>
      {lead !== '' && (
        <p>
          <bdi>{lead}</bdi>
        </p>
      )}
    </div>
  </div>
)

const work = ({ role, organisation }: Bearer): string =>
  [role, organisation].filter(Boolean).join(', ')

const timeText = ({ formats }: PageProps['page'], at: number): string =>
  `${formats.day(formats.date(at))}, ${formats.time(at)}`
