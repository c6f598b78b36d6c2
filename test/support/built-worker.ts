import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { convertV4MiniflareOptions, Miniflare, type Request, Response } from 'miniflare'
import type { OutgoingMail } from '../../src/contract.ts'

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
  /** Whether tests may look into the stores' databases; the runtime wraps the class for it. */
  readonly inspected?: boolean
  /** Whether it serves https, with a certificate of its own. */
  readonly secure?: boolean
  /** Whether its clock can be put forward, by `putAhead`. */
  readonly clock?: boolean
  /** What answers its calls of other systems, beneath the Worker; the network when left out. */
  readonly network?: (request: Request) => Promise<Response>
}

/** A mail as it was handed to the platform. */
export interface SentMail extends OutgoingMail {
  readonly from: { readonly email: string; readonly name: string }
}

export interface BuiltWorker {
  readonly worker: Miniflare
  readonly url: URL
  /** What it has printed, a line each; not shown. */
  readonly log: readonly string[]
  /** What it has mailed, oldest first. */
  readonly mails: readonly SentMail[]
}

const POST_CODE = `
import { WorkerEntrypoint } from 'cloudflare:workers'
export class Post extends WorkerEntrypoint {
  async send(mail) {
    await this.env.COLLECT.fetch('http://post', { method: 'POST', body: JSON.stringify(mail) })
    return { messageId: 'collected' }
  }
}
export default {}`

/** The binding of a Worker to the post. */
export const MAIL = { MAIL: { name: 'post', entrypoint: 'Post' } }

/** A Worker that stands in for the platform's mail binding; what it is handed is kept in `mails`. */
export const postOffice = (mails: SentMail[], { compatibility_date }: WorkerConfig) => ({
  name: 'post',
  modules: [{ type: 'ESModule' as const, path: 'post.js', contents: POST_CODE }],
  compatibilityDate: compatibility_date,
  serviceBindings: {
    COLLECT: async (request: Request) => {
      mails.push((await request.json()) as SentMail)
      return new Response(null)
    },
  },
})

/** The bundle that would be deployed, on the local runtime, with the compatibility it is built for. */
export async function startBuiltWorker(
  dist: string,
  options: BuiltWorkerOptions = {},
): Promise<BuiltWorker> {
  const { port = 0, apexes = 'localhost', bindings = {}, persist } = options
  const log: string[] = []
  const mails: SentMail[] = []
  const config = readBuiltConfig(dist)
  const worker = new Miniflare(
    convertV4MiniflareOptions({
      port,
      cf: false,
      handleStructuredLogs: ({ message }) => log.push(message),
      https: options.secure ?? false,
      unsafeInspectDurableObjects: options.inspected ?? false,
      ...(persist === undefined ? {} : { resourcePersistencePath: persist }),
      workers: [
        {
          name: 'usher',
          ...(options.clock === true ? withClock(dist, config) : builtModules(dist, config)),
          bindings: { APEXES: apexes, MAIL_FROM: 'events@usher.example', ...bindings },
          kvNamespaces: ['TENANTS'],
          r2Buckets: { RELEASES: 'usher-releases' },
          workerLoaders: { LOADER: {} },
          durableObjects: {
            EVENTS: { className: 'EventStore', useSQLite: true },
            FAULTS: { className: 'FaultCounter', useSQLite: true },
            REGISTRAR: { className: 'Registrar', useSQLite: true },
          },
          queueProducers: { WORK: 'usher-work' },
          queueConsumers: { 'usher-work': { maxBatchSize: 1, maxBatchTimeout: 0 } },
          serviceBindings: MAIL,
          ...(options.network === undefined ? {} : { outboundService: options.network }),
        },
        postOffice(mails, config),
      ],
    }),
  )
  return { worker, url: await worker.ready, log, mails }
}

const CLOCK = '/__test/ahead'

const CLOCK_CODE = `
import worker from './index.js'
export * from './index.js'
const real = Date.now
let ahead = 0
Date.now = () => real() + ahead
export default {
  ...worker,
  async fetch(request, env, ctx) {
    if (new URL(request.url).pathname !== '${CLOCK}') return worker.fetch(request, env, ctx)
    ahead = Number(await request.text())
    return new Response(null, { status: 204 })
  },
}`

/** The bundle behind an entry of the tests' own, which can put the clock of its isolate forward. */
function withClock(dist: string, config: WorkerConfig) {
  const built = builtModules(dist, config)
  const clock = { type: 'ESModule' as const, path: join(dist, 'clock.js'), contents: CLOCK_CODE }
  return { ...built, modules: [clock, ...built.modules] }
}

/** Puts the Worker's clock forward, objects and all: milliseconds from the clock on the wall. */
export async function putAhead({ worker }: BuiltWorker, ahead: number): Promise<void> {
  await worker.dispatchFetch(`http://nobody.localhost${CLOCK}`, {
    method: 'POST',
    body: String(ahead),
  })
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
