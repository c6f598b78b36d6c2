import { env } from 'cloudflare:workers'
import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { hostKey } from '../../src/registry/kv-directory.ts'
import { listTenants } from '../../src/registry/registrar/list.ts'
import type { Registrar } from '../../src/registry/registrar/registrar-calls.ts'
import type { ListInput } from '../../src/registry/registrar/tenant-calls.ts'
import type { ImportState } from '../../src/registry/registrar/transfer-calls.ts'
import { countedSql } from './counted-sql.ts'
import { BY, deskStub, done, draft, openDesk, refusal, way } from './registrar-desk.ts'

// Many events at once, and the lists that have them.

const MANY = 10_000
const CITIES = ['Hamburg', 'Manila', '東京ビッグサイト', 'Łódź', 'Lisboa', 'Wien', 'Nairobi']

const row = (i: number) =>
  draft(`expo-${i}`, {
    name: `Expo ${i}${i % 3 === 0 ? '' : ' Messe'}${i === 4321 ? ' Zitronenbaum' : ''}`,
    hosts: [`expo-${i}.localhost`, `expo-${i}.example.org`],
    place: CITIES[i % CITIES.length],
    starts: new Date(Date.UTC(2027, 0, 1 + (i % 700))).toISOString().slice(0, 10),
    ends: '2029-12-31',
    status: i % 4 === 0 ? 'live' : 'draft',
    listed: i % 400 === 0,
  })

async function importAll(
  registrar: Registrar,
  rows: readonly object[],
  mode: 'all' | 'each',
  dryRun = false,
): Promise<ImportState> {
  const { id } = await done(registrar.call('import.begin', { by: BY, mode, dryRun }))
  for (let at = 0; at < rows.length; at += 500) {
    const some = rows.slice(at, at + 500).map((one, i) => ({ line: at + i + 1, row: { ...one } }))
    await done(registrar.call('import.add', { id, rows: some }))
  }
  let state = await done(registrar.call('import.commit', { id }))
  while (!state.finished) state = await done(registrar.call('import.commit', { id }))
  return state
}

/** Rings until nothing is left to be published. */
async function settle(name: string): Promise<number> {
  for (let rounds = 0; ; rounds++) {
    const { waitingInAll } = await done(openDesk(name).call('registry.publishing', {}))
    if (waitingInAll === 0) return rounds
    await runDurableObjectAlarm(deskStub(name))
  }
}

