import type { Viewer } from '../contract.ts'
import { PREVIEW_COOKIE } from './preview.ts'

/**
 * What an answer from an isolate may not say, each with what it would do. The event's own visitors are
 * its own to mislead; these reach further: other hosts, later visits, or what stands in between.
 */
export const WITHHELD: Readonly<Record<string, string>> = {
  'x-request-id': 'the platform’s: it says where in the log an answer is',
  'usher-degraded': 'the platform’s: it says what the base answered for',
  'usher-said': 'the platform’s: what an isolate says of its answer goes no further',
  'alt-svc': 'sends later visits to another server',
  'clear-site-data': 'signs visitors out and empties what the base keeps for them',
  'strict-transport-security': 'outlives the event, and may cover other hosts under its domain',
  'set-cookie2': 'is a cookie that nobody looks through',
  'expect-ct': 'outlives the answer',
  'public-key-pins': 'locks visitors out of the host for good',
  'service-worker-allowed': 'lets a script stand between visitors and the whole host',
  nel: 'has browsers report visits elsewhere, long after',
  'report-to': 'has browsers report visits elsewhere, long after',
  'reporting-endpoints': 'has browsers report visits elsewhere',
  'cdn-cache-control': 'is for caches in between, which serve others',
  'cloudflare-cdn-cache-control': 'is for caches in between, which serve others',
  'surrogate-control': 'is for caches in between, which serve others',
  'cache-tag': 'is for caches in between, which serve others',
  server: 'answers as the platform',
  via: 'answers as the platform',
  'cf-ray': 'answers as the platform',
  'cf-cache-status': 'answers as the platform',
  connection: 'is between two machines, not for the visitor',
  'keep-alive': 'is between two machines, not for the visitor',
  'proxy-authenticate': 'is between two machines, not for the visitor',
  'proxy-connection': 'is between two machines, not for the visitor',
  'transfer-encoding': 'is between two machines, not for the visitor',
  trailer: 'is between two machines, not for the visitor',
  upgrade: 'is between two machines, not for the visitor',
}

/** How much an answer may say before its body: fields, and characters of all of them. */
const MOST_FIELDS = 100
const MOST_CHARACTERS = 32_000

/** The answer of an isolate without what is withheld; null when it says too much before its body. */
export function cleanAnswer(given: Response, viewer: Viewer): Response | null {
  const cleaned = new Response(given.body, given)
  const { headers } = cleaned
  const cookies: string[] = []
  let fields = 0
  let characters = 0
  for (const [name, value] of given.headers) {
    characters += name.length + value.length
    if (++fields > MOST_FIELDS || characters > MOST_CHARACTERS) return null
    if (name === 'set-cookie') cookies.push(value)
    else if (Object.hasOwn(WITHHELD, name)) headers.delete(name)
  }
  if (cookies.length > 0) keepOwnCookies(headers, cookies)
  // Left out it is filled in where it has to be; any other value means that browsers guess.
  if (headers.has('x-content-type-options')) headers.set('X-Content-Type-Options', 'nosniff')
  if (viewer.kind === 'person' && isForAll(headers.get('cache-control'))) {
    headers.set('Cache-Control', 'private, no-store')
  }
  return cleaned
}

function keepOwnCookies(headers: Headers, cookies: readonly string[]): void {
  headers.delete('Set-Cookie')
  for (const cookie of cookies) {
    const own = ownCookie(cookie)
    if (own !== null) headers.append('Set-Cookie', own)
  }
}

/**
 * A cookie for the host it comes from alone, whatever domain it names. null for one that stands for
 * what the router has decided.
 */
function ownCookie(cookie: string): string | null {
  const [pair = '', ...attributes] = cookie.split(';')
  if (pair.split('=')[0]?.trim().toLowerCase() === PREVIEW_COOKIE.toLowerCase()) return null
  const own = attributes.filter((attribute) => !/^\s*domain\s*(?:=|$)/i.test(attribute))
  return own.length === attributes.length ? cookie : [pair, ...own].join(';')
}

/** Whether caches in between may keep it for others. */
const isForAll = (cacheControl: string | null): boolean =>
  /(?:^|[\s,])(?:public|s-maxage)(?:$|[\s,=])/i.test(cacheControl ?? '')
