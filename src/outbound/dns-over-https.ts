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

/** Codes of RFC 1035 and RFC 6895. */
const [TXT, NO_ERROR, NO_SUCH_NAME] = [16, 0, 3]

/** Records that one answer is read of. */
const MOST = 100

const answerSchema = v.object({
  Status: v.number(),
  TC: v.optional(v.boolean(), false),
  Answer: v.optional(v.array(v.object({ type: v.number(), data: v.string() })), []),
})

/** DNS over HTTPS in its JSON form. What is answered is data, and never followed. */
export const createDoh = ({ fetch, timeout, limit }: DohOptions): Dns => ({
  async txt(name) {
    const url = `${RESOLVER}?${new URLSearchParams({ name, type: 'TXT' }).toString()}`
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
    return Answer.filter(({ type }) => type === TXT)
      .slice(0, MOST)
      .map(({ data }) => textOf(data))
  },
})

/** A record's pieces, `"usher=" "abc"`, are one text. */
function textOf(data: string): string {
  const pieces = data.match(/"(?:[^"\\]|\\.)*"/gs)
  if (pieces === null) return data
  return pieces.map((piece) => piece.slice(1, -1).replaceAll(/\\(.)/gs, '$1')).join('')
}
