import { ok, type Result } from '../../contract.ts'
import { command, query, type StoreFeature } from '../../store/feature.ts'
import { personOf, type SignedOut, signedOut } from '../people/signed-in.ts'
import type { Consent, ConsentKind } from './consent.ts'
import { privacyPersonal } from './personal.ts'

const migrations = [
  [
    `CREATE TABLE privacy_consents (
      number INTEGER PRIMARY KEY, person TEXT NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL,
      version TEXT NOT NULL, locale TEXT NOT NULL, given INTEGER NOT NULL, withdrawn INTEGER
    ) STRICT`,
    'CREATE INDEX privacy_consents_person ON privacy_consents (person, kind, number)',
  ],
]

/** All that the caller ever agreed to, the latest first. One statement. */
export const listConsents = query(
  'privacy.consents',
  (sql, _input: object, context): Result<readonly Consent[], SignedOut> => {
    const person = personOf(context)
    if (person === null) return signedOut
    return ok(
      sql.all<Consent>(
        `SELECT kind, text, version, locale, given, withdrawn FROM privacy_consents
         WHERE person = ? ORDER BY number DESC`,
        person.id,
      ),
    )
  },
)

/** Records that the caller agrees to a text. While they do, saying so again changes nothing. */
export const giveConsent = command(
  'privacy.give-consent',
  (
    sql,
    { kind, text, version, locale }: Omit<Consent, 'given' | 'withdrawn'>,
    context,
  ): Result<null, SignedOut> => {
    const person = personOf(context)
    if (person === null) return signedOut
    sql.all(
      `INSERT INTO privacy_consents (person, kind, text, version, locale, given)
       SELECT ?1, ?2, ?3, ?4, ?5, ?6 WHERE ?4 IS NOT (SELECT version FROM privacy_consents
         WHERE person = ?1 AND kind = ?2 AND withdrawn IS NULL ORDER BY number DESC LIMIT 1)`,
      person.id,
      kind,
      text,
      version,
      locale,
      context.now,
    )
    return ok(null)
  },
)

/** Ends a kind of consent, whatever texts it was given to; that it was given stays on record. */
export const withdrawConsent = command(
  'privacy.withdraw-consent',
  (sql, { kind }: { kind: ConsentKind }, context): Result<null, SignedOut> => {
    const person = personOf(context)
    if (person === null) return signedOut
    sql.all(
      `UPDATE privacy_consents SET withdrawn = ?
       WHERE person = ? AND kind = ? AND withdrawn IS NULL`,
      context.now,
      person.id,
      kind,
    )
    return ok(null)
  },
)

export const privacyStore: StoreFeature = {
  name: 'privacy',
  migrations,
  operations: [listConsents, giveConsent, withdrawConsent],
  personal: privacyPersonal,
  setUp: 'none',
}
