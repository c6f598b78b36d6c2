import type { Sql } from '../contract.ts'
import { repeatable } from './feature.ts'
import { platformOnly } from './platform-only.ts'

interface SuspendInput {
  readonly suspended: boolean
  /** Of the record that says so. */
  readonly revision: number
}

/**
 * Closes an event's store to everybody but the platform, or opens it again; of two records the newer
 * one counts, whichever is told first.
 */
export const suspend = repeatable('store.suspend', (sql, input: SuspendInput, context): object => {
  platformOnly(context)
  const known = read(sql)
  if (known === null || known.revision <= input.revision) {
    const { suspended, revision } = input
    sql.all(
      "INSERT OR REPLACE INTO _meta VALUES ('suspended', ?)",
      JSON.stringify({ suspended, revision }),
    )
  }
  return {}
})

export interface Suspension {
  /** Costs a statement the first time. */
  isSuspended(sql: Sql): boolean
  /** To be called where it may change. */
  forget(): void
}

export function createSuspension(): Suspension {
  let known: boolean | undefined
  return {
    isSuspended: (sql) => (known ??= read(sql)?.suspended ?? false),
    forget: () => {
      known = undefined
    },
  }
}

function read(sql: Sql): SuspendInput | null {
  const [row] = sql.all<{ value: string }>("SELECT value FROM _meta WHERE key = 'suspended'")
  return row === undefined ? null : (JSON.parse(row.value) as SuspendInput)
}
