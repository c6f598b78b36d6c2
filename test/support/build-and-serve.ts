import type { Miniflare } from 'miniflare'
import type { TestProject } from 'vitest/node'
import { newSession } from '../../src/base/sign-in/session.ts'
import { openSession } from '../../src/base/sign-in/store.ts'
import { buildWorker } from '../../src/build/build.ts'
import { describeProblems } from '../../src/build/problem.ts'
import { demoData } from '../../src/cli/demo-data.ts'
import { personasOf } from '../../src/cli/demo-people/demo-people.ts'
import type { Seed } from '../../src/dev/seed-contract.ts'
import { startBuiltWorker } from './built-worker.ts'
import { unpackChromium } from './chromium.ts'
import { seedBuiltWorker, systemStore } from './seed-built-worker.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the built Worker answers, `http://127.0.0.1:…`. */
    server: string
    /** Secrets of the sessions of demo people, by event and address. */
    sessions: Record<string, Record<string, string>>
    /** The built bundle's folder. */
    dist: string
  }
}

/** Builds what would be deployed, serves it with the demo events, for all tests of the project. */
export default async function buildAndServe(project: TestProject): Promise<() => Promise<void>> {
  await unpackChromium()
  // Also where the configuration wants shares: one Worker with everything.
  process.env['USHER_SHARE'] = 'front/0'
  const { bundle, problems } = await buildWorker()
  delete process.env['USHER_SHARE']
  if (problems.length > 0) throw new Error(describeProblems(problems))
  const dist = bundle.dir
  const { worker, url } = await startBuiltWorker(dist)
  const seeds = demoData('demo', [])
  await seedBuiltWorker(worker, seeds)
  project.provide('server', url.origin)
  project.provide('sessions', Object.fromEntries(await signInPersonas(worker, seeds)))
  project.provide('dist', dist)
  return () => worker.dispose()
}

/** A session of each of the people whom one click signs in as in development. */
const signInPersonas = (worker: Miniflare, seeds: readonly Seed[]) =>
  Promise.all(
    seeds.map(async ({ tenant, people }) => {
      const store = await systemStore(worker, tenant)
      const cookies: Record<string, string> = {}
      for (const { email } of people === null ? [] : personasOf(people)) {
        const { secret, ...session } = await newSession()
        await store.write(openSession, { email, session }, crypto.randomUUID())
        cookies[email] = secret
      }
      return [tenant.key, cookies] as const
    }),
  )
