import type { HookEnv, TakenWork, Tenant } from '../contract.ts'
import type { Telemetry } from '../ports.ts'
import { GIVEN_UP } from '../seam/fault.ts'
import type { Hook, HookWork } from '../seam/hook.ts'
import type { Book } from './book.ts'
import type { EventApp } from './compose.ts'
import type { EnvParts } from './request-env.ts'

interface HookParts extends EnvParts {
  readonly telemetry: Telemetry
}

interface HookTurn {
  readonly tenant: Tenant
  readonly work: TakenWork
  /** `hook:meeting.accepted` */
  readonly seam: string
}

/**
 * Calls the module's hook with a fact. What it has no hook for was noted by somebody who could not
 * tell, and is done. Rejects with what the hook throws, also while it is left alone.
 */
export async function runHook(
  parts: HookParts,
  { module, listeners = [] }: Pick<EventApp<never>, 'module' | 'listeners'>,
  book: Book,
  { tenant, work, seam }: HookTurn,
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
export const hookOf = ({ body }: TakenWork): string => (body as HookWork | null)?.hook ?? ''

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