describe(`${MANY} events`, () => {
  const registrar = openDesk('many')

  beforeAll(async () => {
    const rows = Array.from({ length: MANY }, (_, i) => row(i))
    // How long the local KV takes is not what is looked at.
    const put = vi.spyOn(way, 'put').mockImplementation(async () => {})
    const started = Date.now()
    const state = await importAll(registrar, rows, 'all')
    const decided = Date.now()
    await settle('many')
    console.log(
      `import: ${MANY} events decided in ${decided - started} ms, handed to KV in ` +
        `${Date.now() - decided} ms more`,
    )
    // One for each host, and the public list.
    expect(put).toHaveBeenCalledTimes(2 * MANY + 1)
    put.mockRestore()
    expect(state).toMatchObject({ created: MANY, refused: 0, finished: true, taken: true })
  }, 120_000)

  /** A page, and how many rows SQLite looked at for it. */
  const listed = (input: ListInput) =>
    runInDurableObject(deskStub('many'), (_, { storage }) => {
      const sql = countedSql(storage.sql)
      const page = listTenants(sql, input)
      if (!page.ok) throw new Error(JSON.stringify(page.error))
      return { ...page.value, rowsRead: sql.rowsRead }
    })

  test.each<[string, ListInput]>([
    ['all', {}],
    ['the latest first', { sort: '-starts' }],
    ['those changed last', { sort: '-changed' }],
    ['by key', { sort: 'key' }],
    ['of one status', { status: 'live' }],
    ['of one status, by key', { status: 'live', sort: 'key' }],
    ['of one status, changed last', { status: 'draft', sort: '-changed' }],
    ['that begin in a month', { from: '2028-03-01', to: '2028-03-31' }],
  ])('a page of %s reads little more than it shows', async (_, input) => {
    const { tenants, next, rowsRead } = await listed(input)
    expect(tenants).toHaveLength(50)
    expect(rowsRead).toBeLessThan(130)
    const second = await listed({ ...input, cursor: next ?? '' })
    expect(second.rowsRead).toBeLessThan(130)
    const keys = new Set([...tenants, ...second.tenants].map(({ key }) => key))
    expect(keys.size).toBe(100)
  })

  test('all pages together show every event once, in order', async () => {
    for (const sort of ['starts', '-starts', 'key'] as const) {
      const seen: string[] = []
      let cursor: string | null | undefined
      while (cursor !== null) {
        const page = await listed({ sort, limit: 200, ...(cursor === undefined ? {} : { cursor }) })
        seen.push(...page.tenants.map(({ key, starts }) => (sort === 'key' ? key : starts + key)))
        cursor = page.next
      }
      expect(new Set(seen).size).toBe(MANY)
      const sorted = seen.toSorted()
      expect(seen).toEqual(sort === '-starts' ? sorted.toReversed() : sorted)
    }
  })

  test('a word that few have is found by reading few rows', async () => {
    const { tenants, counts, rowsRead } = await listed({ q: 'zitronenb' })
    expect(tenants.map(({ key }) => key)).toEqual(['expo-4321'])
    expect(counts).toMatchObject({ draft: 1, live: 0 })
    expect(rowsRead).toBeLessThan(40)
  })

  test.each([
    ['the beginning of a key', 'expo-4321', 1],
    ['a host', 'expo-77.example.org', 11],
    ['a place without its accents', 'lodz', 1428],
    ['two characters of a name without spaces', '東京', 1429],
    ['words that do not meet', 'zitronenbaum manila', 0],
    ['nothing but signs', '"*(', 0],
  ])('%s is looked for', async (_, q, least) => {
    const { counts, rowsRead } = await listed({ q })
    const found = Object.values(counts).reduce((sum, n) => sum + n, 0)
    if (least === 0) expect(found).toBe(0)
    else expect(found).toBeGreaterThanOrEqual(least)
    expect(rowsRead).toBeLessThan(7 * found + 10)
  })

  test('a word that all have, or nearly all, costs few readings of each', async () => {
    const all = await listed({ q: 'expo', sort: '-changed' })
    const plain = await listed({ sort: '-changed' })
    expect({ ...all, rowsRead: 0 }).toEqual({ ...plain, rowsRead: 0 })
    expect(all.rowsRead).toBeLessThan(1.5 * MANY)
    const most = { q: 'mess', status: 'live' } as const
    const some = await listed(most)
    expect(some.tenants.every(({ statusNow }) => statusNow === 'live')).toBe(true)
    const found = Object.values(some.counts).reduce((sum, n) => sum + n, 0)
    expect(found).toBe(6_666)
    expect(some.rowsRead).toBeLessThan(5 * MANY)
    const next = await listed({ ...most, cursor: some.next ?? '' })
    expect(new Set([...some.tenants, ...next.tenants].map(({ key }) => key)).size).toBe(100)
  })

  test('counts by status come without counting', async () => {
    const { counts, rowsRead } = await listed({ limit: 1 })
    expect(counts).toEqual({ draft: 7_500, live: 2_500, frozen: 0, archived: 0, suspended: 0 })
    expect(rowsRead).toBeLessThan(10)
  })

  test('the longest list is there at once', async () => {
    const times: number[] = []
    for (let i = 0; i < 20; i++) {
      const started = Date.now()
      await done(registrar.call('tenants.list', { q: i % 2 === 0 ? 'expo' : '', limit: 50 }))
      times.push(Date.now() - started)
    }
    const [median] = times.toSorted((a, b) => a - b).slice(10)
    console.log(`list and search of ${MANY}: median ${median} ms`)
  })

  test('come out again as they are, and go in elsewhere with the stores they had', async () => {
    const page = await done(registrar.call('export.page', { limit: 100 }))
    expect(page).toMatchObject({ total: MANY, tenants: { length: 100 } })
    const second = await done(registrar.call('export.page', { cursor: page.next ?? '' }))
    expect(second.tenants[0]?.key).not.toBe(page.tenants.at(-1)?.key)
    const elsewhere = openDesk('elsewhere')
    const state = await importAll(elsewhere, page.tenants, 'all')
    expect(state).toMatchObject({ created: 100, refused: 0 })
    const { key } = page.tenants[0] ?? { key: '' }
    expect((await done(elsewhere.call('tenants.get', { key }))).tenant).toEqual(page.tenants[0])
    expect(await importAll(elsewhere, page.tenants, 'all')).toMatchObject({ unchanged: 100 })
  })
})

