import { importSchedule } from '../src/base/agenda/import-schedule.ts'
import { replaceSchedule } from '../src/base/agenda/store.ts'
import { demoData } from '../src/cli/demo-data.ts'
import { SYSTEM } from '../src/contract.ts'
import { hostKey } from '../src/registry/kv-directory.ts'
import { serializeTenant } from '../src/registry/tenant.ts'
import type { StoreStub } from '../src/store/rpc.ts'
import { StoreClient } from '../src/store/store-client.ts'
import { type Connection, openConnection } from './connection.ts'
import { type Runtime, startRuntime } from './runtime.ts'

export const NAMES = ['bare', 'control', 'dispatched'] as const
export type Name = (typeof NAMES)[number]
export type Each<T> = Readonly<Record<Name, T>>

export interface HttpRuntime {
  readonly connections: Each<Connection>
  stop(): Promise<void>
}

/** Folders of the builds. */
export interface Dists {
  readonly bare: string
  readonly dispatched: string
}

const DEMO = 'pycon-apac'

/** The three workers with the same event and the same programme, and one connection to each. */
export async function startHttpRuntime(dists: Dists): Promise<HttpRuntime> {
  const seed = demoData('demo', []).find(({ tenant }) => tenant.key === DEMO)
  if (seed?.schedule == null) throw new Error(`demo/${DEMO}/ has no programme to measure with.`)
  const { tenant } = seed
  const runtime = await startRuntime([
    { name: 'bare', dist: dists.bare, tenant, bound: true },
    { name: 'control', dist: dists.bare, tenant, bound: true },
    { name: 'dispatched', dist: dists.dispatched, bound: true },
  ])
  const { text, format } = seed.schedule
  const schedule = await importSchedule(new Blob([text]).stream(), format, {
    timeZone: tenant.timeZone,
  })
  if (!schedule.ok) throw new Error(schedule.error.message)
  const connections: Partial<Record<Name, Connection>> = {}
  for (const name of NAMES) {
    await (
      await runtime.miniflare.getKVNamespace('TENANTS', name)
    ).put(hostKey(tenant.canonicalHost), serializeTenant(tenant))
    const store = new StoreClient(await stubOf(runtime, name, tenant.storeId), tenant, SYSTEM)
    await store.write(replaceSchedule, schedule.value, 'seed')
    connections[name] = await openConnection(await runtime.port(name), tenant.canonicalHost)
  }
  return { connections: connections as Each<Connection>, stop: () => runtime.stop() }
}

async function stubOf(runtime: Runtime, worker: string, id: string): Promise<() => StoreStub> {
  const stores = await runtime.miniflare.getDurableObjectNamespace('EVENTS', worker)
  return () => stores.get(stores.idFromName(id)) as unknown as StoreStub
}

/** All three have to give the same page, or there is nothing to compare. */
export async function checkSameAnswers({ connections }: HttpRuntime, path: string): Promise<void> {
  const expected = await connections.bare.ask(path, 1)
  for (const name of NAMES) {
    const { status, body } = await connections[name].ask(path, 1)
    if (status === expected.status && body === expected.body) continue
    throw new Error(
      `${path}: ${name} answers ${status} with ${body.length} characters, ` +
        `bare ${expected.status} with ${expected.body.length}. They have to be the same.`,
    )
  }
}
