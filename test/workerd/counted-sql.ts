import type { Sql, SqlValue } from '../../src/contract.ts'

export interface CountedSql extends Sql {
  /** Statements run so far. */
  statements: number
  /** Rows that SQLite looked at for them. */
  rowsRead: number
  /** Rows that were put, changed or taken away. */
  rowsWritten: number
}

/** A store's database that counts what is asked of it; use it inside the object. */
export function countedSql(storage: SqlStorage): CountedSql {
  const counted: CountedSql = {
    statements: 0,
    rowsRead: 0,
    rowsWritten: 0,
    all<Row>(statement: string, ...bindings: SqlValue[]): Row[] {
      const cursor = storage.exec(statement, ...bindings)
      const rows = cursor.toArray() as Row[]
      counted.statements += 1
      counted.rowsRead += cursor.rowsRead
      counted.rowsWritten += cursor.rowsWritten
      return rows
    },
  }
  return counted
}
