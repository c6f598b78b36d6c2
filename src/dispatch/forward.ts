import type { Ring, Tenant } from '../contract.ts'
import type { Telemetry } from '../ports.ts'
import { within } from '../within.ts'
import { PLATFORM } from './book.ts'
import type { Explanation } from './explain.ts'
import { notice, UNAVAILABLE } from './notice.ts'
import type { Worked } from './run-work.ts'
import type { ServeLimits } from './serve.ts'

/** A Worker that runs the modules of a share of the events, with the same dispatch as this one. */
export interface Share {
  /** Its whole answer: marked, contained and logged there. */
  fetch(request: Request): Promise<Response>
  explain(url: string, method: string): Promise<Explanation>
  /** Does the work of an event that it has the module of. */
  work(ring: Ring): Promise<Worked>
}

/** The shares this Worker may forward to. One that is a share itself has none: nothing goes twice. */
export interface Shares {
  readonly doors: ReadonlyMap<number, Share>
  /** Milliseconds a share has on top of the event's own deadline. */
  readonly patience: number
}

export interface ForwardParts {
  readonly telemetry: Telemetry
  readonly limits: ServeLimits
  readonly shares?: Shares
}

export type Forwarded =
  /** To be handed on as it is: nothing to add, nothing to log. */
  | { readonly forwarded: true; readonly response: Response }
  /** The share gave no answer: the platform's fault, told. */
  | { readonly forwarded: false; readonly response: Response; readonly fault: string }

/** The answer of the share that runs the event's module. Never rejects. */
export async function forward(
  parts: ForwardParts,
  request: Request,
  requestId: string,
  tenant: Tenant,
  share: number,
): Promise<Forwarded> {
  try {
    const { door, patience } = openShare(parts, share)
    const limit = (tenant.deadline ?? parts.limits.deadline) + patience
    const late = (): never => {
      throw new Error(`Share ${share} did not answer within ${limit} ms.`)
    }
    return { forwarded: true, response: await within(door.fetch(request), limit, late) }
  } catch (error) {
    parts.telemetry.fault({ requestId, event: tenant.key, seam: PLATFORM, error })
    return { forwarded: false, response: notice(request, UNAVAILABLE), fault: PLATFORM }
  }
}

/** What a share says of a request. Rejects when it gives no answer. */
export const explainThere = async (
  parts: ForwardParts,
  { url, method }: Request,
  share: number,
): Promise<Explanation> => openShare(parts, share).door.explain(url, method)

/** Has an event's work done where its module is. Rejects when nobody there takes it. */
export const workThere = async (parts: ForwardParts, ring: Ring, share: number): Promise<Worked> =>
  openShare(parts, share).door.work(ring)

function openShare(
  { shares }: ForwardParts,
  share: number,
): { readonly door: Share; readonly patience: number } {
  const door = shares?.doors.get(share)
  if (shares !== undefined && door !== undefined) return { door, patience: shares.patience }
  throw new Error(
    `This Worker has no binding SHARE_${share}. Deploy shares and front together: npm run deploy.`,
  )
}
