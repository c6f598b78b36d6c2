import { readdirSync, readFileSync } from 'node:fs'
import { demoData } from '../../src/cli/demo-data.ts'
import { SYSTEM, type Tenant } from '../../src/contract.ts'
import { manifestKey, moduleKey, releaseId, serializeRelease } from '../../src/isolate/release.ts'
import { signInAll } from '../../src/kit/test-people.ts'
import { hostKey } from '../../src/registry/kv-directory.ts'
import { serializeTenant } from '../../src/registry/tenant.ts'
import type { BuiltRelease } from '../../src/build/release/build-release.ts'
import type { StoreStub } from '../../src/store/rpc.ts'
import { StoreClient } from '../../src/store/store-client.ts'
import { type Connection, openConnection } from '../connection.ts'
import { type Runtime, startRuntime } from '../runtime.ts'

/** An event with a small module and pages of its own. */
export const EVENT = 'visa-page'

/** One runtime in a process of its own, so that its processor time is this lane's alone. */
export interface LaneRuntime {
  readonly pid: number
  /** Of somebody who is signed in. The runtime closes one that waits for some seconds. */
  connect(): Promise<Connection>
  /** The first request to another event, whose release no isolate has yet: milliseconds. */
  openCold(): Promise<number>
  stop(): Promise<void>
}

/** Where the bundle is, and what the isolated lane runs; null for the shared lane. */
export interface LaneSource {
  readonly dist: string
  readonly release: BuiltRelease | null
}

export async function startLane({ dist, release }: LaneSource): Promise<LaneRuntime> {
  const before = children()
  const runtime = await startRuntime([{ name: 'usher', dist, bound: true, isolates: true }])
  const pid = children().find((child) => !before.includes(child)) ?? 0
  if (release !== null) await putTexts(runtime, release)
  const tenant = demoTenant(EVENT)
  await register(runtime, tenant, release)
  const store = new StoreClient(await stubOf(runtime, tenant.storeId), tenant, SYSTEM)
  const cookie = (await signInAll(store, { ada: {} })).get('ada')?.cookie
  const port = await runtime.port('usher')
  let opened = 0
  return {
    pid,
    connect: () => openConnection(port, tenant.canonicalHost, cookie),
    async openCold() {
      const another = coldTenant(tenant, ++opened)
      await makeStore(runtime, port, another)
      await register(runtime, another, release)
      const connection = await openConnection(port, another.canonicalHost)
      const start = performance.now()
      const { status } = await connection.ask('/', 1)
      const took = performance.now() - start
      connection.close()
      if (status !== 200) throw new Error(`${another.canonicalHost} answers ${status}.`)
      return took
    },
    stop: () => runtime.stop(),
  }
}

function demoTenant(key: string): Tenant {
  const seed = demoData('demo', [key]).find(({ tenant }) => tenant.key === key)
  if (seed === undefined) throw new Error(`There is no demo/${key}/ to measure with.`)
  return seed.tenant
}

const coldTenant = (tenant: Tenant, number: number): Tenant => {
  const key = `cold-${number}`
  const host = `${key}.localhost`
  return { ...tenant, key, storeId: key, canonicalHost: host, hosts: [host] }
}

/** Has the event's store made and its snapshot published, by a visitor of it before it has a release. */
async function makeStore(runtime: Runtime, port: number, tenant: Tenant): Promise<void> {
  const host = `before-${tenant.canonicalHost}`
  await register(runtime, { ...tenant, canonicalHost: host, hosts: [host] }, null)
  const connection = await openConnection(port, host)
  await connection.ask('/', 1)
  connection.close()
}

/** Puts a record where the Worker reads it, and the manifest of the same modules under its key. */
async function register(
  { miniflare }: Runtime,
  tenant: Tenant,
  release: BuiltRelease | null,
): Promise<void> {
  let record = tenant
  if (release !== null) {
    const manifest = { ...release.manifest, event: tenant.key }
    const id = await releaseId(manifest)
    const bucket = await miniflare.getR2Bucket('RELEASES')
    await bucket.put(manifestKey(tenant.key, id), serializeRelease(manifest))
    record = { ...tenant, lane: 'isolated', release: { id, previous: null, pinned: false } }
  }
  const records = await miniflare.getKVNamespace('TENANTS')
  await records.put(hostKey(tenant.canonicalHost), serializeTenant(record))
}

async function putTexts({ miniflare }: Runtime, { texts }: BuiltRelease): Promise<void> {
  const bucket = await miniflare.getR2Bucket('RELEASES')
  for (const [hash, text] of texts) await bucket.put(moduleKey(hash), text)
}

async function stubOf({ miniflare }: Runtime, id: string): Promise<() => StoreStub> {
  const stores = await miniflare.getDurableObjectNamespace('EVENTS')
  return () => stores.get(stores.idFromName(id)) as unknown as StoreStub
}

/** Processes that this one has started, by number. */
function children(): readonly number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => {
      if (!Number.isInteger(pid)) return false
      try {
        const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
        return Number(text.slice(text.lastIndexOf(')') + 2).split(' ')[1]) === process.pid
      } catch {
        return false
      }
    })
}
