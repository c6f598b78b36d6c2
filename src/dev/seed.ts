import { importSchedule } from '../base/agenda/import-schedule.ts'
import { readSchedule, replaceSchedule } from '../base/agenda/store.ts'
import { ANONYMOUS, type Tenant } from '../contract.ts'
import { hostKey } from '../registry/kv-directory.ts'
import { parseTenant, serializeTenant } from '../registry/tenant.ts'
import type { Seed } from './seed-contract.ts'
import { openStore, type WorkerEnv } from '../wire.ts'

/** Registers demo events and imports their programmes where there is none yet. */
export async function seed(request: Request, env: WorkerEnv): Promise<Response> {
  const seeds = await request.json<Seed[]>()
  const problems: string[] = []
  for (const { tenant: record, schedule } of seeds) {
    const tenant = parseTenant(record)
    if (!tenant.ok) {
      problems.push(`${record.key}: ${tenant.error}`)
      continue
    }
    for (const host of tenant.value.hosts) {
      await env.TENANTS.put(hostKey(host), serializeTenant(tenant.value))
    }
    if (schedule !== null) problems.push(...(await fill(env, tenant.value, schedule)))
  }
  return Response.json({ problems })
}

async function fill(
  env: WorkerEnv,
  tenant: Tenant,
  { format, text }: NonNullable<Seed['schedule']>,
): Promise<string[]> {
  const store = openStore(env, tenant, ANONYMOUS)
  const { sessions } = await store.read(readSchedule, {})
  if (sessions.length > 0) return []
  const body = new Blob([text]).stream() as ReadableStream<Uint8Array>
  const schedule = await importSchedule(body, format, { timeZone: tenant.timeZone })
  if (!schedule.ok) return [`${tenant.key}: ${schedule.error.where}: ${schedule.error.message}`]
  await store.write(replaceSchedule, schedule.value, crypto.randomUUID())
  return []
}
