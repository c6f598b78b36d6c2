import { describe, expect, test } from 'vitest'
import { tenant } from '../../test/support/tenants.ts'
import type { NotePoint } from '../ports.ts'
import { createOpenHttp } from './open-http.ts'

const ALLOWED = ['api.example.com', 'xn--bcher-kva.example']

function open(
  answer: (url: string, init: RequestInit) => Promise<Response> | Response,
  deadline = 10_000,
) {
  const reached: string[] = []
  const notes: NotePoint[] = []
  let now = 0
  const http = createOpenHttp({
    fetch: async (url, init) => {
      reached.push(url)
      now += 30
      return answer(url, init)
    },
    apexes: new Set(['usher.example']),
    limits: { deadline, body: 1000 },
    clock: { now: () => now },
    telemetry: {
      request: () => undefined,
      fault: () => undefined,
      opened: () => undefined,
      note: (point) => notes.push(point),
    },
  })(tenant('fair', { outbound: [...ALLOWED, 'fair.usher.example', '127.0.0.1', 'localhost'] }))
  return { http, reached, notes }
}

describe('an event never reaches', () => {
  test.each([
    'http://api.example.com/',
    'https://api.example.com:8443/',
    'https://user:secret@api.example.com/',
    'https://other.example/',
    'https://sub.api.example.com/',
    'https://api.example.com.evil.example/',
    'https://evil.example/?https://api.example.com/',
    'https://api.example.com@evil.example/',
    'https://evil.example\\@api.example.com/',
    'https://127.0.0.1/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://0177.0.0.1/',
    'https://[::1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://169.254.169.254/latest/meta-data',
    'https://10.0.0.1/',
    'https://localhost/',
    'https://metadata.google.internal/',
    'https://printer.local/',
    'https://api。example。com.evil.example/',
    'https://usher.example/',
    'https://admin.usher.example/api/v1/explain',
    'https://fair.usher.example/',
    'ftp://api.example.com/',
    'file:///etc/passwd',
    'data:text/plain,hello',
    'javascript:alert(1)',
    '//api.example.com/',
    '/path',
    '',
  ])('%s', async (url) => {
    const { http, reached, notes } = open(() => new Response('reached'))
    await expect(http.fetch(url)).rejects.toThrow(TypeError)
    expect(reached).toEqual([])
    expect(notes).toMatchObject([{ type: 'outbound', event: 'fair', host: null, status: null }])
  })
})

test('a host of the record is called over https, with what was given and no more', async () => {
  const { http, notes } = open((_, { method, headers, body, redirect }) =>
    Response.json({ method, headers: [...new Headers(headers)], body, redirect }),
  )
  const response = await http.fetch('https://API.example.com/v1?q=1', {
    method: 'POST',
    headers: { 'X-Key': 'k', Host: 'elsewhere.example' },
    body: '{}',
  })
  expect(await response.json()).toEqual({
    method: 'POST',
    headers: [['x-key', 'k']],
    body: '{}',
    redirect: 'manual',
  })
  const told = { type: 'outbound', event: 'fair', host: 'api.example.com', method: 'POST' }
  expect(notes).toEqual([{ ...told, status: 200, duration: 30 }])
})

test('names of other scripts are allowed by how they are called on the wire', async () => {
  const { http, reached } = open(() => new Response())
  await http.fetch('https://bücher.example/')
  expect(reached).toEqual(['https://xn--bcher-kva.example/'])
})

test('a redirect is an answer, not followed', async () => {
  const headers = { Location: 'https://169.254.169.254/' }
  const { http, reached } = open(() => new Response(null, { status: 302, headers }))
  const response = await http.fetch('https://api.example.com/')
  expect([response.status, response.headers.get('location')]).toEqual([302, headers.Location])
  expect(reached).toHaveLength(1)
})

test('an answer arrives whose headers cannot be changed, as those of a real fetch', async () => {
  const { http } = open(async () => {
    const real = await fetch('data:text/plain,hello')
    expect(() => real.headers.delete('content-type')).toThrow('immutable')
    return real
  })
  const response = await http.fetch('https://api.example.com/')
  expect([response.headers.get('content-type'), await response.text()]).toEqual([
    'text/plain',
    'hello',
  ])
})

test('what a body was packed as is not told once it is unpacked', async () => {
  const headers = { 'Content-Encoding': 'gzip', 'Content-Length': '20', ETag: '"1"' }
  const { http } = open(() => new Response('unpacked', { headers }))
  const answered = (await http.fetch('https://api.example.com/')).headers
  expect(['content-encoding', 'content-length', 'etag'].map((name) => answered.get(name))).toEqual([
    null,
    null,
    '"1"',
  ])
})

test.each([
  [
    'internal error; reference = 0abc',
    'api.example.com could not be reached: is there such a host?',
  ],
  ['Network connection lost.', 'api.example.com could not be reached: Network connection lost.'],
])('who cannot be reached is named: %s', async (said, told) => {
  const { http, notes } = open(() => Promise.reject(new Error(said)))
  await expect(http.fetch('https://api.example.com/')).rejects.toThrow(told)
  expect(notes).toMatchObject([{ host: 'api.example.com', status: null }])
})

test.each([
  ['that never comes', () => new Promise<Response>(() => {})],
  [
    'whose body never ends',
    () => new Response(new ReadableStream({ pull: () => new Promise(() => {}) })),
  ],
])('an answer %s is given up at the deadline', async (_, answer) => {
  const { http, notes } = open(
    (_url, { signal }) =>
      Promise.race([
        Promise.resolve(answer()).then((response) => cut(response, signal)),
        aborted(signal),
      ]),
    40,
  )
  await expect(http.fetch('https://api.example.com/')).rejects.toThrow('within 40 ms')
  expect(notes).toHaveLength(1)
})

test('an answer that is too big is cut off, and its sender stopped', async () => {
  let sent = 0
  let stopped = false
  const { http } = open(
    () =>
      new Response(
        new ReadableStream({
          pull: (controller) => {
            sent += 1
            controller.enqueue(new Uint8Array(400))
          },
          cancel: () => void (stopped = true),
        }),
      ),
  )
  await expect(http.fetch('https://api.example.com/')).rejects.toThrow('more than 1000 bytes')
  expect(stopped).toBe(true)
  expect(sent).toBeLessThan(6)
})

test('a body that is too big is not sent', async () => {
  const { http, reached } = open(() => new Response())
  const body = 'ä'.repeat(501)
  await expect(http.fetch('https://api.example.com/', { body })).rejects.toThrow('1000 bytes')
  expect(reached).toEqual([])
})

/** What `fetch` does with a signal, also while the body comes. */
function cut(response: Response, signal: AbortSignal | null | undefined): Response {
  const { body } = response
  if (body === null) return response
  const { readable, writable } = new TransformStream()
  void body.pipeTo(writable, signal ? { signal } : {}).catch(() => undefined)
  return new Response(readable)
}

const aborted = (signal: AbortSignal | null | undefined): Promise<never> =>
  new Promise((_, reject) =>
    signal?.addEventListener('abort', () => reject(new Error('aborted', { cause: signal.reason }))),
  )
