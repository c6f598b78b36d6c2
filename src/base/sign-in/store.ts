import {
  ANONYMOUS,
  err,
  ok,
  type PersonViewer,
  type Result,
  type Sql,
  type StoreContext,
} from '../../contract.ts'
import { command, query, type StoreFeature } from '../../store/feature.ts'
import { normalizeEmail } from '../people/store.ts'
import { personOf, requireSystem } from '../people/signed-in.ts'
import { signInPersonal } from './personal.ts'

const MINUTE = 60_000
/** How long a link or an entry code can be used. */
export const LINK_LIFETIME = 10 * MINUTE
const SESSION_LIFETIME = 30 * 24 * 60 * MINUTE
/** Mails one address is sent within the hour, and wrong codes it may try. */
const MAILS_AN_HOUR = 5
const CODES_AN_HOUR = 10

const migrations = [
  [
    `CREATE TABLE sign_in_links (
      hash TEXT PRIMARY KEY, kind TEXT NOT NULL CHECK (kind IN ('link', 'code')), person TEXT NOT NULL,
      next TEXT NOT NULL, expires INTEGER NOT NULL, used INTEGER
    ) STRICT, WITHOUT ROWID`,
    'CREATE INDEX sign_in_links_expires ON sign_in_links (expires)',
    `CREATE TABLE sign_in_sessions (
      id TEXT PRIMARY KEY, secret TEXT NOT NULL UNIQUE, person TEXT NOT NULL,
      began INTEGER NOT NULL, expires INTEGER NOT NULL, ended INTEGER
    ) STRICT, WITHOUT ROWID`,
    'CREATE INDEX sign_in_sessions_person ON sign_in_sessions (person)',
    'CREATE TABLE sign_in_tries (address TEXT NOT NULL, kind TEXT NOT NULL, at INTEGER NOT NULL) STRICT',
    'CREATE INDEX sign_in_tries_address ON sign_in_tries (address, kind, at)',
  ],
]

/** Secrets reach the store as SHA-256, in hex: what it holds opens nothing. */
export interface NewSession {
  readonly id: string
  readonly secretHash: string
}

export interface Recipient {
  readonly email: string
  readonly name: string
  readonly locale: string | null
}

/**
 * Keeps a one-time link for an address. Answers whom to send it to; null when the address is not on
 * the list or has been sent enough. Whoever asked must not be told which.
 */
export const requestLink = command(
  'sign-in.request-link',
  (
    sql,
    { email, hash, next }: { email: string; hash: string; next: string },
    { now },
  ): { readonly send: Recipient | null } => {
    const address = normalizeEmail(email)
    if (!mayTry(sql, address, 'mail', MAILS_AN_HOUR, now)) return { send: null }
    const person = byEmail(sql, address)
    sql.all('DELETE FROM sign_in_links WHERE expires < ?', now)
    if (person === undefined) return { send: null }
    sql.all(
      "INSERT INTO sign_in_links VALUES (?, 'link', ?, ?, ?, NULL)",
      hash,
      person.id,
      next,
      now + LINK_LIFETIME,
    )
    return { send: { email: address, name: person.name, locale: person.locale } }
  },
)

/** Begins a session for a link, once. Answers where its person wanted to go. */
export const consumeLink = command(
  'sign-in.consume-link',
  (
    sql,
    { hash, session }: { hash: string; session: NewSession },
    context,
  ): Result<{ readonly next: string }, { readonly tag: 'link-spent' }> => {
    const link = spend(sql, hash, 'link', context.now)
    if (link === undefined) return err({ tag: 'link-spent' })
    begin(sql, link.person, session, context)
    return ok({ next: link.next })
  },
)

/** Begins a session for an address and the code that its owner was given at the desk. */
export const consumeCode = command(
  'sign-in.consume-code',
  (
    sql,
    { email, hash, session }: { email: string; hash: string; session: NewSession },
    context,
  ): Result<{ readonly next: string }, { readonly tag: 'code-wrong' | 'too-many-tries' }> => {
    const address = normalizeEmail(email)
    const { now } = context
    if (!mayTry(sql, address, 'code', CODES_AN_HOUR, now)) return err({ tag: 'too-many-tries' })
    const person = byEmail(sql, address)
    const known =
      person === undefined ? undefined : spend(sql, codeKey(person.id, hash), 'code', now)
    if (known === undefined) return err({ tag: 'code-wrong' })
    begin(sql, known.person, session, context)
    return ok({ next: known.next })
  },
)

