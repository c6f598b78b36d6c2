import { ok, type Result, type Sql } from '../../contract.ts'
import { command } from '../../store/feature.ts'
import { personOf, type SignedOut, signedOut } from '../people/signed-in.ts'

export interface Scan {
  readonly code: string
  /** When it was scanned, in epoch milliseconds; a time to come counts as now. */
  readonly at: number
}

/** `unknown`: nobody's code, or one that was renewed. */
export type ScanOutcome =
  | {
      readonly outcome: 'exchanged'
      readonly person: { readonly id: string; readonly name: string }
    }
  | { readonly outcome: 'self' }
  | { readonly outcome: 'unknown' }

/**
 * Exchanges contacts with everybody whose badge the caller scanned. Of several scans of one pair the
 * earliest counts, whenever it arrives; the same again changes nothing. Answers each in its place.
 * Two statements, however many scans.
 */
export const scanBadges = command(
  'badge.scan',
  (
    sql,
    { scans }: { scans: readonly Scan[] },
    context,
  ): Result<readonly ScanOutcome[], SignedOut> => {
    const viewer = personOf(context)
    if (viewer === null) return signedOut
    const found = new Map(
      sql
        .all<{ code: string; id: string; name: string }>(
          `SELECT c.code, p.id, p.name FROM badge_codes c JOIN people_persons p ON p.id = c.person
           WHERE c.code IN (SELECT value FROM json_each(?)) AND p.erased IS NULL`,
          JSON.stringify(scans.map(({ code }) => code)),
        )
        .map(({ code, id, name }) => [code, { id, name }]),
    )
    const others = scans.flatMap(({ code, at }) => {
      const id = found.get(code)?.id ?? viewer.id
      return id === viewer.id ? [] : [{ id, at: Math.min(at, context.now) }]
    })
    if (others.length > 0) exchange(sql, viewer.id, others)
    return ok(
      scans.map(({ code }): ScanOutcome => {
        const person = found.get(code)
        if (person === undefined) return { outcome: 'unknown' }
        return person.id === viewer.id ? { outcome: 'self' } : { outcome: 'exchanged', person }
      }),
    )
  },
)

function exchange(
  sql: Sql,
  viewer: string,
  others: readonly { readonly id: string; readonly at: number }[],
): void {
  const earlier = (column: string): string => `${column} = min(
    coalesce(${column}, excluded.${column}), coalesce(excluded.${column}, ${column}))`
  sql.all(
    `INSERT INTO badge_contacts
     SELECT min(?1, id), max(?1, id), iif(?1 < id, at, NULL), iif(?1 > id, at, NULL)
     FROM (SELECT value ->> 'id' AS id, min(value ->> 'at') AS at FROM json_each(?2) GROUP BY 1)
     WHERE true
     ON CONFLICT (one, other) DO UPDATE SET ${earlier('one_scanned')}, ${earlier('other_scanned')}`,
    viewer,
    JSON.stringify(others),
  )
}
