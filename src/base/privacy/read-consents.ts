import { hashSecret } from '../../secret.ts'
import type { MatchEnv } from '../pieces.ts'
import { type Consent, type ConsentKind, CONSENTS, type ConsentText, holding } from './consent.ts'
import { privacyMessages } from './messages.ts'

/** One kind of consent, as the page asks for it. */
export interface AskedConsent extends ConsentText {
  readonly kind: ConsentKind
  /** The one that holds; null when there is none. */
  readonly holds: Consent | null
  /** Whether what holds was given to another text than stands here now. */
  readonly changed: boolean
}

/** What a kind says now, in the event's own words where it has some. */
export async function consentText(
  { pieces, tenant }: MatchEnv,
  kind: ConsentKind,
  locale: string,
): Promise<ConsentText> {
  const text = pieces.text(privacyMessages, kind, locale, { event: tenant.name })
  return { text, version: await hashSecret(text) }
}

/** Every kind with its text in a language, and how the person stands to it. */
export const askedConsents = (
  env: MatchEnv,
  given: readonly Consent[],
  locale: string,
): Promise<readonly AskedConsent[]> =>
  Promise.all(
    CONSENTS.map(async (kind) => {
      const holds = holding(given, kind)
      // In the language it was read in: the same text in another one is no other text.
      const then = holds === null ? null : await consentText(env, kind, holds.locale)
      const changed = then !== null && then.version !== holds?.version
      return { kind, ...(await consentText(env, kind, locale)), holds, changed }
    }),
  )
