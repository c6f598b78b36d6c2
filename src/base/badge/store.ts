import { err, ok, type Result } from '../../contract.ts'
import { command, query, type StoreFeature } from '../../store/feature.ts'
import { personOf, type SignedOut, signedOut } from '../people/signed-in.ts'
import { acquainted, type Contact } from './acquainted.ts'
import { badgePersonal } from './personal.ts'
import { scanBadges } from './scan.ts'
import { badgeMigrations, FIRST_SCAN } from './schema.ts'

/** What a badge says of its bearer. */
export interface Bearer {
  readonly id: string
  readonly name: string
  readonly organisation: string
  readonly role: string
}

/** The caller's own badge; its code is null until one was made. One statement. */
export const readOwnBadge = query(
  'badge.own',
  (sql, _input: object, context): Result<Bearer & { readonly code: string | null }, SignedOut> => {
    const viewer = personOf(context)
    if (viewer === null) return signedOut
    const [badge] = sql.all<Bearer & { code: string | null }>(
      `SELECT p.id, p.name, p.organisation, p.role, c.code
       FROM people_persons p LEFT JOIN badge_codes c ON c.person = p.id
       WHERE p.id = ? AND p.erased IS NULL`,
      viewer.id,
    )
    return badge === undefined ? signedOut : ok(badge)
  },
)

/** Gives the caller a code: instead of the one before, or only when there is none. Answers theirs. */
export const setCode = command(
  'badge.set-code',
  (
    sql,
    { code, renew }: { code: string; renew: boolean },
    context,
  ): Result<{ readonly code: string }, SignedOut> => {
    const viewer = personOf(context)
    if (viewer === null) return signedOut
    const [kept] = sql.all<{ code: string }>(
      `INSERT INTO badge_codes VALUES (?1, ?2, ?3) ON CONFLICT (person) DO UPDATE
       SET code = iif(?4, excluded.code, code), made = iif(?4, excluded.made, made) RETURNING code`,
      viewer.id,
      code,
      context.now,
      renew ? 1 : 0,
    )
    return ok({ code: kept?.code ?? code })
  },
)

/**
 * Whose badge a code is on, and whether the caller may reach them already. Whoever knows a code was
 * shown the badge: neither the directory nor the group rules are asked. One statement.
 */
export const readBadge = query(
  'badge.read',
  (
    sql,
    { code }: { code: string },
    context,
  ): Result<Bearer & { readonly known: boolean }, SignedOut | { readonly tag: 'not-found' }> => {
    const viewer = personOf(context)
    if (viewer === null) return signedOut
    const [bearer] = sql.all<Bearer & { known: number }>(
      `SELECT p.id, p.name, p.organisation, p.role, ${acquainted('?2', 'p.id')} AS known
       FROM badge_codes c JOIN people_persons p ON p.id = c.person
       WHERE c.code = ?1 AND p.erased IS NULL`,
      code,
      viewer.id,
    )
    if (bearer === undefined) return err({ tag: 'not-found' })
    return ok({ ...bearer, known: bearer.known === 1 })
  },
)

/** Somebody whom the caller exchanged contacts with. */
export interface ExchangedContact extends Bearer, Contact {
  /** When one of the two first scanned the other, in epoch milliseconds. */
  readonly at: number
}

/** The caller's contacts, the latest first. One statement. */
export const listContacts = query(
  'badge.contacts',
  (sql, _input: object, context): Result<readonly ExchangedContact[], SignedOut> => {
    const viewer = personOf(context)
    if (viewer === null) return signedOut
    return ok(
      sql.all<ExchangedContact>(
        `SELECT p.id, p.name, p.organisation, p.role, coalesce(p.email, '') AS email, p.phone, c.at
         FROM (SELECT other AS person, ${FIRST_SCAN} AS at FROM badge_contacts WHERE one = ?1
               UNION ALL SELECT one, ${FIRST_SCAN} FROM badge_contacts WHERE other = ?1) c
           JOIN people_persons p ON p.id = c.person AND p.erased IS NULL
         ORDER BY c.at DESC, p.id`,
        viewer.id,
      ),
    )
  },
)

export const badgeStore: StoreFeature = {
  name: 'badge',
  migrations: badgeMigrations,
  operations: [readOwnBadge, setCode, readBadge, listContacts, scanBadges],
  personal: badgePersonal,
  setUp: 'none',
}
