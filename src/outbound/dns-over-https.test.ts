import { describe, expect, test } from 'vitest'
import { createDoh } from './dns-over-https.ts'

const asked: { url: string; init: RequestInit }[] = []

const answering = (body: unknown, status = 200, limit = 1_000) =>
  createDoh({
    fetch: async (url, init) => {
      asked.push({ url, init })
      return new Response(typeof body === 'string' ? body : JSON.stringify(body), { status })
    },
    timeout: 1_000,
    limit,
  })

const NAME = '_usher.fair.example.org'

describe('what is told of a name', () => {
  test.each<[string, unknown, readonly string[]]>([
    ['no such name', { Status: 3 }, []],
    ['a name without texts', { Status: 0 }, []],
    ['a text', { Status: 0, Answer: [{ type: 16, data: '"usher=abc"' }] }, ['usher=abc']],
    ['one without quotes', { Status: 0, Answer: [{ type: 16, data: 'usher=abc' }] }, ['usher=abc']],
    ['one in pieces', { Status: 0, Answer: [{ type: 16, data: '"ush" "er=abc"' }] }, ['usher=abc']],
    ['quotes in it', { Status: 0, Answer: [{ type: 16, data: String.raw`"a\"b\\"` }] }, ['a"b\\']],
    [
      'one behind an alias',
      {
        Status: 0,
        Answer: [
          { type: 5, data: 'proof.example.net.' },
          { type: 16, data: '"usher=abc"' },
        ],
      },
      ['usher=abc'],
    ],
  ])('%s', async (_, body, texts) => {
    expect(await answering(body).txt(NAME)).toEqual(texts)
  })

  test('is asked for as JSON, and no other address is followed', async () => {
    asked.length = 0
    await answering({ Status: 3 }).txt('_usher.fair.example.org&type=A')
    const [{ url, init } = { url: '', init: {} }] = asked
    const { searchParams } = new URL(url)
    expect([...searchParams]).toEqual([
      ['name', '_usher.fair.example.org&type=A'],
      ['type', 'TXT'],
    ])
    expect(init).toMatchObject({
      redirect: 'manual',
      headers: { accept: 'application/dns-json' },
    })
  })
})

test('where a name leads: what it stands for, and its addresses', async () => {
  const answers = {
    A: [
      { type: 5, data: 'Origin.Usher.example.' },
      { type: 1, data: '192.0.2.7' },
      { type: 16, data: '"a text"' },
    ],
    AAAA: [
      { type: 5, data: 'origin.usher.example.' },
      { type: 28, data: '2001:db8::7' },
    ],
  }
  const dns = createDoh({
    async fetch(url) {
      const type = new URL(url).searchParams.get('type') === 'A' ? 'A' : 'AAAA'
      return Response.json({ Status: 0, Answer: answers[type] })
    },
    timeout: 1_000,
    limit: 1_000,
  })
  expect(await dns.leads('fair.example.org')).toEqual([
    'origin.usher.example',
    '192.0.2.7',
    '2001:db8::7',
  ])
  expect(await answering({ Status: 3 }).leads('fair.example.org')).toEqual([])
  await expect(answering({ Status: 2 }).leads('fair.example.org')).rejects.toThrow()
})

describe('nobody could say, which is not "none"', () => {
  test.each<[string, unknown, number?, number?]>([
    ['the server failed', { Status: 2 }],
    ['it refused', { Status: 5 }],
    ['the answer is cut off', { Status: 0, TC: true }],
    ['it is no JSON', '<html>'],
    ['it is another JSON', { Answer: [] }],
    ['the resolver fails', {}, 503],
    ['it leads elsewhere', {}, 302],
    ['there is too much of it', { Status: 0, Comment: 'x'.repeat(2_000) }, 200, 1_000],
  ])('%s', async (_, body, status, limit) => {
    await expect(answering(body, status, limit).txt(NAME)).rejects.toThrow()
  })

  test('no answer in time', async () => {
    const dns = createDoh({
      fetch: (_, { signal }) =>
        new Promise((_resolve, reject) => {
          signal?.addEventListener('abort', () => reject(new Error('aborted')))
        }),
      timeout: 20,
      limit: 1_000,
    })
    await expect(dns.txt(NAME)).rejects.toThrow('aborted')
  })
})
