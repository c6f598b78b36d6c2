import type { TestProject } from 'vitest/node'
import { buildWorker } from '../../src/build/build.ts'
import { describeProblems } from '../../src/build/problem.ts'
import { demoData } from '../../src/cli/demo-data.ts'
import { startBuiltWorker } from './built-worker.ts'
import { seedBuiltWorker } from './seed-built-worker.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the built Worker answers, `http://127.0.0.1:…`. */
    server: string
    /** The built bundle's folder. */
    dist: string
  }
}

/** Builds what would be deployed, serves it with the demo events, for all tests of the project. */
export default async function buildAndServe(project: TestProject): Promise<() => Promise<void>> {
  // Also where the configuration wants shares: one Worker with everything.
  process.env['USHER_SHARE'] = 'front/0'
  const { bundle, problems } = await buildWorker()
  delete process.env['USHER_SHARE']
  if (problems.length > 0) throw new Error(describeProblems(problems))
  const dist = bundle.dir
  const { worker, url } = await startBuiltWorker(dist)
  await seedBuiltWorker(worker, demoData('demo', []))
  project.provide('server', url.origin)
  project.provide('dist', dist)
  return () => worker.dispose()
}