describe('an import', () => {
  const registrar = openDesk('imports')
  const rows = [
    draft('row-1'),
    draft('row-2', { timeZone: 'Nowhere' }),
    draft('row-3', { hosts: ['row-1.localhost'] }),
    draft('row-4', { hosts: ['row-4.localhost', 'admin.localhost'] }),
    draft('row-5', { shape: 'round' }),
    draft('row-6'),
    { ...draft('row-7'), schema: 2 },
  ]
  const refusals = [
    { line: 2, refusal: { tag: 'invalid', issues: [{ field: 'timeZone' }] } },
    { line: 3, refusal: { tag: 'host-taken', key: 'row-1' } },
    { line: 4, refusal: { tag: 'invalid', issues: [{ field: 'hosts.1' }] } },
    { line: 5, refusal: { tag: 'invalid', issues: [{ field: 'shape' }] } },
    { line: 7, refusal: { tag: 'newer-schema', schema: 2 } },
  ]
  const unknown = (key: string) => ({ tag: 'unknown-event', key })

  test('of all takes nothing where a row is refused, and says which', async () => {
    const state = await importAll(registrar, rows, 'all')
    expect(state).toMatchObject({ finished: true, taken: false, refused: 5, created: 2, refusals })
    for (const key of ['row-1', 'row-3', 'row-6']) {
      expect(await refusal(registrar.call('tenants.get', { key }))).toEqual(unknown(key))
    }
    const { entries } = await done(registrar.call('audit.list', {}))
    expect(entries).toEqual([])
  })

  test('that is only tried says the same and takes nothing', async () => {
    for (const mode of ['all', 'each'] as const) {
      const state = await importAll(registrar, rows, mode, true)
      expect(state).toMatchObject({ taken: false, refused: 5, created: 2, refusals })
    }
    expect(await refusal(registrar.call('tenants.get', { key: 'row-1' }))).toEqual(unknown('row-1'))
  })

  test('of each takes what can be taken, and leaves nothing of the rest', async () => {
    const state = await importAll(registrar, rows, 'each')
    expect(state).toMatchObject({ taken: true, refused: 5, created: 2, refusals })
    await settle('imports')
    expect(await refusal(registrar.call('tenants.get', { key: 'row-4' }))).toEqual(unknown('row-4'))
    const host = 'row-4.localhost'
    expect(await refusal(registrar.call('hosts.find', { host }))).toMatchObject({
      tag: 'unknown-host',
    })
    expect(await env.TENANTS.get(hostKey('row-1.localhost'))).not.toBeNull()
  })

  test('changes an event only by the revision that it knows', async () => {
    const { tenant } = await done(registrar.call('tenants.get', { key: 'row-1' }))
    const renamed = { ...tenant, name: 'Renamed' }
    expect(await importAll(registrar, [draft('row-1')], 'each')).toMatchObject({
      refusals: [{ refusal: { tag: 'key-taken' } }],
    })
    expect(await importAll(registrar, [renamed], 'each')).toMatchObject({ changed: 1 })
    expect(await importAll(registrar, [renamed], 'each')).toMatchObject({
      refusals: [{ refusal: { tag: 'not-current', revision: 2 } }],
    })
    const hosts = ['row-8.localhost']
    const other = { ...draft('row-8'), hosts, canonicalHost: hosts[0] }
    const foreign = { ...other, storeId: tenant.storeId, revision: 1 }
    expect(await importAll(registrar, [foreign], 'each')).toMatchObject({
      refusals: [{ refusal: { tag: 'invalid', issues: [{ field: 'storeId' }] } }],
    })
  })

  test('that was cut off is gone without a trace', async () => {
    const { id } = await done(
      registrar.call('import.begin', { by: BY, mode: 'all', dryRun: false }),
    )
    await done(registrar.call('import.add', { id, rows: [{ line: 1, row: draft('half') }] }))
    await done(registrar.call('import.cancel', { id }))
    const gone = { tag: 'unknown-import', id }
    expect(await refusal(registrar.call('import.commit', { id }))).toEqual(gone)
    expect(await refusal(registrar.call('tenants.get', { key: 'half' }))).toEqual(unknown('half'))
  })
})
