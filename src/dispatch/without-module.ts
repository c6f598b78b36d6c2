import type { Tenant } from '../contract.ts'
import type { FallsOpen } from '../ports.ts'
import type { EventApp } from './compose.ts'
import type { EventApps } from './event-apps.ts'

export interface WithoutModuleParts<Pieces> {
  readonly eventApps: EventApps<Pieces>
  readonly fallsOpen: FallsOpen
}

/**
 * The base's app for an event whose module does not load; null where it must not stand in, because
 * the module has pieces that guard something, or are the only ones to answer their path.
 */
export async function withoutModule<Pieces>(
  { eventApps, fallsOpen }: WithoutModuleParts<Pieces>,
  tenant: Tenant,
): Promise<EventApp<Pieces> | null> {
  if (!(await mayFallOpen(fallsOpen, tenant))) return null
  const app = await eventApps(tenant, { kind: 'base' })
  if (!app.ok) return null
  // The store goes on with what the module has told it, and notes what it may listen to.
  const { told: _, ...laid } = app.value.laid
  return { ...app.value, laid, listeners: undefined }
}

/** What cannot be told is closed. */
export async function mayFallOpen(fallsOpen: FallsOpen, { key }: Tenant): Promise<boolean> {
  try {
    return await fallsOpen(key)
  } catch {
    return false
  }
}
