import type { Endpoint } from '../api/endpoint.ts'
import type { Named } from '../api/json-schema.ts'
import { listBounces, noteBounce } from './bounces.ts'
import { explainRequest } from './explain.ts'
import { faultCount } from './fault-schema.ts'
import { settleOutbox, showOutbox } from './outbox.ts'

/** Everything that the API does. */
export const ENDPOINTS: readonly Endpoint[] = [
  explainRequest,
  showOutbox,
  settleOutbox,
  listBounces,
  noteBounce,
]

/** What has a name in the document. */
export const SCHEMAS: Named = { FaultCount: faultCount }
