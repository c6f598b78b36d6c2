import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import { CONFIG } from '../../src/config.ts'
import type { Dns } from '../../src/ports.ts'
import { Office } from '../../src/registry/registrar/office.ts'
import type { Registrar } from '../../src/registry/registrar/registrar-calls.ts'
import { createRegistrar } from '../../src/registry/registrar/registrar-client.ts'

export interface MemoryRegistrar {
  readonly registrar: Registrar
  /** What it has published. */
  readonly records: Map<string, string>
  /** Does what its alarm would. */
  readonly wake: () => Promise<void>
}

interface Domains {
  /** No host does when left out. */
  readonly needsProof?: (host: string) => boolean
  readonly dns?: Dns
}

/** A registrar in this process: the real one over SQLite in memory, and a map in the place of KV. */
export async function memoryRegistrar(
  now: () => number,
  { needsProof = () => false, dns = { txt: async () => [], leads: async () => [] } }: Domains = {},
): Promise<MemoryRegistrar> {
  const database = new DatabaseSync(':memory:')
  const records = new Map<string, string>()
  const prepared = new Map<string, StatementSync>()
  let ids = 0
  let depth = 0
  const kv = {
    get: async (key: string) => records.get(key) ?? null,
    put: async (key: string, text: string) => void records.set(key, text),
    delete: async (key: string) => void records.delete(key),
    list: async (prefix: string) => ({
      keys: [...records.keys()].filter((key) => key.startsWith(prefix)),
      cursor: null,
    }),
  }
  const office = new Office({
    sql: {
      all: <Row>(statement: string, ...bindings: SQLInputValue[]) => {
        const ready = prepared.get(statement) ?? database.prepare(statement)
        prepared.set(statement, ready)
        return ready.all(...bindings) as Row[]
      },
    },
    // One may be inside another, as on the real runtime.
    transaction(work) {
      const name = `depth_${depth++}`
      database.exec(`SAVEPOINT ${name}`)
      try {
        return work()
      } catch (error) {
        database.exec(`ROLLBACK TO ${name}`)
        throw error
      } finally {
        database.exec(`RELEASE ${name}`)
        depth--
      }
    },
    alarm: { getAlarm: async () => null, setAlarm: async () => undefined },
    waitUntil: () => undefined,
    rules: {
      apexes: new Set(['usher.example']),
      newId: () => String(++ids).padStart(8, '0'),
      hostsKept: CONFIG.registrar.hostsKept,
      keep: CONFIG.registrar.keep,
      needsProof,
      domains: CONFIG.registrar.domains,
    },
    outlets: {
      records: kv,
      tellStore: async () => undefined,
      handOn: async () => undefined,
      dns,
    },
    patience: 1_000,
    now,
  })
  await office.open()
  const registrar = createRegistrar(() => ({ call: (call) => office.call(call) }))
  return { registrar, records, wake: () => office.wake() }
}
