import { match } from '../../../src/base/match.ts'
import type { MatchPieces } from '../../../src/base/pieces.ts'
import type { Schedule } from '../../../src/base/agenda/schedule.ts'
import { CONFIG } from '../../../src/config.ts'
import type { Store, Tenant } from '../../../src/contract.ts'
import {
  createDispatch,
  type Dispatch,
  type DispatchParts,
} from '../../../src/dispatch/dispatch.ts'
import { createKvDirectory, hostKey } from '../../../src/registry/kv-directory.ts'
import { serializeTenant } from '../../../src/registry/tenant.ts'
import { createConsoleTelemetry } from '../../../src/telemetry/console-telemetry.ts'

export const clock = { now: () => Date.now() }

export function benchTenant(key: string): Tenant {
  const host = `${key}.localhost`
  return {
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
  }
}

/** A store without a database: one answer, given at once. */
export const constantStore: Store = {
  read: <Output>() => Promise.resolve(schedule as Output),
  write: () => Promise.reject(new Error('Nothing is written in the benchmark.')),
}

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

/** KV as a map: what a request costs without waiting for anything. */
export function mapDirectory(tenants: readonly Tenant[]) {
  const records = new Map(
    tenants.flatMap((tenant) =>
      tenant.hosts.map((host) => [hostKey(host), serializeTenant(tenant)] as const),
    ),
  )
  return createKvDirectory(
    { get: async (key) => records.get(key) ?? null },
    clock,
    CONFIG.directory,
  )
}

const drop = (): void => {}

/** The whole way of a request, with nothing to wait for anywhere. */
export function createBenchDispatch(
  tenants: readonly Tenant[],
  parts: Partial<DispatchParts<MatchPieces>> = {},
): Dispatch {
  return createDispatch<MatchPieces>({
    apexes: new Set(['localhost']),
    directory: mapDirectory(tenants),
    events: new Map(),
    base: match,
    openStore: () => constantStore,
    clock,
    telemetry: createConsoleTelemetry(drop, drop),
    newRequestId: () => crypto.randomUUID(),
    deadline: CONFIG.deadline,
    ...parts,
  })
}

/** A request as it comes in: a new one each time, so that its headers are read for the first time. */
export const ask = (host: string, path: string): Request =>
  new Request(`http://${host}${path}`, { headers: { host } })
