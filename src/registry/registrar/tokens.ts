import { err, ok, type Result, type Sql } from '../../contract.ts'
import { note } from './audit.ts'
import { changesBetween } from './changes.ts'
import type { ApiToken, CredentialCalls } from './credential-calls.ts'
import type { RegistrarRefusal } from './refusals.ts'
import { type Operations, read, write } from './turn.ts'

type TokenCalls = Pick<
  CredentialCalls,
  'tokens.create' | 'tokens.list' | 'tokens.revoke' | 'tokens.find'
>

/** Milliseconds between two notes that a token was used. */
const NOTED = 60_000

export const tokenOperations: Operations<TokenCalls> = {
  'tokens.create': write((turn, { by, token }) => {
    const { sql, now, rules } = turn
    const { hash, label, role, events, expires } = token
    const id = rules.newId()
    sql.all(
      'INSERT INTO tokens VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL)',
      id,
      hash,
      label,
      role,
      events === null ? null : JSON.stringify(events),
      now,
      by.actor,
      expires,
    )
    const made = need(sql, id)
    if (made.ok) {
      const changes = changesBetween({}, { tokens: { [id]: { label, role, events, expires } } })
      note(turn, { by, action: 'tokens.create', key: null, revision: null, changes })
    }
    return made
  }),
  'tokens.list': read(({ sql }) =>
    ok({ tokens: sql.all<TokenRow>(`${SELECT} ORDER BY created DESC, id`).map(tokenOf) }),
  ),
  'tokens.revoke': write((turn, { by, id }) => {
    const token = need(turn.sql, id)
    if (!token.ok || token.value.revoked !== null) return token
    turn.sql.all('UPDATE tokens SET revoked = ? WHERE id = ?', turn.now, id)
    const changes = [{ path: ['tokens', id, 'revoked'], to: true }]
    note(turn, { by, action: 'tokens.revoke', key: null, revision: null, changes })
    return need(turn.sql, id)
  }),
  'tokens.find': write(({ sql, now }, { hash }) => {
    const [row] = sql.all<TokenRow>(
      `${SELECT} WHERE hash = ? AND revoked IS NULL AND (expires IS NULL OR expires > ?)`,
      hash,
      now,
    )
    if (row === undefined) return ok(null)
    if (now - (row.used ?? 0) >= NOTED)
      sql.all('UPDATE tokens SET used = ? WHERE id = ?', now, row.id)
    return ok(tokenOf(row))
  }),
}

type TokenRow = Omit<ApiToken, 'events'> & { readonly events: string | null }

const SELECT = `SELECT id, label, role, events, created, created_by AS createdBy, expires, revoked,
  used FROM tokens`

const tokenOf = ({ events, ...row }: TokenRow): ApiToken => ({
  ...row,
  events: events === null ? null : (JSON.parse(events) as string[]),
})

function need(sql: Sql, id: string): Result<ApiToken, RegistrarRefusal> {
  const [row] = sql.all<TokenRow>(`${SELECT} WHERE id = ?`, id)
  return row === undefined ? err({ tag: 'unknown-token', id }) : ok(tokenOf(row))
}
