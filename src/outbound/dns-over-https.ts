import * as v from 'valibot'
import type { Dns } from '../ports.ts'
import { readBounded } from './read-bounded.ts'

export interface DohOptions {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>
  /** Milliseconds an answer may take. */
  readonly timeout: number
  /** Bytes an answer may have. */
  readonly limit: number
}

const RESOLVER = 'https://cloudflare-dns.com/dns-query'

/** Codes of RFC 1035, RFC 3596 and RFC 6895. */
const [NO_ERROR, NO_SUCH_NAME] = [0, 3]
const TYPES = { A: 1, CNAME: 5, TXT: 16, AAAA: 28 } as const

/** Records that one answer is read of. */
const MOST = 100

const answerSchema = v.object({
  Status: v.number(),
  TC: v.optional(v.boolean(), false),
  Answer: v.optional(v.array(v.object({ type: v.number(), data: v.string() })), []),
})

/** DNS over HTTPS in its JSON form. What is answered is data, and never followed. */
export function createDoh(options: DohOptions): Dns {
  const dataOf = async (name: string, asked: Type, ...types: Type[]) => {
    const codes = new Set<number>(types.map((type) => TYPES[type]))
    const records = await ask(options, name, asked)
    return records.filter(({ type }) => codes.has(type)).map(({ data }) => data)
  }
  return {
    txt: async (name) => (await dataOf(name, 'TXT', 'TXT')).map(textOf),
    async leads(name) {
      const [four, six] = await Promise.all([
        dataOf(name, 'A', 'CNAME', 'A'),
        dataOf(name, 'AAAA', 'AAAA'),
      ])
      return [...four, ...six].map((data) => data.replace(/\.$/, '').toLowerCase())
    },
  }
}

type Type = keyof typeof TYPES

async function ask({ fetch, timeout, limit }: DohOptions, name: string, type: Type) {
  const url = `${RESOLVER}?${new URLSearchParams({ name, type }).toString()}`
  const response = await fetch(url, {
    headers: { accept: 'application/dns-json' },
    redirect: 'manual',
    signal: AbortSignal.timeout(timeout),
  })
  if (response.status !== 200) {
    await response.body?.cancel()
    throw new Error(`DNS was answered with ${response.status}.`)
  }
  const text = new TextDecoder().decode((await readBounded(response, limit)) ?? new Uint8Array())
  const { Status, TC, Answer } = v.parse(answerSchema, JSON.parse(text))
  if (Status === NO_SUCH_NAME) return []
  if (Status !== NO_ERROR || TC) throw new Error(`DNS has no answer (code ${Status}).`)
  return Answer.slice(0, MOST)
}

/** A record's pieces, `"usher=" "abc"`, are one text. */
function textOf(data: string): string {
  const pieces = data.match(/"(?:[^"\\]|\\.)*"/gs)
  if (pieces === null) return data
  return pieces.map((piece) => piece.slice(1, -1).replaceAll(/\\(.)/gs, '$1')).join('')
}
