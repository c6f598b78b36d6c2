import type { ExecutionContext } from 'hono'
import type { HookEnv, TakenWork, Tenant, WorkOutcome } from '../contract.ts'
import { GIVEN_UP } from '../seam/fault.ts'
import { type Hook, HOOKS, type HookWork } from '../seam/hook.ts'
import { within } from '../within.ts'
import { Book, type FaultParts } from './book.ts'
import type { EventApp } from './compose.ts'
import { errorText } from './error-text.ts'
import type { EnvParts } from './request-env.ts'
import { deadlineOf, type ServeLimits } from './serve.ts'

interface HookParts extends EnvParts, FaultParts {
  readonly limits: ServeLimits
}

/** An event's app as far as hooks go. */
type Listening = Pick<EventApp<never>, 'module' | 'listeners'>

interface HookTurn {
  readonly tenant: Tenant
  readonly work: TakenWork
  /** null where the module does not load: its hooks, which are not known, wait for it. */
  readonly app: Listening | null
  readonly ctx: ExecutionContext
}

/** Tells the event's hook of a fact, in its time. Never rejects. */
export async function doHook(parts: HookParts, turn: HookTurn): Promise<WorkOutcome> {
  const { tenant, work, app, ctx } = turn
  const { id, lease } = work
  if (app === null) return { id, lease, error: NOT_LOADED }
  const book = new Book(parts, tenant.key, id, ctx, [], parts.limits.pieceDeadline)
  const seam = `hook:${hookOf(work)}`
  return settle(parts, { tenant, work, book, seam }, () => runHook(parts, app, book, turn, seam))
}

const NOT_LOADED = 'hooks: the event’s module does not load.'

interface Settling {
  readonly tenant: Tenant
  readonly work: TakenWork
  readonly book: Book
  /** Whose it is that it fails. */
  readonly seam: string
}

/** What became of a piece of work. */
export async function settle(
  parts: Pick<HookParts, 'limits'>,
  { tenant, work, book, seam }: Settling,
  run: () => Promise<void>,
): Promise<WorkOutcome> {
  const { id, lease, topic } = work
  try {
    await within(run(), deadlineOf(parts, { tenant }), tooLate)
    return { id, lease, error: null }
  } catch (error) {
    book.fault(seam, error)
    return { id, lease, error: `${topic === HOOKS ? seam : topic}: ${errorText(error)}` }
  }
}

function tooLate(): never {
  throw new Error('It did not end before its deadline.')
}

/**
 * Calls the module's hook with a fact. What it has no hook for was noted by somebody who could not
 * tell, and is done. Rejects with what the hook throws, also while it is left alone.
 */
async function runHook(
  parts: HookParts,
  { module, listeners = [] }: Listening,
  book: Book,
  { tenant, work }: HookTurn,
  seam: string,
): Promise<void> {
  const hook = hookOf(work)
  if (!listeners.includes(hook)) return
  if (!book.allows(seam)) throw GIVEN_UP
  const own = module?.hooks?.[hook]
  if (typeof own !== 'function') throw new TypeError('A hook is a function.')
  const { fact } = work.body as HookWork
  await (own as Hook<unknown>)(fact, hookEnv(parts, tenant, work, seam))
  book.succeeded(seam)
}

/** The name of the hook that work of its topic is for. */
const hookOf = ({ body }: TakenWork): string => (body as HookWork | null)?.hook ?? ''

const hookEnv = (
  { clock, originOf, openHttp, openSecrets, telemetry }: HookParts,
  tenant: Tenant,
  { id, planned, tries }: TakenWork,
  seam: string,
): HookEnv => ({
  id,
  at: planned,
  tries,
  tenant,
  origin: originOf(tenant),
  clock,
  http: openHttp(tenant),
  secrets: openSecrets(tenant),
  log: (text) => telemetry.note({ type: 'log', event: tenant.key, seam, text: text.slice(0, MAX) }),
})

/** Characters of one line that a hook leaves in the log. */
const MAX = 1_000
