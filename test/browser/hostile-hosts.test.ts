import { readdirSync } from 'node:fs'
import { beforeAll, describe, expect, inject, test } from 'vitest'
import { demoData } from '../../src/cli/demo-data.ts'
import { essence, type Reply } from '../support/reply.ts'
import { type HostCase, hostCases } from '../support/host-corpus.ts'
import { RawConnection } from '../support/raw-socket.ts'

// Thousands of hosts that no client would send, as raw bytes, to the bundle that would be deployed.

const server = inject('server')
const CONNECTIONS = 8

/** Host → the name that its pages show. */
const events = new Map(
  demoData('demo', []).map(({ tenant }) => [tenant.canonicalHost, tenant.name]),
)
const platform = ['localhost', 'admin.localhost']
const valid = { events: [...events.keys()], platform }

/**
 * Which valid host a raw Host names, if any, and nothing of the product is asked about it: the host
 * itself in ASCII letters of either case, perhaps a dot after it, perhaps a port of at most five
 * digits. Blanks around a header's value are not part of it.
 */
function named(raw: string | null): string | null {
  const value = (raw ?? '').replaceAll(/^[ \t]+|[ \t]+$/g, '')
  const [, name = '', port = '0'] = /^([a-zA-Z0-9.-]*?)\.?(?::([0-9]{0,5}))?$/.exec(value) ?? []
  const host = name.replaceAll(/[A-Z]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 32))
  const known = [...valid.events, ...valid.platform].includes(host)
  return known && Number(port) < 65_536 ? host : null
}

type Verdict = 'routed' | 'platform' | 'refused' | 'refused by the runtime' | Wrong
type Wrong = 'MISROUTED' | 'NOT ROUTED' | 'OUR 5XX' | 'ODD ANSWER' | 'TELLTALE REFUSAL'

/** What an answer to a host is, and whether it may be. */
function judge(raw: string | null, reply: Reply | null, refusal: Reply): Verdict {
  const host = named(raw)
  const shown = [...events].filter(([, name]) => reply?.body.includes(name)).map(([each]) => each)
  if (reply === null || !reply.headers.has('x-request-id')) {
    if (shown.length > 0 || (reply?.status ?? 400) < 400) return 'ODD ANSWER'
    return host === null ? 'refused by the runtime' : 'NOT ROUTED'
  }
  if (reply.status >= 500) return 'OUR 5XX'
  if (platform.some((each) => each === host)) {
    // The platform's own pages may name events, but none is titled with one.
    const [title = ''] = /<title>[^<]*/.exec(reply.body) ?? []
    if (shown.some((each) => title.includes(events.get(each) ?? ''))) return 'MISROUTED'
    return isRefusal(reply, refusal) ? 'refused' : 'platform'
  }
  if (shown.some((each) => each !== host)) return 'MISROUTED'
  if (host !== null) return shown.length === 1 && reply.status === 200 ? 'routed' : 'NOT ROUTED'
  return isRefusal(reply, refusal) ? 'refused' : 'TELLTALE REFUSAL'
}

const isRefusal = (reply: Reply, refusal: Reply): boolean =>
  JSON.stringify(essence(reply)) === JSON.stringify(essence(refusal))

/** Each case's answer, over a few connections that are opened again when the server ends them. */
async function answers(cases: readonly HostCase[]): Promise<(Reply | null)[]> {
  const replies: (Reply | null)[] = []
  const queue = cases.entries()
  const sender = async (): Promise<void> => {
    let connection = new RawConnection(server)
    let asked = 0
    for (const [i, { bytes }] of queue) {
      let reply = await connection.ask(bytes)
      const wasOld = asked++ > 0
      if (reply === null && wasOld) {
        connection.close()
        connection = new RawConnection(server)
        reply = await connection.ask(bytes)
      }
      replies[i] = reply
      // After a refusal by the runtime nobody knows where the next request begins.
      if (reply?.headers.has('x-request-id') !== true || connection.ended) {
        connection.close()
        connection = new RawConnection(server)
        asked = 0
      }
    }
    connection.close()
  }
  await Promise.all(Array.from({ length: CONNECTIONS }, sender))
  return replies
}

