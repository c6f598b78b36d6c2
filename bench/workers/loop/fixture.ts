import type { Schedule } from '../../../src/base/agenda/schedule.ts'
import { publishedSchedule } from '../../../src/base/agenda/store.ts'
import { CONFIG, type Config } from '../../../src/config.ts'
import type { Tenant } from '../../../src/contract.ts'
import type { Dispatch } from '../../../src/dispatch/dispatch.ts'
import type { EventsMap, Telemetry } from '../../../src/ports.ts'
import { hostKey } from '../../../src/registry/kv-directory.ts'
import { parseTenant, serializeTenant } from '../../../src/registry/tenant.ts'
import { SNAPSHOT_SCHEMA, type Snapshot, snapshotKey } from '../../../src/snapshot.ts'
import type { StoreStub } from '../../../src/store/rpc.ts'
import { wire, type WorkerEnv } from '../../../src/wire.ts'

/** A live event; what its record leaves out is the registry's own default. */
export function benchTenant(key: string): Tenant {
  const host = `${key}.localhost`
  const tenant = parseTenant({
    schema: 1,
    revision: 1,
    key,
    storeId: `${key}-1`,
    name: 'A trade event',
    canonicalHost: host,
    hosts: [host],
    status: 'live',
    timeZone: 'Asia/Manila',
    locales: ['en'],
    starts: '2027-02-26',
    ends: '2027-02-27',
    place: 'Hall A',
    theme: {},
  })
  if (!tenant.ok) throw new Error(tenant.error)
  return tenant.value
}

/** Bindings with nothing to wait for: KV is a map, and every store gives one answer, at once. */
export function constantEnv(tenants: readonly Tenant[]): WorkerEnv {
  const records = new Map(
    tenants.flatMap((tenant) => [
      ...tenant.hosts.map((host) => [hostKey(host), serializeTenant(tenant)] as const),
      [snapshotKey(tenant.key, tenant.storeId), snapshotOf(tenant)] as const,
    ]),
  )
  const reply = { ok: true, value: JSON.stringify(schedule) } as const
  const stub: StoreStub = {
    call: () => Promise.resolve(reply),
    calls: (calls) => Promise.resolve(calls.map(() => reply)),
  }
  return {
    TENANTS: { get: async (key: string) => records.get(key) ?? null } as unknown as KVNamespace,
    EVENTS: {
      idFromName: (name: string) => name,
      get: () => stub,
    } as unknown as DurableObjectNamespace,
    FAULTS: {} as unknown as DurableObjectNamespace,
    REGISTRAR: {} as unknown as DurableObjectNamespace,
    APEXES: 'localhost',
  }
}

const snapshotOf = ({ key, storeId }: Tenant): string =>
  JSON.stringify({
    schema: SNAPSHOT_SCHEMA,
    event: key,
    storeId,
    version: 1,
    at: 0,
    data: {
      [publishedSchedule.query.name]: { shape: publishedSchedule.shape, value: schedule },
    },
  } satisfies Snapshot)

const schedule: Schedule = {
  version: '1',
  rooms: ['Hall A', 'Hall B'],
  sessions: Array.from({ length: 12 }, (_, number) => ({
    id: `s${number}`,
    title: `Session ${number}`,
    subtitle: '',
    abstract: '',
    start: Date.UTC(2027, 1, 26, 1 + number),
    duration: 45 * 60_000,
    room: number % 2 === 0 ? 'Hall A' : 'Hall B',
    track: 'Main',
    kind: null,
    language: null,
    speakers: [{ id: `p${number}`, name: `Speaker ${number}` }],
  })),
}

export const silent: Telemetry = {
  request: () => {},
  fault: () => {},
  opened: () => {},
  note: () => {},
}

interface Given {
  readonly events?: EventsMap
  readonly telemetry?: Telemetry
  readonly config?: Config
}

/** The whole way of a request, wired as the product is, but for its log: that is measured as a part of its own. */
export const wireConstant = (
  tenants: readonly Tenant[],
  { events = new Map(), telemetry = silent, config = CONFIG }: Given = {},
): Dispatch => wire(constantEnv(tenants), { events, telemetry, config })

/** A request as it comes in: a new one each time, so that its headers are read for the first time. */
export const ask = (host: string, path: string): Request =>
  new Request(`http://${host}${path}`, { headers: { host } })
