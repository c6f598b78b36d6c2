import { readdirSync, readFileSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { convertV4MiniflareOptions, Miniflare, Response } from 'miniflare'
import { SYSTEM, type Tenant } from '../../contract.ts'
import { plant } from '../../dev/plant.ts'
import type { Seed } from '../../dev/seed-contract.ts'
import { manifestKey, moduleKey } from '../../isolate/release.ts'
import { hostKey } from '../../registry/kv-directory.ts'
import { serializeTenant } from '../../registry/tenant.ts'
import type { StoreStub } from '../../store/rpc.ts'
import { StoreClient } from '../../store/store-client.ts'
import { send } from '../api/send.ts'
import type { Served } from './visitor.ts'

/** A release with everything that it is served from. */
export interface WholeRelease {
  readonly id: string
  readonly manifest: string
  /** Text by SHA-256. */
  readonly modules: ReadonlyMap<string, string>
}

/** A build on the local runtime, as it would be deployed, and empty. */
export interface Booted {
  /** Registers an event that is served from a release, with people and a programme that are invented. */
  add(tenant: Tenant, release: WholeRelease, seed: Pick<Seed, 'people' | 'schedule'>): Promise<void>
  /** One of its events, as visitors reach it. */
  event(tenant: Tenant): Served
  /** Faults that were logged of an event since it was asked last. */
  faults(event: string): readonly LoggedFault[]
  stop(): Promise<void>
}

export interface LoggedFault {
  readonly seam: string
  readonly error: string
}

/** @param dir the folder of the built Worker */
export async function bootBuild(dir: string): Promise<Booted> {
  const log: string[] = []
  const mails: Mail[] = []
  const worker = new Miniflare(optionsOf(dir, log, mails))
  const { port } = await worker.ready
  const originOf = ({ canonicalHost }: Tenant): string => `http://${canonicalHost}:${port}`
  return {
    async add(tenant, release, seed) {
      const bucket = await worker.getR2Bucket('RELEASES')
      await bucket.put(manifestKey(tenant.key, release.id), release.manifest)
      for (const [hash, code] of release.modules) await bucket.put(moduleKey(hash), code)
      // Before the store has work: a host that is asked for in vain is nobody's for a while.
      const records = await worker.getKVNamespace('TENANTS')
      await records.put(hostKey(tenant.canonicalHost), serializeTenant(tenant))
      const problems = await plant(await systemStore(worker, tenant), tenant, seed)
      if (problems.length > 0) throw new Error(problems.join('\n'))
    },
    event: (tenant) => ({
      origin: originOf(tenant),
      async send(path, { method, headers, body }) {
        const url = new URL(path, originOf(tenant))
        const answer = await send({ method, url, headers, body })
        const status = answer.statusCode ?? 0
        return { status, headers: headersOf(answer), body: await text(answer) }
      },
      mailTo: (address) => mails.findLast(({ to }) => to === address)?.text ?? null,
    }),
    faults(event) {
      const lines = log.splice(0).flatMap(readLine)
      log.push(...lines.filter((line) => line.event !== event).map((line) => JSON.stringify(line)))
      return lines.filter((line) => line.type === 'fault' && line.event === event)
    },
    stop: () => worker.dispose(),
  }
}

/** As `fetch` has them. */
function headersOf({ headers }: IncomingMessage): Headers {
  const all = new Headers()
  for (const [name, value] of Object.entries(headers)) {
    for (const one of [value ?? []].flat()) all.append(name, one)
  }
  return all
}

interface Mail {
  readonly to: string
  readonly text: string
}

interface Line extends LoggedFault {
  readonly type: string
  readonly event: string
}

function readLine(line: string): readonly Line[] {
  try {
    return [JSON.parse(line) as Line]
  } catch {
    return []
  }
}

async function systemStore(worker: Miniflare, tenant: Tenant): Promise<StoreClient> {
  const stores = await worker.getDurableObjectNamespace('EVENTS')
  const stub = (): StoreStub =>
    stores.get(stores.idFromName(tenant.storeId)) as unknown as StoreStub
  return new StoreClient(stub, tenant, SYSTEM)
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

/** The bindings of wrangler.toml; nothing of it leaves the machine. */
function optionsOf(dir: string, log: string[], mails: Mail[]) {
  const config = JSON.parse(readFileSync(join(dir, 'wrangler.json'), 'utf8')) as {
    readonly compatibility_date: string
    readonly compatibility_flags: readonly string[]
  }
  return convertV4MiniflareOptions({
    cf: false,
    handleStructuredLogs: ({ message }) => log.push(message),
    workers: [
      {
        name: 'usher',
        modulesRoot: dir,
        modules: modulesIn(dir),
        compatibilityDate: config.compatibility_date,
        compatibilityFlags: [...config.compatibility_flags],
        bindings: { APEXES: 'localhost', MAIL_FROM: 'events@usher.example' },
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
        serviceBindings: { MAIL: { name: 'post', entrypoint: 'Post' } },
      },
      {
        name: 'post',
        modules: [{ type: 'ESModule' as const, path: 'post.js', contents: POST_CODE }],
        compatibilityDate: config.compatibility_date,
        serviceBindings: {
          COLLECT: async (request: { json(): Promise<unknown> }) => {
            mails.push((await request.json()) as Mail)
            return new Response(null)
          },
        },
      },
    ],
  })
}

const modulesIn = (dir: string) =>
  readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.js'))
    // The entry has to be the first.
    .toSorted((a, b) => Number(b === 'index.js') - Number(a === 'index.js'))
    .map((file) => ({ type: 'ESModule' as const, path: join(dir, file) }))
