import { importSchedule } from '../base/agenda/import-schedule.ts'
import { readSchedule, replaceSchedule } from '../base/agenda/store.ts'
import { bookingPlan, tables } from '../base/meetings/booking-plan.ts'
import { configureBooking } from '../base/meetings/configure.ts'
import { defaultBookingSettings } from '../base/meetings/settings.ts'
import { importPeople, type PeopleList, readVocabulary } from '../base/people/store.ts'
import { SYSTEM, type Tenant } from '../contract.ts'
import type { LiveEvent } from '../ports.ts'
import { hostKey } from '../registry/kv-directory.ts'
import { LIVE_EVENTS_KEY } from '../registry/kv-live-events.ts'
import { parseTenant, serializeTenant } from '../registry/tenant.ts'
import type { Seed, SeedSchedule } from './seed-contract.ts'
import { openStore, type WorkerEnv } from '../wire.ts'

const DEMO_TABLES = 170

/** Registers demo events and imports their programmes where there is none yet. */
export async function seed(request: Request, env: WorkerEnv): Promise<Response> {
  const seeds = await request.json<Seed[]>()
  const problems: string[] = []
  for (const { tenant: record, schedule, people } of seeds) {
    const tenant = parseTenant(record)
    if (!tenant.ok) {
      problems.push(`${record.key}: ${tenant.error}`)
      continue
    }
    for (const host of tenant.value.hosts) {
      await env.TENANTS.put(hostKey(host), serializeTenant(tenant.value))
    }
    if (schedule !== null) problems.push(...(await fill(env, tenant.value, schedule)))
    if (people !== null) await invite(env, tenant.value, people)
  }
  await env.TENANTS.put(LIVE_EVENTS_KEY, JSON.stringify(liveEvents(seeds)))
  return Response.json({ problems })
}

const liveEvents = (seeds: readonly Seed[]): LiveEvent[] =>
  seeds
    .filter(({ tenant }) => tenant.listed && tenant.status === 'live')
    .map(({ tenant: { name, canonicalHost, starts, ends, place } }) => ({
      name,
      host: canonicalHost,
      starts,
      ends,
      place,
    }))

async function invite(env: WorkerEnv, tenant: Tenant, people: PeopleList): Promise<void> {
  const store = openStore(env, tenant, SYSTEM)
  const { groups } = await store.read(readVocabulary, {})
  if (groups.length > 0) return
  await store.write(importPeople, people, crypto.randomUUID())
  const plan = bookingPlan(tenant, defaultBookingSettings, tables(DEMO_TABLES))
  if (plan.ok) await store.write(configureBooking, plan.value, crypto.randomUUID())
}

async function fill(
  env: WorkerEnv,
  tenant: Tenant,
  { format, text, replace }: SeedSchedule,
): Promise<string[]> {
  const store = openStore(env, tenant, SYSTEM)
  const { sessions } = await store.read(readSchedule, {})
  if (sessions.length > 0 && !replace) return []
  const body = new Blob([text]).stream() as ReadableStream<Uint8Array>
  const schedule = await importSchedule(body, format, { timeZone: tenant.timeZone })
  if (!schedule.ok) return [`${tenant.key}: ${schedule.error.where}: ${schedule.error.message}`]
  await store.write(replaceSchedule, schedule.value, crypto.randomUUID())
  return []
}
