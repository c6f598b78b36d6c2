import { err, ok, type Sql } from '../../contract.ts'
import { note } from './audit.ts'
import type { Change } from './changes.ts'
import type { CredentialCalls, SecretEntry } from './credential-calls.ts'
import { needStored } from './stored.ts'
import { type Operations, read, write } from './turn.ts'

type SecretCalls = Omit<
  CredentialCalls,
  'tokens.create' | 'tokens.list' | 'tokens.revoke' | 'tokens.find'
>

/** As in the environment of a program. */
const NAME = /^[A-Za-z][A-Za-z0-9_-]{0,79}$/

const LONGEST = 200

export const secretOperations: Operations<SecretCalls> = {
  'secrets.set': write((turn, { by, key, name, sealed, sealKey }) => {
    const { sql, now } = turn
    const event = needStored(sql, key)
    if (!event.ok) return event
    if (!NAME.test(name))
      return err({ tag: 'invalid', issues: [{ field: 'name', message: WRONG }] })
    const before = find(sql, key, name)
    sql.all(
      'INSERT OR REPLACE INTO secrets VALUES (?, ?, ?, ?, ?, ?)',
      key,
      name,
      sealed,
      sealKey,
      now,
      by.actor,
    )
    const from = before === null ? {} : { from: before.sealKey }
    const changes = [{ path: ['secrets', name], ...from, to: sealKey }]
    note(turn, { by, action: 'secrets.set', key, revision: null, changes })
    return ok({ name, sealKey, set: now, setBy: by.actor })
  }),
  'secrets.list': read(({ sql }, { key }) => {
    const event = needStored(sql, key)
    return event.ok ? ok({ secrets: listOf(sql, key) }) : event
  }),
  'secrets.remove': write((turn, { by, key, name }) => {
    const before = find(turn.sql, key, name)
    if (before === null) return err({ tag: 'unknown-secret', key, name })
    turn.sql.all('DELETE FROM secrets WHERE key = ? AND name = ?', key, name)
    const changes = [{ path: ['secrets', name], from: before.sealKey }]
    note(turn, { by, action: 'secrets.remove', key, revision: null, changes })
    return ok(null)
  }),
  'secrets.get': read(({ sql }, { key, name }) => {
    const found = find(sql, key, name)
    return found === null ? err({ tag: 'unknown-secret', key, name }) : ok(found)
  }),
  'secrets.sealed-otherwise': read(({ sql }, { sealKey, limit = LONGEST }) =>
    ok({
      secrets: sql.all<{ key: string; name: string; sealed: string; sealKey: string }>(
        `SELECT key, name, sealed, seal_key AS sealKey FROM secrets WHERE seal_key <> ?
         ORDER BY key, name LIMIT ?`,
        sealKey,
        Math.min(Math.max(limit, 1), LONGEST),
      ),
    }),
  ),
}

const WRONG = 'A secret has a name of letters, digits, "_" and "-" that begins with a letter.'

const find = (sql: Sql, key: string, name: string) =>
  sql.all<{ sealed: string; sealKey: string }>(
    'SELECT sealed, seal_key AS sealKey FROM secrets WHERE key = ? AND name = ?',
    key,
    name,
  )[0] ?? null

const listOf = (sql: Sql, key: string): readonly SecretEntry[] =>
  sql.all<SecretEntry>(
    `SELECT name, seal_key AS sealKey, at AS "set", actor AS setBy FROM secrets WHERE key = ?
     ORDER BY name`,
    key,
  )

/** Takes an event's secrets away with it: its key may come to somebody else. */
export function forgetSecrets(sql: Sql, key: string): readonly Change[] {
  const gone = listOf(sql, key)
  sql.all('DELETE FROM secrets WHERE key = ?', key)
  return gone.map(({ name, sealKey }) => ({ path: ['secrets', name], from: sealKey }))
}
