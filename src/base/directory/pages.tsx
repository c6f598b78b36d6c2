import { viewSeam } from '../../seam/view.ts'
import { ContactLines } from '../badge/contact-lines.tsx'
import type { EventField } from '../fields/field.ts'
import { fieldFilter, type TypedFilters } from '../fields/filters.tsx'
import { fieldsList } from '../fields/shown.tsx'
import { meMessages } from '../me/messages.ts'
import { meetingMessages } from '../meetings/messages.ts'
import type { PageProps } from '../page.ts'
import type { Group, Tag } from '../people/person.ts'
import { directoryMessages } from './messages.ts'
import { personCard, TagLine } from './person-card.tsx'
import type { DirectoryPage, DirectoryQuestion, KnownPerson, PersonCard } from './store.ts'

export interface DirectoryProps extends PageProps {
  readonly question: DirectoryQuestion
  readonly found: DirectoryPage
  readonly groups: readonly Group[]
  readonly tags: readonly Tag[]
  /** Of the event's own fields those that everybody may narrow by. */
  readonly fields: readonly EventField[]
  readonly typed: TypedFilters
}

/** Everybody whom the visitor may see, with search and filters. Since 0.2. */
export const directory = viewSeam('directory', (props: DirectoryProps) => {
  const { page, found, question, typed } = props
  const t = page.texts(directoryMessages)
  return (
    <>
      <div class="head">
        <div class="wrap">
          <h1>{t('title')}</h1>
        </div>
      </div>
      <div class="wrap section">
        {page.show(directorySearch, props)}
        <div id="results">
          {page.show(directoryResults, props)}
          <p class="actions">
            {found.more && (
              <a class="button" href={address({ ...question, page: question.page + 1 }, typed)}>
                {t('more')}
              </a>
            )}
            {question.page > 0 && (
              <a href={address({ ...question, page: question.page - 1 }, typed)}>{t('before')}</a>
            )}
          </p>
        </div>
      </div>
    </>
  )
})

/** How many were found, and the list; or that there is nobody. Since 0.2. */
export const directoryResults = viewSeam('directory.results', (props: DirectoryProps) => {
  const { page, found, question, groups, tags, typed } = props
  const t = page.texts(directoryMessages)
  const labels = new Map(tags.map(({ id, label }) => [id, label]))
  if (found.people.length === 0) {
    const asked = [question.text, question.group, question.offers, question.seeks, question.page]
    const filtered = [...asked, ...Object.values(typed)].some(Boolean)
    return (
      <div class="empty">
        <p role="status">{t(filtered ? 'none' : 'empty')}</p>
        <p class="actions">
          {filtered ? (
            <a href="/directory">{t('everybody')}</a>
          ) : (
            <a href="/me">{page.texts(meMessages)('title')}</a>
          )}
        </p>
      </div>
    )
  }
  return (
    <>
      <h2 class="hint">
        {t('results', { count: found.people.length, more: found.more ? 'yes' : 'no' })}
      </h2>
      {page.show(directoryList, { page, people: found.people, groups, labels })}
    </>
  )
})

export interface DirectoryListProps extends PageProps {
  /** One page of those who fit, never empty. */
  readonly people: readonly PersonCard[]
  readonly groups: readonly Group[]
  /** Tag id → label in the organiser's words. */
  readonly labels: ReadonlyMap<string, string>
}

/** Those who were found, side by side. Since 0.2. */
export const directoryList = viewSeam(
  'directory.list',
  ({ page, people, labels }: DirectoryListProps) => (
    <ul class="cards">
      {people.map((person) => (
        <li>{page.show(personCard, { page, person, labels })}</li>
      ))}
    </ul>
  ),
)

