import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { join, resolve } from 'node:path'
import { convertV4MiniflareOptions, Miniflare, type Request, Response } from 'miniflare'
import { replaceSchedule } from '../../src/base/agenda/store.ts'
import { importPeople } from '../../src/base/people/store.ts'
import type { Assembled } from '../../src/build/release/assemble.ts'
import { SYSTEM, type Tenant } from '../../src/contract.ts'
import { hostKey } from '../../src/registry/kv-directory.ts'
import { serializeTenant } from '../../src/registry/tenant.ts'
import { manifestKey, moduleKey, serializeRelease } from '../../src/isolate/release.ts'
import type { StoreStub } from '../../src/store/rpc.ts'
import { StoreClient } from '../../src/store/store-client.ts'
import type { Attack } from '../attacks/attack.ts'
import { releaseSources } from './attack-releases.ts'
import { CANARY, VICTIM } from './attack-victim.ts'
import { signIn } from './built-fair.ts'
import { buildPlace } from './built-shares.ts'
import { builtModules, MAIL, postOffice, readBuiltConfig, type SentMail } from './built-worker.ts'
import { invented } from './people.ts'
import { programme } from './programme.ts'
import { tenant } from './tenants.ts'

/** One Worker, as it would be deployed, with the events of some attacks and those beside them. */
export interface AttackHall {
  /** Where it answers, `http://127.0.0.1:…`. */
  readonly origin: string
  /** Session of a visitor of each event, by the event's key. */
  readonly sessions: ReadonlyMap<string, string>
}

/** Several of them in one runtime, each an isolate of its own, and what is around them. */
export interface AttackGrounds {
  readonly halls: readonly AttackHall[]
  readonly log: readonly string[]
  readonly mails: readonly SentMail[]
  /** Addresses outside that somebody asked for, with their headers. */
  readonly reached: readonly string[]
  /** Port of a listener on this machine; what connects is in `reached`. */
  readonly tcp: number
  dispose(): Promise<void>
}

/** Of the person who looks around at an attack's event. */
export const VISITOR = 'v1s1tor'

export const ADMIN_TOKEN = `${CANARY}-admin-token`

const VICTIMS = [
  { key: 'victim', source: VICTIM },
  { key: 'walled', source: VICTIM },
]

/** Writes the events of attacks, and their victims; the folder. */
export function writeAttacks(attacks: readonly Attack[]): string {
  const folder = resolve('dist/test/attack-events')
  rmSync(folder, { recursive: true, force: true })
  for (const { key, source } of [...VICTIMS, ...attacks]) {
    mkdirSync(join(folder, key), { recursive: true })
    writeFileSync(join(folder, key, 'event.ts'), source)
  }
  return folder
}

/** The one Worker over these events, past the check that would refuse most of them; its folder. */
export const buildAttacked = (events: string): Promise<string> =>
  buildPlace({ kind: 'whole' }, events, 'dist/test/attack-worker')

/** A release of each event, past the same check. */
export const releaseAttacked = (
  dist: string,
  attacks: readonly Attack[],
): Promise<readonly Assembled[]> =>
  releaseSources(
    new Map([...VICTIMS, ...attacks].map(({ key, source }) => [key, source])),
    readBuiltConfig(dist),
  )

/**
 * @param crowds attacks that share a Worker
 * @param releases what those events run from that are in isolates of their own
 */
