import { resolve } from 'node:path'
import { cloudflare } from '@cloudflare/vite-plugin'
import { convertV4MiniflareOptions, Miniflare, type Request, Response } from 'miniflare'
import { createBuilder } from 'vite'
import { keepRedirect } from '../../src/build/keep-redirect.ts'
import { allPlaces, type Place } from '../../src/build/place.ts'
import { placeConfig } from '../../src/build/place-config.ts'
import { sharePlugin } from '../../src/build/share-plugin.ts'
import {
  type BuiltWorker,
  builtModules,
  MAIL,
  postOffice,
  readBuiltConfig,
  type SentMail,
  type WorkerConfig,
} from './built-worker.ts'

/** The one Worker, then the front and its shares; their folders. */
export async function buildFleet(
  count: number,
  eventsDir: string,
  outDir: string,
): Promise<[whole: string, front: string, ...shares: string[]]> {
  const whole = await buildPlace({ kind: 'whole' }, eventsDir, `${outDir}/whole`)
  const shares: string[] = []
  let front = ''
  for (const place of allPlaces(count)) {
    if (place.kind === 'share') {
      shares.push(await buildPlace(place, eventsDir, `${outDir}/share-${place.share}`))
    } else front = await buildPlace(place, eventsDir, `${outDir}/front`)
  }
  return [whole, front, ...shares]
}

/** Builds one Worker of several over events of this folder, as `vite.config.ts` does. Returns its folder. */
export async function buildPlace(place: Place, eventsDir: string, outDir: string): Promise<string> {
  await keepRedirect(async () => {
    const builder = await createBuilder({
      configFile: false,
      appType: 'custom',
      logLevel: 'warn',
      build: { outDir },
      plugins: [
        sharePlugin(place, eventsDir),
        cloudflare({
          inspectorPort: false,
          config: (config) => placeConfig(config, place),
          viteEnvironment: { name: 'usher' },
        }),
      ],
    })
    await builder.buildApp()
  })
  return `${outDir}/usher`
}

interface PlaceConfig extends WorkerConfig {
  readonly name: string
  readonly services: readonly {
    readonly binding: string
    readonly service: string
    readonly entrypoint?: string
  }[]
  readonly queues: {
    readonly producers?: readonly { readonly binding: string; readonly queue: string }[]
    readonly consumers?: readonly { readonly queue: string }[]
  }
  readonly durable_objects: {
    readonly bindings: readonly {
      readonly name: string
      readonly class_name: string
      readonly script_name?: string
    }[]
  }
}

interface Answered {
  readonly status: number
  readonly headers?: Record<string, string>
  readonly body?: string
}

export interface Fleet {
  /** Built folders; the front first. */
  readonly dists: readonly string[]
  readonly bindings: Readonly<Record<string, string>>
  /** Code that stands in for that of a Worker, by its name. */
  readonly instead?: Readonly<Record<string, string>>
  /** What is outside of the platform; nothing unless given. */
  readonly outside?: (url: string) => Answered
  /** Services that a binding of the front leads to instead of its own; null for no binding. */
  readonly misbound?: Readonly<Record<string, string | null>>
}

/** Several built Workers side by side, bound to each other as their configurations say. */
export async function startFleet({
  dists,
  bindings,
  instead = {},
  misbound = {},
  outside = () => ({ status: 502 }),
}: Fleet): Promise<BuiltWorker> {
  const log: string[] = []
  const workers = dists.map((dist) => {
    const config = readBuiltConfig(dist) as PlaceConfig
    const services = config.services.flatMap(({ binding, service, entrypoint }) => {
      const to = misbound[binding] === undefined ? service : misbound[binding]
      const target = entrypoint === undefined ? { name: to ?? '' } : { name: to ?? '', entrypoint }
      return to === null ? [] : [[binding, target] as const]
    })
    const stores = config.durable_objects.bindings.map(
      ({ name, class_name: className, script_name: scriptName }) =>
        [
          name,
          { className, useSQLite: true, ...(scriptName === undefined ? {} : { scriptName }) },
        ] as const,
    )
    const contents = instead[config.name]
    const other = [{ type: 'ESModule' as const, path: resolve(dist, 'index.js'), contents }]
    return {
      name: config.name,
      ...builtModules(dist, config),
      ...(contents === undefined ? {} : { modules: other }),
      bindings: { MAIL_FROM: 'events@usher.example', ...bindings },
      kvNamespaces: { TENANTS: 'tenants' },
      serviceBindings: { ...Object.fromEntries(services), ...MAIL },
      durableObjects: Object.fromEntries(stores),
      ...queuesOf(config),
      outboundService: ({ url }: Request) => {
        const { body = null, ...init } = outside(url)
        return new Response(body, init)
      },
    }
  })
  const mails: SentMail[] = []
  const post = postOffice(mails, readBuiltConfig(dists[0] ?? ''))
  const worker = new Miniflare(
    convertV4MiniflareOptions({
      port: 0,
      cf: false,
      handleStructuredLogs: ({ message }) => log.push(message),
      workers: [...workers, post],
    }),
  )
  return { worker, url: await worker.ready, log, mails }
}

/** A Worker's own ends of queues: shares have none. */
const queuesOf = ({ queues: { producers = [], consumers = [] } }: PlaceConfig) => ({
  queueProducers: Object.fromEntries(producers.map(({ binding, queue }) => [binding, queue])),
  queueConsumers: Object.fromEntries(
    consumers.map(({ queue }) => [queue, { maxBatchSize: 1, maxBatchTimeout: 0 }]),
  ),
})
