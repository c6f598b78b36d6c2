import { viewSeam } from '../../seam/view.ts'
import type { PageProps } from '../page.ts'
import { directoryMessages } from './messages.ts'
import type { PersonCard } from './store.ts'

export interface PersonCardProps extends PageProps {
  readonly person: PersonCard
  /** Tag id → label in the organiser's words. */
  readonly labels: ReadonlyMap<string, string>
}

/** One person in a list. Since 0.2. */
export const personCard = viewSeam(
  'directory.card',
  ({ page, person, labels }: PersonCardProps) => (
    <article class="person">
      <h3>
        <a href={`/people/${person.id}`} dir="auto">
          {person.name}
        </a>
      </h3>
      <p>
        <bdi>{[person.role, person.organisation].filter(Boolean).join(', ')}</bdi>
      </p>
      <TagLine {...{ page, labels }} side="offers" tags={person.offers} />
      <TagLine {...{ page, labels }} side="seeks" tags={person.seeks} />
    </article>
  ),
)

interface TagLineProps extends PageProps {
  readonly labels: ReadonlyMap<string, string>
  readonly side: 'offers' | 'seeks'
  readonly tags: readonly string[]
}

/** What somebody offers or looks for, in one line. */
export const TagLine = ({ page, labels, side, tags }: TagLineProps) =>
  tags.length === 0 ? (
    <></>
  ) : (
    <p class="tags">
      <span>{page.texts(directoryMessages)(side)}</span>{' '}
      <bdi>{tags.map((tag) => labels.get(tag) ?? tag).join(', ')}</bdi>
    </p>
  )