export async function openGrounds(
  dist: string,
  crowds: readonly (readonly Attack[])[],
  releases: readonly Assembled[] = [],
): Promise<AttackGrounds> {
  const log: string[] = []
  const mails: SentMail[] = []
  const reached: string[] = []
  const config = readBuiltConfig(dist)
  const { server, port } = await listen(reached)
  const names = crowds.map((_, at) => `usher-${at}`)
  const worker = new Miniflare(
    convertV4MiniflareOptions({
      port: 0,
      cf: false,
      handleStructuredLogs: ({ message }) => log.push(message),
      workers: [
        ...names.map((name) => ({
          name,
          unsafeDirectSockets: [{ host: '127.0.0.1', port: 0 }],
          ...builtModules(dist, config),
          bindings: {
            APEXES: 'localhost',
            MAIL_FROM: 'events@usher.example',
            ADMIN_TOKEN,
            PREVIEW_SECRET: `${CANARY}-preview`,
          },
          kvNamespaces: { TENANTS: `${name}-tenants` },
          r2Buckets: { RELEASES: 'releases' },
          workerLoaders: { LOADER: {} },
          durableObjects: {
            EVENTS: { className: 'EventStore', useSQLite: true },
            FAULTS: { className: 'FaultCounter', useSQLite: true },
            REGISTRAR: { className: 'Registrar', useSQLite: true },
          },
          serviceBindings: MAIL,
          outboundService: ({ url, headers }: Request) => {
            reached.push(`${url} ${JSON.stringify([...headers])}`)
            return new Response('outside')
          },
        })),
        postOffice(mails, config),
      ],
    }),
  )
  await worker.ready
  const own = new Set(['walled', ...crowds.flat().map(({ key }) => key)])
  const needed = releases.filter(({ manifest }) => own.has(manifest.event))
  await putReleases(worker, needed)
  const ids = new Map(needed.map(({ id, manifest }) => [manifest.event, id]))
  const halls = await Promise.all(
    names.map((name, at) => openHall(worker, name, crowds[at] ?? [], ids)),
  )
  const dispose = async (): Promise<void> => {
    server.close()
    await worker.dispose()
  }
  return { halls, log, mails, reached, tcp: port, dispose }
}

async function openHall(
  worker: Miniflare,
  name: string,
  attacks: readonly Attack[],
  releases: ReadonlyMap<string, string>,
): Promise<AttackHall> {
  const inLane = (key: string, different: Partial<Tenant> = {}): Tenant => {
    const id = key === 'victim' ? undefined : releases.get(key)
    if (id === undefined) return tenant(key, different)
    const release = { id, previous: null, pinned: false }
    return tenant(key, { lane: 'isolated', release, ...different })
  }
  const own = attacks.map(({ key, record }) => inLane(key, record))
  const outbound = ['api.example.com', `${CANARY}.example`]
  const walled = releases.has('walled') ? [inLane('walled', { outbound })] : []
  const others = [tenant('victim', { outbound }), tenant('quiet'), ...walled]
  const sessions = new Map<string, string>()
  const records = await worker.getKVNamespace('TENANTS', name)
  const stores = await worker.getDurableObjectNamespace('EVENTS', name)
  const signedIn = attacks.filter((attack) => attack.signedIn === true).map(({ key }) => key)
  const peopled = new Set(['victim', 'walled', ...signedIn])
  for (const record of [...others, ...own]) {
    for (const host of record.hosts) await records.put(hostKey(host), serializeTenant(record))
    if (!peopled.has(record.key)) continue
    const who = own.includes(record) ? VISITOR : CANARY
    const stub = (): StoreStub =>
      stores.get(stores.idFromName(record.storeId)) as unknown as StoreStub
    sessions.set(record.key, await settle(stub, record, who))
  }
  const { origin } = await worker.unsafeGetDirectURL(name)
  return { origin, sessions }
}

/** People and a programme; answers the session of one of the people. */
async function settle(stub: () => StoreStub, record: Tenant, who: string): Promise<string> {
  const storeOf = (viewer: Parameters<Parameters<typeof signIn>[1]>[0]) =>
    new StoreClient(stub, record, viewer)
  const system = storeOf(SYSTEM)
  const list = { groups: [{ id: 'all', label: 'All' }], tags: [], people: [invented(who)] }
  await system.write(importPeople, list, 'people')
  if (who === CANARY) await system.write(replaceSchedule, programme(['Opening', 'Close']), 'plan')
  const { cookie } = await signIn(system, storeOf, record.canonicalHost, `${who}@people.example`)
  return cookie
}

/** What they share is put there once. */
async function putReleases(worker: Miniflare, releases: readonly Assembled[]): Promise<void> {
  const bucket = await worker.getR2Bucket('RELEASES', 'usher-0')
  const texts = new Map(releases.flatMap((release) => [...release.texts]))
  await Promise.all([...texts].map(([hash, text]) => bucket.put(moduleKey(hash), text)))
  await Promise.all(
    releases.map(({ id, manifest }) =>
      bucket.put(manifestKey(manifest.event, id), serializeRelease(manifest)),
    ),
  )
}

/** A listener that notes who connects. */
async function listen(reached: string[]): Promise<{ server: Server; port: number }> {
  const server = createServer((socket) => {
    reached.push('tcp')
    socket.on('error', () => undefined)
    socket.end()
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', () => ready()))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('No port.')
  return { server, port: address.port }
}
