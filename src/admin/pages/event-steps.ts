import type { TenantStatus } from '../../contract.ts'
import type { Role } from '../access/actor.ts'
import { stepsFrom } from '../../registry/registrar/life.ts'
import type { TenantEntry } from '../../registry/registrar/tenant-calls.ts'
import { SEEN_AFTER } from '../registry-time.ts'

/** Something that becomes of an event by hand: a page at `/events/<key>/<name>`. */
export interface Step {
  readonly name: string
  /** On buttons. */
  readonly verb: string
  readonly to: TenantStatus | 'back' | 'deleted'
  readonly from: readonly TenantStatus[]
  /** What will be, for those who are about to do it. */
  readonly effect: string
  readonly role: Role
  /** Whether the event's key has to be typed. */
  readonly confirm?: true
  readonly danger?: true
  /** Whether it is what most come for. */
  readonly primary?: true
}

export const EVENT_STEPS: readonly Step[] = [
  {
    name: 'launch',
    verb: 'Launch',
    to: 'live',
    from: ['draft'],
    role: 'operator',
    primary: true,
    effect: `Everybody can open it on its hosts, after ${SEEN_AFTER}.`,
  },
  {
    name: 'freeze',
    verb: 'Freeze for the show days',
    to: 'frozen',
    from: ['live'],
    role: 'operator',
    effect: 'It is served from its published release alone: deployments change nothing of it.',
  },
  {
    name: 'thaw',
    verb: 'Back to live',
    to: 'live',
    from: ['frozen'],
    role: 'operator',
    effect: 'It is served from what is deployed again, unless it has an isolate of its own.',
  },
  {
    name: 'archive',
    verb: 'Archive',
    to: 'archived',
    from: ['live', 'frozen'],
    role: 'operator',
    effect: 'It can still be read, and nothing in it can be changed.',
  },
  {
    name: 'reopen',
    verb: 'Open again',
    to: 'live',
    from: ['archived'],
    role: 'operator',
    effect: 'It is open as it was before it was archived.',
  },
  {
    name: 'resume',
    verb: 'Resume',
    to: 'back',
    from: ['suspended'],
    role: 'operator',
    primary: true,
    effect: 'It goes back to what it was, moved on by its schedule.',
  },
  {
    name: 'suspend',
    verb: 'Suspend',
    to: 'suspended',
    from: ['draft', 'live', 'frozen', 'archived'],
    role: 'operator',
    effect: `Its hosts answer as if there were no such event, previews too. Its data is refused at once; pages that are kept follow after ${SEEN_AFTER}. Nothing is lost.`,
    confirm: true,
    danger: true,
  },
  {
    name: 'delete',
    verb: 'Delete',
    to: 'deleted',
    from: ['draft', 'archived', 'suspended'],
    role: 'owner',
    effect:
      'Its record and its hosts are gone. Its key and hosts stay nobody’s for 30 days; its data is never opened again.',
    confirm: true,
    danger: true,
  },
]

/** What can be done with an event as it stands: what the registrar would do. */
export function stepsOf({ statusNow, suspendedFrom }: TenantEntry): readonly Step[] {
  const legal = new Set<string>(stepsFrom(statusNow, suspendedFrom).map(({ to }) => to))
  return EVENT_STEPS.filter(
    ({ from, to }) =>
      from.includes(statusNow) && (to === 'back' || to === 'deleted' || legal.has(to)),
  )
}

/** Whether the registrar wants to know why. */
export const needsReason = ({ to }: Step, { statusNow, suspendedFrom }: TenantEntry): boolean =>
  to === 'deleted' ||
  stepsFrom(statusNow, suspendedFrom).some((step) => step.to === to && step.needsReason === true)
