import { err, type Result } from '../../contract.ts'
import type { TenantEntry } from '../../registry/registrar/tenant-calls.ts'
import { hasRole } from '../access/actor.ts'
import { NOT_FOUND } from '../api/perform.ts'
import { type Crumb, type Page, refused, type Sight, type Visit } from './page.ts'
import type { Sent } from './sent.ts'

/** A page about one event, which is read for it. */
interface EventPage extends Omit<Page, 'show' | 'act'> {
  readonly show: (visit: Visit, entry: TenantEntry) => Sight | Promise<Sight>
  readonly act?: (visit: Visit, entry: TenantEntry, sent: Sent) => Promise<Sight>
}

/** @param page whose path has a `:key` */
export function eventPage({ show, act, ...page }: EventPage): Page {
  const withEvent = async (
    visit: Visit,
    look: (entry: TenantEntry) => Sight | Promise<Sight>,
  ): Promise<Sight> => {
    const entry = await entryOf(visit, visit.params['key'] ?? '')
    return entry.ok ? look(entry.value) : entry.error
  }
  return {
    ...page,
    show: (visit) => withEvent(visit, (entry) => show(visit, entry)),
    ...(act === undefined
      ? {}
      : { act: (visit, sent) => withEvent(visit, (entry) => act(visit, entry, sent)) }),
  }
}

/** An event as the registrar has it; what is not there is refused. */
export async function entryOf(
  { turn: { parts } }: Visit,
  key: string,
): Promise<Result<TenantEntry, Sight>> {
  const found = await parts.registrar.call('tenants.get', { key })
  return found.ok ? found : err(refused(NOT_FOUND))
}

export const mayChange = ({ turn }: Visit): boolean => hasRole(turn.actor, 'operator')

export const EVENTS: Crumb = { path: '/', name: 'Events' }

/** The way to a page of an event. */
export const trailOf = ({ tenant }: TenantEntry): readonly Crumb[] => [
  EVENTS,
  { path: `/events/${tenant.key}`, name: tenant.name },
]
