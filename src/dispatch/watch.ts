import type { Telemetry } from '../ports.ts'
import type { SeamWatch } from '../seam/fault.ts'
import type { Breakers } from './breaker.ts'
import { PLATFORM } from './request-env.ts'

/** What one request needs to attribute and count faults. */
export interface Attribution {
  readonly event: string
  readonly requestId: string
  readonly telemetry: Telemetry
  readonly breakers: Breakers
  readonly keepAlive: (promise: Promise<unknown>) => void
}

/** Logs a fault, counts it against its seam, and tells the operator's counter when it is given up. */
export function bookFault(
  { event, requestId, telemetry, breakers, keepAlive }: Attribution,
  seam: string,
  error: unknown,
): void {
  telemetry.fault({ requestId, event, seam, error })
  if (seam !== PLATFORM && breakers.fault(event, seam)) telemetry.opened({ event, seam }, keepAlive)
}

/** Watches the pieces of one run; `degraded` grows by each that the base answered for. */
export function watchSeams(to: Attribution, degraded: Set<string>, deadline: number): SeamWatch {
  const { event, breakers } = to
  return {
    deadline,
    allows(seam) {
      const allowed = breakers.allows(event, seam)
      if (!allowed) degraded.add(seam)
      return allowed
    },
    succeeded: (seam) => breakers.success(event, seam),
    failed(seam, error) {
      degraded.add(seam)
      bookFault(to, seam, error)
    },
  }
}
