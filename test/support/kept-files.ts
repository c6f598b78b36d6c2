import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { type Kept, keptIn } from './booking-ledger.ts'

/**
 * Reads a store out of a copy of its files, past the runtime. `change` does something to the copy
 * first.
 */
export function readKept(folder: string, change?: (database: DatabaseSync) => void): Kept {
  const copy = mkdtempSync(join(tmpdir(), 'usher-kept-'))
  try {
    const database = new DatabaseSync(copyStore(folder, copy))
    change?.(database)
    const kept = keptIn((statement) => database.prepare(statement).all())
    database.close()
    return kept
  } finally {
    rmSync(copy, { recursive: true })
  }
}

/** The one store with meetings among all that the runtime keeps there. */
function copyStore(folder: string, copy: string): string {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  for (const file of files.filter((name) => name.endsWith('.sqlite'))) {
    cpSync(join(folder, dirname(file)), copy, { recursive: true })
    const found = join(copy, file.slice(dirname(file).length + 1))
    const database = new DatabaseSync(found)
    const tables = database
      .prepare("SELECT 1 FROM sqlite_master WHERE name = 'meetings_history'")
      .all()
    database.close()
    if (tables.length > 0) return found
  }
  throw new Error(`no store with meetings in ${folder}`)
}
