import { beforeAll, describe, expect, test } from 'vitest'
import { newApiToken } from '../../src/admin/access/api-token.ts'
import { documentOf } from '../../src/admin/api/document.ts'
import { ENDPOINTS, SCHEMAS } from '../../src/admin/endpoints/all.ts'
import type { AdminHost } from '../support/admin-host.ts'
import { undocumentedIn } from '../support/documented.ts'
import { EXAMPLES, preparedHost } from '../support/endpoint-examples.ts'
import {
  type ApiDocument,
  type Example,
  type Operation,
  spoiltBodies,
  spoiltTexts,
} from '../support/exercise.ts'

// Every endpoint that the document names, asked rightly and in every wrong way the document tells of.

const document = documentOf(ENDPOINTS, SCHEMAS) as unknown as ApiDocument
const undocumented = undocumentedIn(document)

const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({
    name: `${method.toUpperCase()} ${path}`,
    path,
    method,
    operation,
    example: EXAMPLES[operation.operationId] ?? {},
  })),
)

const viewer = newApiToken()
const operator = newApiToken()
const elsewhere = newApiToken()
const HOLDERS = {
  [viewer]: { name: 'viewer', role: 'viewer', events: 'all' },
  [operator]: { name: 'operator', role: 'operator', events: 'all' },
  [elsewhere]: { name: 'elsewhere', role: 'owner', events: ['elsewhere'] },
} as const

test('every endpoint has an example, and every example an endpoint', () => {
  const ids = operations.map(({ operation }) => operation.operationId)
  expect(Object.keys(EXAMPLES).toSorted()).toEqual(ids.toSorted())
})

