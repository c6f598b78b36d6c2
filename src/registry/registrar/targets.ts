import type { Sql, Tenant } from '../../contract.ts'
import type { Waiting } from './tenant-calls.ts'
import { copyTarget } from './copies.ts'
import { hostKey } from '../kv-directory.ts'

export const storeTarget = (storeId: string): string => `store:${storeId}`

/** A target and how far it is. */
export interface Publication {
  readonly target: string
  /** Rises when what it is to hold changes. */
  readonly version: number
  readonly tries: number
  /** Whether a try that failed may yet come through, over a later one. */
  readonly doubt: number
}

/** Notes that a target is to hold something else now. */
export function touchTarget(sql: Sql, target: string, now: number): void {
  sql.all(
    `INSERT INTO publications VALUES (?1, 1, ?2, ?2, 0, NULL, 0, 0)
     ON CONFLICT (target) DO UPDATE SET version = version + 1, due = excluded.due, tries = 0,
       error = NULL, since = iif(published = 1, excluded.since, since), published = 0`,
    target,
    now,
  )
}

export function readPublication(sql: Sql, target: string): Publication | null {
  const [row] = sql.all<Publication>(
    'SELECT target, version, tries, doubt FROM publications WHERE target = ?',
    target,
  )
  return row ?? null
}

export const dueTargets = (sql: Sql, now: number, limit: number): readonly string[] =>
  sql
    .all<{ target: string }>(
      'SELECT target FROM publications WHERE due <= ? ORDER BY due, target LIMIT ?',
      now,
      limit,
    )
    .map(({ target }) => target)

/** Epoch milliseconds; null when nothing is left to do. */
export const nextPublication = (sql: Sql): number | null =>
  sql.all<{ due: number | null }>('SELECT min(due) AS due FROM publications')[0]?.due ?? null

/** Milliseconds after which what had been in doubt is put once more. */
const AGAIN = 60_000

/** It holds what it was to hold at that version; what has changed since is still to come. */
export function settleTarget(sql: Sql, { target, version, doubt }: Publication, now: number): void {
  const clause = 'WHERE target = ? AND version = ?'
  if (doubt === 0) sql.all(`DELETE FROM publications ${clause}`, target, version)
  else {
    sql.all(
      `UPDATE publications SET published = 1, doubt = 0, error = NULL, due = ${now + AGAIN} ${clause}`,
      target,
      version,
    )
  }
}

/** Nobody knows whether it came through. */
export function failTarget(sql: Sql, { target, version }: Publication, error: string, due: number) {
  sql.all(
    `UPDATE publications SET doubt = 1, error = ?, tries = tries + 1,
       due = iif(version = ?, ?, due) WHERE target = ?`,
    error.slice(0, 500),
    version,
    due,
    target,
  )
}

/** After a restart: whatever was under way may come through late. */
export const doubtAll = (sql: Sql): void => void sql.all('UPDATE publications SET doubt = 1')

const WAITING = 'SELECT target, since, tries, error FROM publications WHERE published = 0'

export const waitingAmong = (sql: Sql, targets: readonly string[]): readonly Waiting[] =>
  targets.length === 0
    ? []
    : sql.all<Waiting>(
        `${WAITING} AND target IN (SELECT value FROM json_each(?)) ORDER BY target`,
        JSON.stringify(targets),
      )

export const waitingAll = (sql: Sql): readonly Waiting[] =>
  sql.all<Waiting>(`${WAITING} ORDER BY since, target LIMIT 100`)

export const countWaiting = (sql: Sql): number =>
  sql.all<{ n: number }>('SELECT count(*) AS n FROM publications WHERE published = 0')[0]?.n ?? 0

/** Whether it is on its way to hold something else. */
export const isWaiting = (sql: Sql, target: string): boolean =>
  sql.all('SELECT 1 FROM publications WHERE target = ? AND published = 0', target).length > 0

export const publicationsOf = (sql: Sql, { hosts, storeId }: Tenant): readonly Waiting[] =>
  waitingAmong(sql, [...hosts.map(hostKey), storeTarget(storeId), copyTarget(storeId)])
