/** Every cell of every table that holds one of these, in any letter case, as `table.column: what`. */
export function findAnywhere(
  storage: SqlStorage,
  tables: readonly string[],
  wanted: readonly string[],
) {
  const found = new Set<string>()
  for (const table of tables.filter((name) => name !== 'people_search')) {
    for (const row of storage.exec(`SELECT * FROM "${table}"`)) {
      for (const [column, value] of Object.entries(row)) {
        const text = (value instanceof ArrayBuffer ? latin1(value) : String(value)).toLowerCase()
        for (const what of wanted) {
          if (text.includes(what.toLowerCase())) found.add(`${table}.${column}: ${what}`)
        }
      }
    }
  }
  return [...found]
}

const latin1 = (bytes: ArrayBuffer): string =>
  Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte)).join('')
