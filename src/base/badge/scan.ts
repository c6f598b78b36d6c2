import { ok, type Result, type Sql, type StoreContext } from '../../contract.ts'
import { tell } from '../../seam/hook.ts'
import { command } from '../../store/feature.ts'
import { personOf, type SignedOut, signedOut } from '../people/signed-in.ts'
import { contactExchanged } from './hooks.ts'

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
        .all<Found>(
          `SELECT c.code, p.id, p.name, p.external_id,
             (SELECT external_id FROM people_persons WHERE id = ?2) AS own_external,
             EXISTS (SELECT 1 FROM badge_contacts
               WHERE one = min(p.id, ?2) AND other = max(p.id, ?2)) AS known
           FROM badge_codes c JOIN people_persons p ON p.id = c.person
           WHERE c.code IN (SELECT value FROM json_each(?1)) AND p.erased IS NULL`,
          JSON.stringify(scans.map(({ code }) => code)),
          viewer.id,
        )
        .map((row) => [row.code, row]),
    )
    const others = scans.flatMap(({ code, at }) => {
      const id = found.get(code)?.id ?? viewer.id
      return id === viewer.id ? [] : [{ id, at: Math.min(at, context.now) }]
    })
    if (others.length > 0) exchange(sql, viewer.id, others)
    tellNew(context, viewer.id, [...found.values()], others)
    return ok(
      scans.map(({ code }): ScanOutcome => {
        const person = found.get(code)
        if (person === undefined) return { outcome: 'unknown' }
        const { id, name } = person
        return id === viewer.id
          ? { outcome: 'self' }
          : { outcome: 'exchanged', person: { id, name } }
      }),
    )
  },
)

interface Found {
  readonly code: string
  readonly id: string
  readonly name: string
  readonly external_id: string | null
  readonly own_external: string | null
  /** Whether the two had exchanged contacts before. */
  readonly known: number
}

/** Somebody scanned, at a time. */
interface Scanned {
  readonly id: string
  readonly at: number
}

/** Has the event told of those who had not met. */
function tellNew(
  context: StoreContext,
  viewer: string,
  found: readonly Found[],
  others: readonly Scanned[],
): void {
  for (const { id, external_id: externalId, own_external: own, known } of found) {
    if (id === viewer || known === 1) continue
    const at = Math.min(...others.filter((other) => other.id === id).map((other) => other.at))
    const scanner = { id: viewer, externalId: own }
    const pair = [viewer, id].toSorted().join(' ')
    tell(context, contactExchanged, pair, { scanner, scanned: { id, externalId }, at })
  }
}

function exchange(sql: Sql, viewer: string, others: readonly Scanned[]): void {
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