describe.each(operations)('$name', ({ path, method, operation, example }) => {
  let host: AdminHost
  beforeAll(async () => {
    host = await preparedHost(HOLDERS)
  })

  /** The answer's status; what it says that the document does not is an error. */
  async function ask(
    { params = {}, query = {}, body, lines, revision }: Example,
    headers: Readonly<Record<string, string>> = {},
    sent?: string,
  ): Promise<number> {
    const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
      encodeURIComponent(params[name] ?? ''),
    )
    const search = new URLSearchParams(query).toString()
    const type = typeOf(operation)
    const content = sent ?? lines ?? (body === undefined ? undefined : JSON.stringify(body))
    const response = await host.get(`/api/v1${filled}?${search}`, {
      method: method.toUpperCase(),
      headers: {
        ...(type === null ? {} : { 'content-type': type }),
        ...(revision === undefined ? {} : { 'if-match': `"${revision}"` }),
        ...headers,
      },
      ...(content === undefined ? {} : { body: content }),
    })
    const { status } = response
    const answered = { status, type: response.headers.get('content-type') }
    const text = await response.text()
    expect(undocumented(path, method, { ...answered, text })).toBeNull()
    expect(host.faults).toEqual([])
    return status
  }
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` })

  test('nobody and nobody’s token is let in', async () => {
    expect(await ask(example, { authorization: '' })).toBe(401)
    expect(await ask(example, bearer(newApiToken()))).toBe(401)
  })

  test('too low a role is refused, and so is who is not for that event', async () => {
    const role = operation['x-role']
    if (role !== 'viewer') expect(await ask(example, bearer(viewer))).toBe(403)
    if (role === 'owner') expect(await ask(example, bearer(operator))).toBe(403)
    // A module is nobody's: it is what it is called.
    if (example.params !== undefined && operation.operationId !== 'putModule') {
      expect([403, 404]).toContain(await ask(example, bearer(elsewhere)))
    }
  })

  test('a field that is not as it has to be is refused', async () => {
    const schema = Object.values(operation.requestBody?.content ?? {})[0]?.schema
    if (schema === undefined || example.body === undefined) return
    for (const { how, value } of spoiltBodies(document, schema, example.body)) {
      expect([how, await ask(example, {}, JSON.stringify(value))]).toEqual([how, 422])
    }
  })

  test('a body that is none, too big or of another type is refused', async () => {
    if (example.body === undefined) return
    for (const none of ['', '{', '\u0000', '[1,]', 'undefined'])
      expect(await ask(example, {}, none)).toBe(400)
    expect(await ask(example, {}, JSON.stringify('x'.repeat(1_000_000)))).toBe(413)
    expect(await ask(example, { 'content-type': 'text/html' })).toBe(415)
  })

  test('a query that is not as it has to be is refused', async () => {
    const { query = {} } = example
    expect(await ask({ ...example, query: { ...query, 'unheard-of': '1' } })).toBe(400)
    for (const parameter of operation.parameters.filter(({ in: place }) => place === 'query')) {
      const { name, required } = parameter
      const { [name]: _, ...without } = query
      if (required) expect(await ask({ ...example, query: without })).toBe(400)
      for (const text of spoiltTexts(document, parameter)) {
        const status = await ask({ ...example, query: { ...query, [name]: text } })
        expect([name, text, status]).toEqual([name, text, 400])
      }
    }
  })

  test('a path that names nothing is a 404', async () => {
    for (const name of Object.keys(example.params ?? {})) {
      // A PUT makes what it names last.
      const makes = method === 'put' && path.endsWith(`{${name}}`)
      const nobody = makes ? [] : ['nobody', 'admin']
      for (const nothing of [...nobody, '__proto__', '../x', 'x'.repeat(3_000)]) {
        const params = { ...example.params, [name]: nothing }
        const status = await ask({ ...example, params })
        expect([name, nothing, status]).toEqual([name, nothing, 404])
      }
    }
  })

  test('a revision has to be named, and to be current', async () => {
    if (!operation.parameters.some(({ name }) => name === 'If-Match')) return
    const { revision: _, ...without } = example
    expect(await ask(without)).toBe(428)
    for (const nothing of ['', '12', '**', '"*"']) {
      expect(await ask(without, { 'if-match': nothing })).toBe(428)
    }
    expect(await ask({ ...example, revision: 999 })).toBe(412)
  })

  test('no other format is answered', async () => {
    expect(await ask(example, { accept: 'image/png' })).toBe(406)
  })

  test('an idempotency key is taken where it helps, and stands for one request', async () => {
    const key = { 'idempotency-key': 'once' }
    if (method === 'get') return expect(await ask(example, key)).toBe(200)
    const taken = operation.parameters.find(({ name }) => name === 'Idempotency-Key')
    if (operation.operationId === 'importEvents') return expect(await ask(example, key)).toBe(400)
    expect(await ask(example, { 'idempotency-key': ' ' })).toBe(400)
    const first = await ask(example, key)
    expect(first).toBeLessThan(300)
    const again = await ask(example, key)
    // A token is shown once.
    expect(again).toBe(operation.operationId === 'createToken' ? 409 : first)
    if (taken?.description?.includes('not needed')) return
    const other = Object.entries(EXAMPLES).find(([id]) => id === 'createTenant')?.[1]
    if (operation.operationId === 'createTenant') return
    const response = await host.get('/api/v1/tenants', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...key },
      body: JSON.stringify(other?.body),
    })
    expect(response.status).toBe(409)
  })

  test('whichever revision is current can be meant', async () => {
    if (!operation.parameters.some(({ name }) => name === 'If-Match')) return
    host = await preparedHost(HOLDERS)
    const { revision: _, ...any } = example
    expect(await ask(any, { 'if-match': '*' })).toBeLessThan(300)
  })

  test('asked rightly, it answers', async () => {
    host = await preparedHost(HOLDERS)
    const status = await ask(example)
    expect(status).toBeLessThan(300)
    expect(Object.keys(operation.responses)).toContain(String(status))
  })
})

const typeOf = ({ requestBody }: Operation): string | null =>
  Object.keys(requestBody?.content ?? {})[0] ?? null
