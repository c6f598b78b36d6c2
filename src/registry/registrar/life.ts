import { err, ok, type Result, type TenantStatus } from '../../contract.ts'
import type { RegistrarRefusal } from './refusals.ts'

/** Where an event can go by hand. Steps back, and out of sight, need a reason. */
const STEPS: Readonly<Record<Exclude<TenantStatus, 'suspended'>, readonly Step[]>> = {
  draft: [{ to: 'live' }, { to: 'suspended', needsReason: true }],
  live: [{ to: 'frozen' }, { to: 'archived' }, { to: 'suspended', needsReason: true }],
  frozen: [
    { to: 'archived' },
    { to: 'live', needsReason: true },
    { to: 'suspended', needsReason: true },
  ],
  archived: [
    { to: 'live', needsReason: true },
    { to: 'suspended', needsReason: true },
  ],
}

interface Step {
  readonly to: TenantStatus
  readonly needsReason?: true
}

/** Where an event can go from a status; a suspended one only back to where it was. */
export const stepsFrom = (
  from: TenantStatus,
  suspendedFrom: TenantStatus | null,
): readonly Step[] => (from === 'suspended' ? [{ to: suspendedFrom ?? 'draft' }] : STEPS[from])

/** Whether an event may go from a status to another one, and if not, why. */
export function checkStep(
  from: TenantStatus,
  suspendedFrom: TenantStatus | null,
  to: TenantStatus,
  reason: string | undefined,
): Result<null, RegistrarRefusal> {
  const steps = stepsFrom(from, suspendedFrom)
  const step = steps.find((one) => one.to === to)
  if (step === undefined) {
    return err({ tag: 'illegal-status', from, to, allowed: steps.map((one) => one.to) })
  }
  return step.needsReason === true && isBlank(reason) ? err({ tag: 'needs-reason' }) : ok(null)
}

export const isBlank = (reason: string | undefined): boolean => (reason ?? '').trim() === ''
