import type { Miniflare } from 'miniflare'
import { newSession } from '../../src/base/sign-in/session.ts'
import { openSession } from '../../src/base/sign-in/store.ts'
import { buildReleases } from '../../src/build/release/build-release.ts'
import { demoData } from '../../src/cli/demo-data.ts'
import { personasOf } from '../../src/cli/demo-people/demo-people.ts'
import type { Tenant } from '../../src/contract.ts'
import { type BuiltWorker, startBuiltWorker } from './built-worker.ts'
import { putRelease } from './releases.ts'
import { publish, seedBuiltWorker, systemStore } from './seed-built-worker.ts'

/** An event that one host shows beside others, and another one from a release in its own isolate. */
export interface EventInLanes {
  readonly key: string
  readonly shared: string
  readonly isolated: string
  /** Of somebody who is signed in. */
  readonly cookie: string
  signIn(email: string): Promise<string>
}

/** As long as the other one, so that answers with a host in them are. */
export const isolatedHost = (key: string): string => `${key.slice(0, -1)}0.localhost`

/** The record of an event under its other host, on a release. */
export const isolatedTenant = (tenant: Tenant, id: string, previous: string | null): Tenant => ({
  ...tenant,
  canonicalHost: isolatedHost(tenant.key),
  hosts: [isolatedHost(tenant.key)],
  lane: 'isolated',
  release: { id, previous, pinned: false },
})

/** The built Worker with demo events, each in both lanes over the one store it has. */
export async function openTwoLanes(
  dist: string,
  keys: readonly string[],
): Promise<BuiltWorker & { readonly events: readonly EventInLanes[] }> {
  const built = await startBuiltWorker(dist)
  const seeds = demoData('demo', [...keys]).filter(({ tenant }) => keys.includes(tenant.key))
  await seedBuiltWorker(built.worker, seeds)
  const releases = await buildReleases(process.cwd(), keys)
  const events: EventInLanes[] = []
  for (const [at, key] of keys.entries()) {
    const seed = seeds.find(({ tenant }) => tenant.key === key)
    const release = releases[at]
    if (seed === undefined || release === undefined) throw new Error(`There is no ${key}.`)
    await putRelease(built.worker, release)
    const tenant = isolatedTenant(seed.tenant, release.id, null)
    await publish(built.worker, tenant)
    const signIn = (email: string): Promise<string> => sessionOf(built.worker, seed.tenant, email)
    const [persona] = seed.people === null ? [] : personasOf(seed.people)
    const cookie = persona === undefined ? '' : await signIn(persona.email)
    const { canonicalHost: shared } = seed.tenant
    events.push({ key, shared, isolated: tenant.canonicalHost, cookie, signIn })
  }
  return { ...built, events }
}

async function sessionOf(worker: Miniflare, tenant: Tenant, email: string): Promise<string> {
  const { secret, ...session } = await newSession()
  const store = await systemStore(worker, tenant)
  await store.write(openSession, { email, session }, crypto.randomUUID())
  return `__Host-session=${secret}`
}
