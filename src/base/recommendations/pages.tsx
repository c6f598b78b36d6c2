import { viewSeam } from '../../seam/view.ts'
import { inLocale } from '../../seam/words.ts'
import type { PageProps } from '../page.ts'
import { meetingMessages } from '../meetings/messages.ts'
import type { SuggestedPerson } from './cards.ts'
import { recommendationMessages } from './messages.ts'
import type { Recommendations } from './recommend.ts'
import type { Reason } from './scorer.ts'

type Labels = Recommendations['labels']

export interface RecommendationsProps extends PageProps, Recommendations {
  /** What was done just now; null for nothing. */
  readonly done:
    | { readonly kind: 'dismissed'; readonly person: SuggestedPerson }
    | { readonly kind: 'restored' }
    | null
}

/** Whom the visitor should meet. Since 0.2. */
export const recommendationsPage = viewSeam(
  'recommendations.page',
  (props: RecommendationsProps) => {
    const { page, recommended, dismissed, labels, hasTags, ownScorer } = props
    const t = page.texts(recommendationMessages)
    // Without tags the base has nothing to go by; an own scorer may not need them.
    const asks = !hasTags && !ownScorer
    return (
      <>
        <div class="head">
          <div class="wrap">
            <h1>{t('title')}</h1>
            <p>{t(ownScorer ? 'lead-own' : 'lead')}</p>
          </div>
        </div>
        <div class="wrap">
          <Done {...props} />
          {asks && (
            <div class="empty">
              <p>{t('no-tags')}</p>
              <p class="actions">
                <a class="button" href="/me">
                  {t('profile')}
                </a>
              </p>
            </div>
          )}
          {!asks && recommended.length === 0 && (
            <div class="empty">
              <p>{t('empty')}</p>
              <p class="actions">
                <a href="/directory">{t('people')}</a>
              </p>
            </div>
          )}
          {/* Those who hear the page go from heading to heading. */}
          {!asks && recommended.length > 0 && <h2 class="away">{t('title')}</h2>}
          {recommended.length > 0 && (
            <section class="section">
              {asks && <h2>{t('no-tags-title')}</h2>}
              <ol class="cards">
                {recommended.map(({ person, reasons }) => (
                  <li>{page.show(recommendationCard, { page, person, reasons, labels })}</li>
                ))}
              </ol>
            </section>
          )}
          {dismissed.length > 0 && <Dismissed {...{ page, dismissed }} />}
        </div>
      </>
    )
  },
)

const Done = ({ page, done }: RecommendationsProps) => {
  const t = page.texts(recommendationMessages)
  if (done === null) return <></>
  return (
    <div class="done notice" role="status">
      {done.kind === 'restored' ? (
        <p>{t('restored')}</p>
      ) : (
        <>
          <p>{t('dismissed', { name: done.person.name })}</p>
          <Button page={page} person={done.person} action="restore" />
        </>
      )}
    </div>
  )
}

export interface RecommendationCardProps extends PageProps {
  readonly person: SuggestedPerson
  readonly reasons: readonly Reason[]
  /** Tag id → label in the organiser's words. */
  readonly labels: Labels
}

/** One person who is recommended. Since 0.2. */
export const recommendationCard = viewSeam(
  'recommendations.card',
  (props: RecommendationCardProps) => {
    const { page, person } = props
    return (
      <article class="meeting">
        <h3>
          <a href={`/people/${person.id}`} dir="auto">
            {person.name}
          </a>
        </h3>
        <p>
          <bdi>{[person.role, person.organisation].filter(Boolean).join(', ')}</bdi>
        </p>
        {page.show(recommendationReasons, props)}
        <div class="actions">
          {person.mayBeAsked && (
            <a class="button" href={`/people/${person.id}/meeting`}>
              {page.texts(meetingMessages)('request')}
              <span class="away"> {person.name}</span>
            </a>
          )}
          <Button page={page} person={person} action="dismiss" />
        </div>
      </article>
    )
  },
)

/** Why somebody is recommended, in words. Since 0.2. */
export const recommendationReasons = viewSeam(
  'recommendations.reasons',
  ({ page, reasons, labels }: RecommendationCardProps) => {
    const t = page.texts(recommendationMessages)
    const lines = Map.groupBy(reasons, (reason) =>
      reason.kind === 'tag' ? reason.direction : reason.kind,
    )
    return (
      <>
        {Array.from(lines, ([kind, of]) => (
          <p class="tags">
            {kind !== 'own' && <span>{t(kind)} </span>}
            <bdi>{of.flatMap((reason) => wordsOf(reason, labels, page.locale)).join(', ')}</bdi>
          </p>
        ))}
      </>
    )
  },
)

function wordsOf(reason: Reason, labels: Labels, locale: string): string[] {
  if (reason.kind === 'new') return []
  if (reason.kind === 'own') return [inLocale(reason.words, locale)]
  return [labels.get(reason.tag) ?? reason.tag]
}

/** Those who were dismissed, each with the way back. */
const Dismissed = ({ page, dismissed }: PageProps & Pick<Recommendations, 'dismissed'>) => {
  const t = page.texts(recommendationMessages)
  return (
    <details class="more" id="dismissed">
      <summary>{t('dismissed-title', { count: dismissed.length })}</summary>
      <p class="hint">{t('dismissed-text')}</p>
      <ul>
        {dismissed.map((person) => (
          <li class="actions">
            <a href={`/people/${person.id}`} dir="auto">
              {person.name}
            </a>
            <Button page={page} person={person} action="restore" />
          </li>
        ))}
      </ul>
    </details>
  )
}

interface ButtonProps extends PageProps {
  readonly person: SuggestedPerson
  readonly action: 'dismiss' | 'restore'
}

const Button = ({ page, person, action }: ButtonProps) => (
  <form method="post" action="/recommendations" data-live="">
    <button class="plain" name={action} value={person.id}>
      {page.texts(recommendationMessages)(action)}
      <span class="away"> {person.name}</span>
    </button>
  </form>
)
