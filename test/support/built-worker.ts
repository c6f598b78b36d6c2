import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { convertV4MiniflareOptions, Miniflare } from 'miniflare'

export interface WorkerConfig {
  readonly compatibility_date: string
  readonly compatibility_flags: readonly string[]
}

export interface BuiltWorkerOptions {
  readonly port?: number
  readonly apexes?: string
  readonly bindings?: Readonly<Record<string, string>>
  /** Folder to keep data in; none is kept without it. */
  readonly persist?: string
}

export interface BuiltWorker {
  readonly worker: Miniflare
  readonly url: URL
  /** What it has printed, a line each; not shown. */
  readonly log: readonly string[]
}

/** The bundle that would be deployed, on the local runtime, with the compatibility it is built for. */
export async function startBuiltWorker(
  dist: string,
  { port = 0, apexes = 'localhost', bindings = {}, persist }: BuiltWorkerOptions = {},
): Promise<BuiltWorker> {
  const log: string[] = []
  const worker = new Miniflare(
    convertV4MiniflareOptions({
      port,
      cf: false,
      handleStructuredLogs: ({ message }) => log.push(message),
      ...builtModules(dist, readBuiltConfig(dist)),
      bindings: { APEXES: apexes, ...bindings },
      kvNamespaces: ['TENANTS'],
      durableObjects: {
        EVENTS: { className: 'EventStore', useSQLite: true },
        FAULTS: { className: 'FaultCounter', useSQLite: true },
      },
      ...(persist === undefined
        ? {}
        : { kvPersist: join(persist, 'kv'), durableObjectsPersist: join(persist, 'do') }),
    }),
  )
  return { worker, url: await worker.ready, log }
}

/** The configuration beside a bundle, as it would be deployed. */
export const readBuiltConfig = (dist: string): WorkerConfig =>
  JSON.parse(readFileSync(join(dist, 'wrangler.json'), 'utf8')) as WorkerConfig

/** A bundle as the runtime wants it. */
export function builtModules(dist: string, config: WorkerConfig) {
  const files = readdirSync(dist, { recursive: true, encoding: 'utf8' })
  const modules = files
    .filter((file) => file.endsWith('.js'))
    // The entry has to be the first.
    .toSorted((a, b) => Number(b === 'index.js') - Number(a === 'index.js'))
    .map((file) => ({ type: 'ESModule' as const, path: join(dist, file) }))
  return {
    modules,
    modulesRoot: dist,
    compatibilityDate: config.compatibility_date,
    compatibilityFlags: [...config.compatibility_flags],
  }
}
