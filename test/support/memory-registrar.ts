import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import { CONFIG } from '../../src/config.ts'
import { Office } from '../../src/registry/registrar/office.ts'
import type { Registrar } from '../../src/registry/registrar/registrar-calls.ts'
import { createRegistrar } from '../../src/registry/registrar/registrar-client.ts'

export interface MemoryRegistrar {
  readonly registrar: Registrar
  /** What it has published. */
  readonly records: Map<string, string>
}

/** A registrar in this process: the real one over SQLite in memory, and a map in the place of KV. */
export async function memoryRegistrar(now: () => number): Promise<MemoryRegistrar> {
  const database = new DatabaseSync(':memory:')
  const records = new Map<string, string>()
  let ids = 0
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
      all: <Row>(statement: string, ...bindings: SQLInputValue[]) =>
        database.prepare(statement).all(...bindings) as Row[],
    },
    transaction(work) {
      database.exec('BEGIN')
      try {
        const done = work()
        database.exec('COMMIT')
        return done
      } catch (error) {
        database.exec('ROLLBACK')
        throw error
      }
    },
    alarm: { getAlarm: async () => null, setAlarm: async () => undefined },
    waitUntil: () => undefined,
    rules: {
      apexes: new Set(['usher.example']),
      newId: () => String(++ids).padStart(8, '0'),
      mayFreeze: () => false,
      hostsKept: CONFIG.registrar.hostsKept,
      keep: CONFIG.registrar.keep,
    },
    outlets: { records: kv, tellStore: async () => undefined },
    patience: 1_000,
    now,
  })
  await office.open()
  return { registrar: createRegistrar(() => ({ call: (call) => office.call(call) })), records }
}
