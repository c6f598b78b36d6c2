import { auditOperations } from './audit-operations.ts'
import { domainOperations } from './domain-operations.ts'
import { exportOperations } from './exports.ts'
import { hostOperations } from './host-operations.ts'
import { importOperations } from './imports.ts'
import { listOperations } from './list.ts'
import { pruneOperations } from './prune.ts'
import type { RegistrarCalls } from './registrar-calls.ts'
import { requestOperations } from './requests.ts'
import { choiceOperations } from './release-choice.ts'
import { sweepOperations } from './release-sweep.ts'
import { releaseOperations } from './releases.ts'
import { revisionOperations } from './revisions.ts'
import { secretOperations } from './secrets.ts'
import { tenantOperations } from './tenants.ts'
import { tokenOperations } from './tokens.ts'
import type { Operation, Operations } from './turn.ts'

/** What is more than one transaction is done elsewhere. */
const operations: Operations<Omit<RegistrarCalls, 'registry.verify' | 'hosts.check'>> = {
  ...tenantOperations,
  ...listOperations,
  ...hostOperations,
  ...domainOperations,
  ...revisionOperations,
  ...requestOperations,
  ...auditOperations,
  ...pruneOperations,
  ...importOperations,
  ...exportOperations,
  ...tokenOperations,
  ...secretOperations,
  ...releaseOperations,
  ...choiceOperations,
  ...sweepOperations,
}

/** What the registrar can be asked in one transaction. */
export const OPERATIONS: ReadonlyMap<string, Operation<never, unknown>> = new Map(
  Object.entries(operations),
)
