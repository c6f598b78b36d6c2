import type { ExecutionContext } from 'hono'
import type { TakenWork, Tenant, WorkOutcome } from '../contract.ts'
import type { Isolate } from '../isolate-ports.ts'
import type { KeepAlive } from '../ports.ts'
import { within } from '../within.ts'
import { compose, type EventApp } from './compose.ts'
import { errorText } from './error-text.ts'
import {
  hear,
  type IsolatedParts,
  openRelease,
  PATIENCE,
  releaseFault,
  releasesOf,
  turnOf,
} from './isolated.ts'
import { readWorked } from './isolated-answer.ts'
import type { IsolatedLane } from './lane.ts'
import { deadlineOf } from './serve.ts'

/** Who does the work of an event that runs in an isolate. */
export interface IsolatedHands<Pieces> {
  /**
   * What the platform itself does, mails, with the release's words: none of the event's code is told
   * where people are reached.
   */
  readonly app: EventApp<Pieces>
  /** Has the event's own code told of a fact; null when no release loads. */
  readonly hook: ((work: TakenWork) => Promise<WorkOutcome>) | null
}

export async function isolatedHands<Pieces>(
  parts: IsolatedParts<Pieces>,
  { isolates, release }: IsolatedLane,
  tenant: Tenant,
  ctx: ExecutionContext,
): Promise<IsolatedHands<Pieces>> {
  const keepAlive: KeepAlive = (promise) => ctx.waitUntil(promise)
  for (const id of releasesOf(release)) {
    const told = { tenant, requestId: '' }
    const opened = await openRelease(parts, isolates, told, id, keepAlive)
    if (opened?.ok !== true) continue
    const isolate = opened.value
    const hook = (work: TakenWork) => tellHook(parts, isolate, { tenant, id, work, keepAlive })
    return { app: worded(parts, tenant, isolate), hook }
  }
  return { app: worded(parts, tenant, null), hook: null }
}

/** The base with the release's texts; what the store knows of the module it has been told inside. */
function worded<Pieces>(
  { base }: IsolatedParts<Pieces>,
  tenant: Tenant,
  isolate: Isolate | null,
): EventApp<Pieces> {
  const module = isolate === null ? null : { messages: isolate.about.messages }
  const { told: _, ...laid } = base.lay(tenant, module)
  return { ...compose(base, laid, null), listeners: undefined }
}

interface HookTurn {
  readonly tenant: Tenant
  /** The release. */
  readonly id: string
  readonly work: TakenWork
  readonly keepAlive: KeepAlive
}

async function tellHook<Pieces>(
  parts: IsolatedParts<Pieces>,
  isolate: Isolate,
  { tenant, id, work, keepAlive }: HookTurn,
): Promise<WorkOutcome> {
  const { id: workId, lease } = work
  const told = { tenant, requestId: workId }
  try {
    const limit = deadlineOf(parts, told) + PATIENCE
    const late = (): never => {
      throw new Error(`The release did not answer within ${limit} ms.`)
    }
    const answer = await within(isolate.hook(turnOf(parts, told, null), work), limit, late)
    const { error, reports } = readWorked(answer)
    hear(parts, told, reports, keepAlive)
    return { id: workId, lease, error }
  } catch (error) {
    releaseFault(parts, { ...told, piece: `${id} hooks` }, error, keepAlive)
    return { id: workId, lease, error: `release: ${errorText(error)}` }
  }
}
