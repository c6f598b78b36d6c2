import { importSchedule } from '../base/agenda/import-schedule.ts'
import { readSchedule, replaceSchedule } from '../base/agenda/store.ts'
import { tables } from '../base/meetings/booking-plan.ts'
import { arrangePlaces } from '../base/meetings/configure.ts'
import { importPeople, type PeopleList, readVocabulary } from '../base/people/store.ts'
import type { Store, Tenant } from '../contract.ts'
import type { Seed, SeedSchedule } from './seed-contract.ts'

const DEMO_TABLES = 170

/**
 * Puts a demo event's people and programme where there are none yet; answers what is wrong with them.
 *
 * @param store the event's, as the platform itself sees it
 */
export async function plant(
  store: Store,
  tenant: Tenant,
  { people, schedule }: Pick<Seed, 'people' | 'schedule'>,
): Promise<readonly string[]> {
  if (people !== null) await invite(store, people)
  return schedule === null ? [] : fill(store, tenant, schedule)
}

async function invite(store: Store, people: PeopleList): Promise<void> {
  const { groups } = await store.read(readVocabulary, {})
  if (groups.length > 0) return
  await store.write(importPeople, people, crypto.randomUUID())
  await store.write(arrangePlaces, { places: tables(DEMO_TABLES) }, crypto.randomUUID())
}

async function fill(
  store: Store,
  tenant: Tenant,
  { format, text, replace }: SeedSchedule,
): Promise<readonly string[]> {
  const { sessions } = await store.read(readSchedule, {})
  if (sessions.length > 0 && !replace) return []
  const body = new Blob([text]).stream() as ReadableStream<Uint8Array>
  const schedule = await importSchedule(body, format, { timeZone: tenant.timeZone })
  if (!schedule.ok) return [`${tenant.key}: ${schedule.error.where}: ${schedule.error.message}`]
  await store.write(replaceSchedule, schedule.value, crypto.randomUUID())
  return []
}
