import type { Store, Tenant } from '../contract.ts'
import { readSetUp, takeSetUp } from './set-up.ts'

type Event = Pick<Tenant, 'storeId' | 'starts' | 'timeZone'>

const DAY = 24 * 60 * 60_000

/**
 * Has one store take over what is set up in another one, all of it or nothing; done again it changes
 * nothing. Both are to be open for the platform itself.
 */
export async function handOn(
  source: Store,
  target: Store,
  { from, to }: { readonly from: Event; readonly to: Event },
): Promise<void> {
  const parts = await source.read(readSetUp, {})
  const days = Math.round((Date.parse(to.starts) - Date.parse(from.starts)) / DAY)
  const moved = { days, from: from.timeZone, to: to.timeZone }
  await target.write(takeSetUp, { after: from.storeId, parts, moved }, crypto.randomUUID())
}