/** Keeps an entry code for a person. System only: staff at the desk show it. */
export const issueCode = command(
  'sign-in.issue-code',
  (
    sql,
    { email, hash }: { email: string; hash: string },
    context,
  ): Result<{ readonly expires: number }, { readonly tag: 'not-on-list' }> => {
    requireSystem(context)
    const person = byEmail(sql, normalizeEmail(email))
    if (person === undefined) return err({ tag: 'not-on-list' })
    const expires = context.now + LINK_LIFETIME
    sql.all("DELETE FROM sign_in_links WHERE kind = 'code' AND person = ?", person.id)
    sql.all(
      "INSERT INTO sign_in_links VALUES (?, 'code', ?, '/', ?, NULL)",
      codeKey(person.id, hash),
      person.id,
      expires,
    )
    return ok({ expires })
  },
)

/** Begins a session without a link. System only: development's personas, tests. */
export const openSession = command(
  'sign-in.open-session',
  (
    sql,
    { email, session }: { email: string; session: NewSession },
    context,
  ): Result<{ readonly person: string }, { readonly tag: 'not-on-list' }> => {
    requireSystem(context)
    const person = byEmail(sql, normalizeEmail(email))
    if (person === undefined) return err({ tag: 'not-on-list' })
    begin(sql, person.id, session, context)
    return ok({ person: person.id })
  },
)

/** Ends the caller's own session. */
export const endSession = command('sign-in.end-session', (sql, _input: object, context): object => {
  const person = personOf(context)
  if (person !== null) end(sql, person, context.now)
  return {}
})

/** Whose session a secret opens; null when it opens none. One statement. */
export const readSession = query(
  'sign-in.session',
  (
    sql,
    { secretHash }: { secretHash: string },
    { now },
  ): { readonly id: string; readonly person: string } | null => {
    const [row] = sql.all<{ id: string; person: string }>(
      'SELECT id, person FROM sign_in_sessions WHERE secret = ? AND ended IS NULL AND expires > ?',
      secretHash,
      now,
    )
    return row ?? null
  },
)

/** A code is short: it opens nothing but the session of the person it was made for. */
const codeKey = (person: string, hash: string): string => `${person} ${hash}`

const byEmail = (
  sql: Sql,
  address: string,
): { id: string; name: string; locale: string | null } | undefined =>
  sql.all<{ id: string; name: string; locale: string | null }>(
    'SELECT id, name, locale FROM people_persons WHERE email = ? AND erased IS NULL',
    address,
  )[0]

const spend = (
  sql: Sql,
  hash: string,
  kind: 'link' | 'code',
  now: number,
): { person: string; next: string } | undefined =>
  sql.all<{ person: string; next: string }>(
    `UPDATE sign_in_links SET used = ? WHERE hash = ? AND kind = ? AND used IS NULL AND expires > ?
       AND person IN (SELECT id FROM people_persons WHERE erased IS NULL)
     RETURNING person, next`,
    now,
    hash,
    kind,
    now,
  )[0]

/** A new session in the place of the browser's last one: whoever knows that has nothing of it. */
function begin(
  sql: Sql,
  person: string,
  { id, secretHash }: NewSession,
  context: StoreContext,
): void {
  const { now } = context
  const before = personOf(context)
  if (before !== null) end(sql, before, now)
  sql.all('DELETE FROM sign_in_sessions WHERE person = ? AND expires < ?', person, now)
  sql.all(
    'INSERT INTO sign_in_sessions VALUES (?, ?, ?, ?, ?, NULL)',
    id,
    secretHash,
    person,
    now,
    now + SESSION_LIFETIME,
  )
}

const end = (sql: Sql, { session }: PersonViewer, now: number): void =>
  void sql.all('UPDATE sign_in_sessions SET ended = ? WHERE id = ?', now, session)

/** Counts a try of an address, known or not, so that both are answered alike. */
function mayTry(
  sql: Sql,
  address: string,
  kind: 'mail' | 'code',
  most: number,
  now: number,
): boolean {
  const hourAgo = now - 60 * MINUTE
  sql.all('DELETE FROM sign_in_tries WHERE at < ?', hourAgo)
  const [counted] = sql.all<{ tries: number }>(
    'SELECT count(*) AS tries FROM sign_in_tries WHERE address = ? AND kind = ?',
    address,
    kind,
  )
  if ((counted?.tries ?? 0) >= most) return false
  sql.all('INSERT INTO sign_in_tries VALUES (?, ?, ?)', address, kind, now)
  return true
}

export const signInStore: StoreFeature = {
  name: 'sign-in',
  migrations,
  admit(sql, viewer, now) {
    if (viewer.kind !== 'person') return viewer
    const valid = sql.all(
      `SELECT 1 FROM sign_in_sessions
       WHERE id = ? AND person = ? AND ended IS NULL AND expires > ?`,
      viewer.session,
      viewer.id,
      now,
    )
    return valid.length > 0 ? viewer : ANONYMOUS
  },
  operations: [
    requestLink,
    consumeLink,
    consumeCode,
    issueCode,
    openSession,
    endSession,
    readSession,
  ],
  personal: signInPersonal,
  setUp: 'none',
}