/** Search field and filters. Since 0.2. */
export const directorySearch = viewSeam('directory.search', (props: DirectoryProps) => {
  const { page, question, groups, tags, fields, typed } = props
  const t = page.texts(directoryMessages)
  return (
    <form class="filters" action="/directory" role="search" data-search="results">
      <label>
        <span>{t('search')}</span>
        <input
          class="search"
          type="search"
          name="q"
          value={question.text}
          placeholder={t('search-hint')}
          dir="auto"
        />
      </label>
      {groups.length > 1 && (
        <Filter {...{ page, name: 'group', options: groups, chosen: question.group }} />
      )}
      {tags.length > 0 && (
        <Filter {...{ page, name: 'offers', options: tags, chosen: question.offers }} />
      )}
      {tags.length > 0 && (
        <Filter {...{ page, name: 'seeks', options: tags, chosen: question.seeks }} />
      )}
      {fields.map((field) => page.show(fieldFilter, { page, field, typed }))}
      <button class="button" type="submit">
        {t('go')}
      </button>
    </form>
  )
})

interface FilterProps extends PageProps {
  readonly name: 'group' | 'offers' | 'seeks'
  readonly options: readonly Tag[]
  readonly chosen: string | null
}

const Filter = ({ page, name, options, chosen }: FilterProps) => {
  const t = page.texts(directoryMessages)
  return (
    <label>
      <span>{t(name)}</span>
      <select name={name}>
        <option value="">{t('all')}</option>
        {options.map(({ id, label }) => (
          <option value={id} selected={id === chosen}>
            {label}
          </option>
        ))}
      </select>
    </label>
  )
}

export interface PersonProps extends PageProps {
  readonly person: KnownPerson
  /** Whether it is the visitor's own. */
  readonly own: boolean
  readonly labels: ReadonlyMap<string, string>
  /** The event's own fields, in its order. */
  readonly fields: readonly EventField[]
}

/** The way to a meeting with somebody: to the one there is, else to one that is to be asked for. */
const Meet = ({ page, person }: Pick<PersonProps, 'page' | 'person'>) => {
  const t = page.texts(meetingMessages)
  const { id, meeting, mayBeAsked } = person
  if (meeting !== null) {
    return (
      <p>
        <a class="button" href={`/meetings#m-${meeting.id}`}>
          {t('existing')}
        </a>{' '}
        <small>{t(`status-${meeting.status}`)}</small>
      </p>
    )
  }
  return mayBeAsked ? (
    <a class="button" href={`/people/${id}/meeting`}>
      {t('request')}
    </a>
  ) : null
}

/** One person's page. Since 0.2. */
export const personPage = viewSeam('directory.person', (props: PersonProps) => {
  const { page, person, own, labels, fields } = props
  const wishes = (side: 'offers' | 'seeks', text: string) => (
    <>
      <TagLine {...{ page, labels, side }} tags={person[side]} />
      {text !== '' && <p dir="auto">{text}</p>}
    </>
  )
  return (
    <>
      <div class="head">
        <div class="wrap">
          <h1>
            <bdi>{person.name}</bdi>
          </h1>
          <p>
            <bdi>{[person.role, person.organisation].filter(Boolean).join(', ')}</bdi>
          </p>
        </div>
      </div>
      <div class="wrap prose">
        {!own && <Meet page={page} person={person} />}
        {person.contact !== null && <ContactLines page={page} contact={person.contact} />}
        {own && <p class="done">{page.texts(directoryMessages)('own')}</p>}
        {person.bio !== '' && (
          <p class="lines" dir="auto">
            {person.bio}
          </p>
        )}
        {wishes('offers', person.offersText)}
        {wishes('seeks', person.seeksText)}
        {page.show(fieldsList, { page, fields, values: person.fields })}
      </div>
    </>
  )
})

/** The address that asks a question. */
export function address(
  { text, group, offers, seeks, page }: DirectoryQuestion,
  typed: TypedFilters,
): string {
  const asked = { q: text, group, offers, seeks, ...typed }
  const given = Object.entries({ ...asked, page: page > 0 ? `${page}` : null })
  const query = new URLSearchParams(
    given.flatMap(([name, value]) => (value ? [[name, value]] : [])),
  )
  return `/directory?${query.toString()}`
}
