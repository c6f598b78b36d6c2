import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { convertV4MiniflareOptions, Miniflare } from 'miniflare'
import type { Tenant } from '../src/contract.ts'
import { serializeTenant } from '../src/registry/tenant.ts'

interface WorkerConfig {
  readonly compatibility_date: string
  readonly compatibility_flags: readonly string[]
}

export interface Deployed {
  readonly name: string
  /** Folder of a build. */
  readonly dist: string
  /** The event of a worker that cannot look it up. */
  readonly tenant?: Tenant
  readonly variables?: Readonly<Record<string, string>>
  /** Whether it has the product's registry and stores. */
  readonly bound: boolean
  /** Whether it does what its stores ring for: mails and the like. */
  readonly works?: boolean
  /** Whether it can run releases in isolates of their own. */
  readonly isolates?: boolean
  /** Whether it decides what is in its registry. */
  readonly administered?: boolean
}

export interface Runtime {
  readonly miniflare: Miniflare
  /** The worker's own port: nothing stands between it and the socket. */
  port(name: string): Promise<number>
  stop(): Promise<void>
}

type MiniflareOptions = Parameters<typeof convertV4MiniflareOptions>[0]
type WorkerOptions = Extract<MiniflareOptions, { workers: unknown }>['workers'][number]

/** All of them in one process, each in its own isolate with its own stores, nothing kept on disk. */
export async function startRuntime(workers: readonly Deployed[]): Promise<Runtime> {
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      cf: false,
      // What a worker logs is read, as a log service would, and dropped; its errors are not.
      handleStructuredLogs: ({ level, message }) => {
        if (level === 'error') console.error(message)
      },
      workers: workers.map((worker) => workerOptions(worker)),
    }),
  )
  await miniflare.ready
  return {
    miniflare,
    port: async (name) => Number((await miniflare.unsafeGetDirectURL(name)).port),
    stop: () => miniflare.dispose(),
  }
}

function workerOptions(worker: Deployed): WorkerOptions {
  const { name, dist, tenant, variables, bound, works, isolates, administered } = worker
  const config = JSON.parse(readFileSync(join(dist, 'wrangler.json'), 'utf8')) as WorkerConfig
  return {
    name,
    modules: moduleFiles(dist).map((path) => ({ type: 'ESModule' as const, path })),
    modulesRoot: dist,
    compatibilityDate: config.compatibility_date,
    compatibilityFlags: [...config.compatibility_flags],
    unsafeDirectSockets: [{ host: '127.0.0.1', port: 0 }],
    bindings: {
      APEXES: 'localhost',
      ...variables,
      ...(tenant === undefined ? {} : { TENANT: serializeTenant(tenant) }),
    },
    // Not one for all: each worker has its own, as it would have deployed.
    kvNamespaces: bound ? { TENANTS: `${name}-tenants` } : {},
    durableObjects: {
      ...(bound ? { EVENTS: { className: 'EventStore', useSQLite: true } } : {}),
      ...(administered === true ? OFFICES : {}),
    },
    ...(works === true ? workQueue(`${name}-work`) : {}),
    ...(isolates === true
      ? { r2Buckets: { RELEASES: `${name}-releases` }, workerLoaders: { LOADER: {} } }
      : {}),
  }
}

const OFFICES = {
  REGISTRAR: { className: 'Registrar', useSQLite: true },
  FAULTS: { className: 'FaultCounter', useSQLite: true },
}

/** As in `wrangler.toml`, without the wait for more messages. */
const workQueue = (queueName: string) => ({
  queueProducers: { WORK: { queueName } },
  queueConsumers: { [queueName]: { maxBatchSize: 1, maxBatchTimeout: 0 } },
})

/** The modules of a build, its entry first. */
export const moduleFiles = (dist: string): string[] =>
  readdirSync(dist, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.js'))
    .toSorted((a, b) => Number(b === 'index.js') - Number(a === 'index.js'))
    .map((file) => join(dist, file))
