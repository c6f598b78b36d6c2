import { ok, type Result, type Tenant, type TenantStatus } from '../../contract.ts'
import type { RegistrarRefusal } from './refusals.ts'
import { save } from './save.ts'
import type { Stored } from './stored.ts'
import type { Authorship, Written } from './tenant-calls.ts'
import type { Turn } from './turn.ts'
import { serializeTenant } from '../tenant.ts'

interface Alteration {
  readonly by: Authorship
  readonly action: string
  readonly before: Stored
  /** Checked; with the revision it had. */
  readonly after: Tenant
  /** Left out where it stays as it is. */
  readonly suspendedFrom?: TenantStatus | null
  readonly reclaim?: boolean | undefined
}

/** Gives an event its next record. What changes nothing makes no revision. */
export function alter(turn: Turn, alteration: Alteration): Result<Written, RegistrarRefusal> {
  const { before, by, action, suspendedFrom = before.suspendedFrom } = alteration
  const { revision } = before.tenant
  if (serializeTenant({ ...alteration.after, revision }) === serializeTenant(before.tenant)) {
    return ok(written(before.tenant))
  }
  const after = { ...alteration.after, revision: revision + 1 }
  const reclaim = alteration.reclaim ?? false
  const saved = save(turn, { by, action, before, after, suspendedFrom, reclaim })
  return saved.ok ? ok(written(saved.value)) : saved
}

/** What has to arrive elsewhere is added when it has been tried. */
export const written = (tenant: Tenant): Written => ({ tenant, published: true, waiting: [] })
