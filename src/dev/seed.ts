import { SYSTEM } from '../contract.ts'
import type { LiveEvent } from '../ports.ts'
import { hostKey } from '../registry/kv-directory.ts'
import { LIVE_EVENTS_KEY } from '../registry/kv-live-events.ts'
import { parseTenant, serializeTenant } from '../registry/tenant.ts'
import { openStore, type WorkerEnv } from '../wire.ts'
import { keepSecrets } from './dev-secrets.ts'
import { plant } from './plant.ts'
import type { Seed } from './seed-contract.ts'

/** Registers demo events and imports their programmes and people where there are none yet. */
export async function seed(request: Request, env: WorkerEnv): Promise<Response> {
  const seeds = await request.json<Seed[]>()
  const problems = await Promise.all(seeds.map((one) => register(env, one)))
  await env.TENANTS.put(LIVE_EVENTS_KEY, JSON.stringify(liveEvents(seeds)))
  return Response.json({ problems: problems.flat() })
}

async function register(env: WorkerEnv, seeded: Seed): Promise<readonly string[]> {
  const tenant = parseTenant(seeded.tenant)
  if (!tenant.ok) return [`${seeded.tenant.key}: ${tenant.error}`]
  for (const host of tenant.value.hosts) {
    await env.TENANTS.put(hostKey(host), serializeTenant(tenant.value))
  }
  await keepSecrets(env.TENANTS, tenant.value, seeded.secrets ?? {})
  // Nobody has registered: they were here all along, and no hook is told.
  const store = openStore(env, tenant.value, SYSTEM, [])
  return plant(store, tenant.value, seeded)
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
