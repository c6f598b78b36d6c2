import { ok, type Result } from '../../contract.ts'
import type { Written } from '../../registry/registrar/tenant-calls.ts'
import type { Reply } from './endpoint.ts'
import type { Problem } from './problem.ts'

/** A change of a record, as it is answered: with its new revision. */
export const wrote = (change: Result<Written, Problem>): Result<Reply<Written>, Problem> =>
  change.ok ? ok({ body: change.value, revision: change.value.tenant.revision }) : change
