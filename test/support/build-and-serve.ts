import type { TestProject } from 'vitest/node'
import { createBuilder } from 'vite'
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
  const builder = await createBuilder({ logLevel: 'warn' })
  await builder.buildApp()
  const dist = 'dist/usher'
  const { worker, url } = await startBuiltWorker(dist)
  await seedBuiltWorker(worker, demoData('demo', []))
  project.provide('server', url.origin)
  project.provide('dist', dist)
  return () => worker.dispose()
}
