import { beforeEach, describe, expect, test } from 'vitest'
import type { Registrar } from '../../src/registry/registrar/registrar-calls.ts'
import { DRAFT } from '../support/admin-client.ts'
import { type AdminHost, adminHost, BREAK_GLASS } from '../support/admin-host.ts'
import { type MemoryRegistrar, memoryRegistrar } from '../support/memory-registrar.ts'

// Many events at once, as lines, over a real registrar.

let kept: MemoryRegistrar
let host: AdminHost

beforeEach(async () => {
  kept = await memoryRegistrar(() => Date.UTC(2027, 0, 1))
  host = adminHost({ registrar: kept.registrar })
})

type Told = Readonly<Record<string, unknown>>

const row = (key: string, more: object = {}): string => JSON.stringify({ ...DRAFT, key, ...more })

/** The lines of the answer. */
async function take(body: string | ReadableStream<Uint8Array>, query = ''): Promise<Told[]> {
  const response = await host.get(`/api/v1/tenants:import${query}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-ndjson' },
    body,
  })
  expect([response.status, response.headers.get('content-type')]).toEqual([
    200,
    'application/x-ndjson',
  ])
  return linesOf(await response.text())
}

const linesOf = (text: string): Told[] =>
  text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Told)

async function keys(): Promise<string[]> {
  const exported = await (await host.get('/api/v1/tenants:export')).text()
  return linesOf(exported).map(({ key }) => String(key))
}

test('what was exported is imported elsewhere, records and stores alike', async () => {
  await take([row('a'), row('b', { place: 'Hall 2' })].join('\n'))
  const exported = await (await host.get('/api/v1/tenants:export')).text()
  const other = await memoryRegistrar(() => Date.UTC(2027, 0, 1))
  host = adminHost({ registrar: other.registrar })
  expect((await take(exported)).at(-1)).toMatchObject({ created: 2, refused: 0, taken: true })
  expect(await (await host.get('/api/v1/tenants:export')).text()).toBe(exported)
})

describe('a row that cannot be taken', () => {
  const LINES = [row('a'), row('admin'), '', '{"key":"b', row('c', { hosts: ['a.usher.example'] })]

  test('leaves nothing to take of an import that is all or nothing', async () => {
    const told = await take([row('a'), row('admin'), row('c')].join('\n'))
    expect(told.filter(({ type }) => type !== 'progress')).toMatchObject([
      { type: 'refusal', line: 2, errors: [{ pointer: '/key' }] },
      { type: 'done', rows: 3, refused: 1, taken: false },
    ])
    expect(await keys()).toEqual([])
  })

  test('nor does a file that was half written', async () => {
    const told = await take([row('a'), row('b').slice(0, -20)].join('\n'))
    expect(told.filter(({ type }) => type !== 'progress')).toMatchObject([
      { type: 'refusal', line: 2, detail: 'The body is no JSON in UTF-8.' },
      { type: 'done', rows: 2, created: 0, refused: 1, taken: false },
    ])
    expect(await keys()).toEqual([])
  })

  test('is left out of one that takes each, and named by its line', async () => {
    const told = await take(LINES.join('\n'), '?mode=each')
    expect(told.filter(({ type }) => type === 'refusal')).toMatchObject([
      { line: 4 },
      { line: 2, errors: [{ pointer: '/key' }] },
      { line: 5, detail: 'a.usher.example is a host of “a”.' },
    ])
    expect(told.at(-1)).toMatchObject({
      type: 'done',
      rows: 4,
      created: 1,
      refused: 3,
      taken: true,
    })
    expect(await keys()).toEqual(['a'])
  })

  test.each([
    ['of a newer schema', JSON.stringify({ ...DRAFT, schema: 2 }), 'newer than this deployment'],
    ['that is a list', '[1]', 'A line is an object.'],
    ['of five megabytes', row('a', { place: 'x'.repeat(5_000_000) }), '512 KiB'],
    ['with a field nobody knows', row('a', { colour: 1 }), 'colour'],
    ['with the name of a prototype', '{"__proto__":1}', '__proto__'],
  ])('%s says so', async (_, line, detail) => {
    const told = await take(`${line}\n${row('b')}`, '?mode=each')
    expect(told.find(({ type }) => type === 'refusal')).toMatchObject({ type: 'refusal', line: 1 })
    expect(String(told.find(({ type }) => type === 'refusal')?.['detail'])).toContain(detail)
    expect(await keys()).toEqual(['b'])
  })
})

test('a dry run says what would be, and changes nothing', async () => {
  const told = await take([row('a'), row('b')].join('\n'), '?dryRun=true')
  expect(told.at(-1)).toMatchObject({ created: 2, refused: 0, taken: false })
  expect(await keys()).toEqual([])
})

test('lines that break off change nothing, and the answer says so', async () => {
  let sent = 0
  const broken = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (sent++ < 3) controller.enqueue(new TextEncoder().encode(`${row(`event-${sent}`)}\n`))
      else controller.error(new Error('the line is dead'))
    },
  })
  const told = await take(broken, '?mode=each')
  expect(told).toMatchObject([{ type: 'failed', requestId: 'request-1' }])
  expect(await keys()).toEqual([])
})

test('whoever sends nothing has imported nothing', async () => {
  expect((await take('')).at(-1)).toMatchObject({ type: 'done', rows: 0 })
})

test('a registrar that fails in the middle is no end that looks like one', async () => {
  const { registrar } = kept
  let calls = 0
  const failing: Registrar = {
    call: (...asked) =>
      ++calls === 3 ? Promise.reject(new Error('restarted')) : registrar.call(...asked),
  }
  host = adminHost({ registrar: failing })
  const told = await take(row('a'))
  expect(told.at(-1)).toMatchObject({ type: 'failed' })
  expect(host.faults).toMatchObject([{ seam: 'admin' }])
})

test('an import of many says how far it is', async () => {
  const lines = Array.from({ length: 2_000 }, (_, i) => row(`event-${i}`)).join('\n')
  const told = await take(lines)
  expect(told.at(-1)).toMatchObject({ type: 'done', created: 2_000, taken: true })
  const reading = told.filter(({ phase }) => phase === 'reading').map(({ done }) => done)
  expect(reading).toEqual([500, 1_000, 1_500, 2_000])
  expect(told).toContainEqual({ type: 'progress', phase: 'deciding', done: 0, total: 2_000 })
  const page = await host.get('/api/v1/tenants?q=event-77&limit=1')
  expect(await page.json()).toMatchObject({ tenants: [{ key: 'event-77' }], counts: { draft: 11 } })
})

describe('the check of the registry', () => {
  const check = async (query: string) =>
    linesOf(await (await host.get(`/api/v1/registry:verify${query}`, { method: 'POST' })).text())

  test('finds what KV lacks, and mends it', async () => {
    await take([row('a'), row('b')].join('\n'))
    kept.records.set('host:a.usher.example', '{}')
    kept.records.set('host:nobody.example.org', '{}')
    const found = await check('')
    expect(found.filter(({ type }) => type === 'finding')).toEqual(
      expect.arrayContaining([
        { type: 'finding', target: 'host:a.usher.example', problem: 'different', repaired: false },
      ]),
    )
    await check('?repair=true')
    await kept.wake()
    const left = await check('')
    expect(left.at(-1)).toMatchObject({ type: 'done', findings: 0 })
    expect(kept.records.get('host:a.usher.example')).toContain('"key":"a"')
  })
})

test('the answers hold nobody’s token', async () => {
  const told = await take(row('a'))
  expect(JSON.stringify(told)).not.toContain(BREAK_GLASS)
})
