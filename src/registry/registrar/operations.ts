import { auditOperations } from './audit-operations.ts'
import { hostOperations } from './host-operations.ts'
import { revisionOperations } from './revisions.ts'
import { tenantOperations } from './tenants.ts'
import type { Operation } from './turn.ts'

/** What the registrar can be asked in one transaction. */
export const OPERATIONS: ReadonlyMap<string, Operation<never, unknown>> = new Map(
  Object.entries({
    ...tenantOperations,
    ...hostOperations,
    ...revisionOperations,
    ...auditOperations,
  }),
)