const get = (host: string): HostCase => ({
  bytes: Buffer.from(`GET / HTTP/1.1\r\nHost: ${host}\r\n\r\n`),
  host,
})

let refusal: Reply
let pages: Reply[]

beforeAll(async () => {
  const [nobody, ...known] = await answers(['nobody.localhost', ...valid.events].map(get))
  refusal = nobody as Reply
  pages = known as Reply[]
})

describe('the oracle', () => {
  test.each([
    'makers-fair.localhost',
    'MAKERS-FAIR.localhost.',
    '\tMakers-Fair.LOCALHOST:8787 ',
    'makers-fair.localhost:',
  ])('%j names the event', (host) => {
    expect(named(host)).toBe('makers-fair.localhost')
  })

  test.each([
    null,
    '',
    'nobody.localhost',
    'x.makers-fair.localhost',
    'makers-fair.localhost..',
    'makers-fair.localhost:65536',
    'makers-fair.localhost\n',
    'ma\u212aers-fair.localhost',
  ])('%j names nobody', (host) => {
    expect(named(host)).toBeNull()
  })

  test('knows every event by its page, and no other', () => {
    expect(refusal.status).toBe(404)
    expect(valid.events).toHaveLength(readdirSync('demo').length)
    for (const [i, page] of pages.entries()) {
      const verdicts = valid.events.map((host) => judge(host, page, refusal))
      expect(verdicts).toEqual(valid.events.map((_, j) => (i === j ? 'routed' : 'MISROUTED')))
    }
  })

  test('finds each kind of wrong answer', () => {
    const [page = refusal] = pages
    const [host = ''] = valid.events
    const foreign = 'evil.example'
    const without = (reply: Reply, name: string): Reply => ({
      ...reply,
      headers: new Map([...reply.headers].filter(([each]) => each !== name)),
    })
    expect(judge(foreign, page, refusal)).toBe('MISROUTED')
    expect(judge(`${host}@${foreign}`, page, refusal)).toBe('MISROUTED')
    expect(judge('localhost', page, refusal)).toBe('MISROUTED')
    expect(judge(host, refusal, refusal)).toBe('NOT ROUTED')
    expect(judge(host, null, refusal)).toBe('NOT ROUTED')
    expect(judge(host, { ...page, status: 503 }, refusal)).toBe('OUR 5XX')
    expect(judge(foreign, without(page, 'x-request-id'), refusal)).toBe('ODD ANSWER')
    expect(judge(foreign, { ...refusal, body: `${refusal.body} ` }, refusal)).toBe(
      'TELLTALE REFUSAL',
    )
    expect(judge(foreign, without(refusal, 'cache-control'), refusal)).toBe('TELLTALE REFUSAL')
    expect(judge(foreign, { ...refusal, status: 400 }, refusal)).toBe('TELLTALE REFUSAL')
    expect(judge(foreign, without({ ...refusal, status: 500 }, 'x-request-id'), refusal)).toBe(
      'refused by the runtime',
    )
    expect(judge(foreign, refusal, refusal)).toBe('refused')
  })
})

test('thousands of hostile hosts: none reaches an event that it does not name', async () => {
  const cases = hostCases(valid)
  const replies = await answers(cases)
  const counts = new Map<Verdict, number>()
  const wrong: string[] = []
  for (const [i, { bytes, host }] of cases.entries()) {
    const verdict = judge(host, replies[i] ?? null, refusal)
    counts.set(verdict, (counts.get(verdict) ?? 0) + 1)
    if (verdict === verdict.toUpperCase())
      wrong.push(`${verdict} ${JSON.stringify(bytes.toString())}`)
  }
  const count = (verdict: Verdict): number => counts.get(verdict) ?? 0
  console.log(
    `${cases.length} hosts sent: ${count('routed')} routed, ${count('platform')} platform, ` +
      `${count('refused')} refused, ${count('refused by the runtime')} refused by the runtime, ` +
      `${wrong.length} wrong`,
  )
  expect(wrong).toEqual([])
  expect(cases.length).toBeGreaterThan(5_000)
  expect(count('routed')).toBeGreaterThan(100)
  expect(count('refused')).toBeGreaterThan(5_000)
})
