import { ok, type Tenant } from '../../contract.ts'
import { readCursor, writeCursor } from './cursor.ts'
import { countTenants } from './list.ts'
import type { TransferCalls } from './transfer-calls.ts'
import { type Operations, read } from './turn.ts'

const LONGEST = 500

export const exportOperations: Operations<Pick<TransferCalls, 'export.page'>> = {
  'export.page': read(({ sql }, { cursor, limit = LONGEST }) => {
    const after = readCursor(cursor, ['string'])
    if (!after.ok) return after
    const most = Math.min(Math.max(limit, 1), LONGEST)
    const rows = sql.all<{ key: string; record: string }>(
      'SELECT key, record FROM tenants WHERE key > ? ORDER BY key LIMIT ?',
      after.value?.[0] ?? '',
      most + 1,
    )
    const shown = rows.slice(0, most)
    const last = rows.length > most ? shown.at(-1) : undefined
    return ok({
      tenants: shown.map(({ record }) => JSON.parse(record) as Tenant),
      next: last === undefined ? null : writeCursor([last.key]),
      total: countTenants(sql),
    })
  }),
}
