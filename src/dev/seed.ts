import { SYSTEM, type Tenant } from '../contract.ts'
import { parseTenant } from '../registry/tenant.ts'
import { openRegistrar } from '../wire-registrar.ts'
import { openStore, type WorkerEnv } from '../wire.ts'
import { keepSecrets } from './dev-secrets.ts'
import { plant } from './plant.ts'
import { notFollowed } from './planted-people.ts'
import { registerDemos } from './register.ts'
import type { Seed } from './seed-contract.ts'

/** Registers demo events and imports their programmes and people where there are none yet. */
export async function seed(request: Request, env: WorkerEnv): Promise<Response> {
  const seeds = await request.json<Seed[]>()
  const tenants = seeds.map(({ tenant }) => tenant)
  const refused = await registerDemos(openRegistrar(env), seededRecords(env), tenants)
  const problems = await Promise.all(seeds.map((one) => fill(env, one)))
  return Response.json({ problems: [...refused, ...problems.flat()] })
}

const SEEDED_KEY = 'dev-seeded'

const seededRecords = ({ TENANTS }: WorkerEnv) => ({
  get: async () => (await TENANTS.get<Record<string, Tenant>>(SEEDED_KEY, 'json')) ?? {},
  put: (records: object) => TENANTS.put(SEEDED_KEY, JSON.stringify(records)),
})

async function fill(env: WorkerEnv, seeded: Seed): Promise<readonly string[]> {
  const tenant = parseTenant(seeded.tenant)
  // What is wrong with it has been told.
  if (!tenant.ok) return []
  await keepSecrets(env.TENANTS, tenant.value, seeded.secrets ?? {})
  // Nobody has registered: they were here all along, and no hook is told.
  const store = openStore(env, tenant.value, SYSTEM, [])
  const problems = await plant(store, tenant.value, seeded)
  return [...problems, ...(await notFollowed(env.TENANTS, tenant.value, seeded.people))]
}
