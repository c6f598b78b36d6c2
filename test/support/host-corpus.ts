import fc from 'fast-check'

/** One request whose host is in doubt, as the bytes that are sent. */
export interface HostCase {
  readonly bytes: Buffer
  /** The value of its Host header; null when there is none, or more than one. */
  readonly host: string | null
}

/** The valid hosts that everything hostile is made of. */
export interface Valid {
  readonly events: readonly string[]
  readonly platform: readonly string[]
}

const SEED = 20_270_327
const FUZZED = 7_000

const request = (lines: readonly string[], first = 'GET / HTTP/1.1'): Buffer =>
  Buffer.from([first, ...lines, '', ''].join('\r\n'))

const plain = (host: string): HostCase => ({ bytes: request([`Host: ${host}`]), host })

/** Every case once, the same ones on every run. */
export function hostCases(valid: Valid): HostCase[] {
  const cases = [
    ...handmade(valid).map(plain),
    ...valid.events.flatMap((event) =>
      wholeRequests(event, besides(event, valid.events)).filter((_, i) =>
        dealt(valid.events, i).includes(event),
      ),
    ),
    ...fuzzed(valid).map(plain),
  ]
  return [...new Map(cases.map((each) => [each.bytes.toString('latin1'), each])).values()]
}

const COPIES = 3

/**
 * The events that get the so-manyeth way to be hostile. Which one it is makes no difference, so each
 * way is tried on three, and every event has some: more events make hardly more cases.
 */
const dealt = (events: readonly string[], way: number): readonly string[] =>
  events.filter((_, at) => (at + events.length - (way % events.length)) % events.length < COPIES)

/** What is named beside an event: itself and the next, so that each comes first and second. */
const besides = (event: string, events: readonly string[]): readonly string[] => {
  const next = events[(events.indexOf(event) + 1) % events.length] ?? event
  return [...new Set([event, next])]
}

const EVIL = ['evil.example', 'nobody.localhost', 'localhost', '127.0.0.1']
const JOINTS =
  `@ : / \\ # ? & ; , | % %00 %0d%0a %20 %23 %2e %2f %3a %40 %5c . .. -- _ * ~ + = $ ! ' " ( )
  < > [ ] { } ^ \` :@ :80@ :80# @@ #@ ?@ /@ \\@ .@ ://  /? #. ?. /. \\. &host=`.split(/\s+/)
const ODD = Array.from(
  ' \t\r\0\u0001\u001b\u007f\u0080\u00a0\u2028\u3000\u00ad\u200b\u200d\u2060\ufeff\u202e\ufffd' +
    '\u3002\uff0e\uff61\u2024\uff20\uff0f\uff1a\u2044\ufe6b',
)
const PORTS = `: :0 :1 :80 :443 :8787 :65535 :00080 :65536 :99999 :000080 :0000000000000080
  :-1 :+80 :8e1 :0x50 :80:80 :: :80. :.80 :abc :80abc :%38%30 :８０ :٨٠ :80/ :80# :80@
  :18446744073709551696 :4294967376`.split(/\s+/)
const RESERVED = `www admin api app assets auth mail static status test usher __proto__
  prototype constructor hasOwnProperty toString valueOf __defineGetter__ ../x ..%2fx %2e%2e .
  .. ... - -- -a a- a_b a--b --a a-- xn-- xn--a xn--0 xn--mnchen-3ya xn--99999999 null
  undefined true NaN 0 1 * host: host:x`.split(/\s+/)
const ADDRESSES =
  `127.0.0.1 127.0.0.1. 127.1 127.0.1 2130706433 0x7f000001 017700000001 0x7f.1 0x7f.0.0.1
  0177.0.0.1 127.0.0.0x1 127.0.0.01 0 0.0.0.0 255.255.255.255 256.1.1.1 1.2.3.4.5 1.2.3
  １２７.0.0.1 ①②⑦.0.0.1 [::1] [::] [::ffff:127.0.0.1] [fe80::1%25lo] [::1]:80 [::1 ::1 [v1.x]
  [0:0:0:0:0:0:0:1] [] localhost.localdomain ip6-localhost 169.254.169.254
  metadata.google.internal`.split(/\s+/)

/** Letters that look like, or are folded to, the ones of the demo keys. */
const LOOKALIKES = new Map(
  `aаàａⓐᵃ𝐚ä cсçｃⓒ eеéｅⓔ℮ fƒｆⓕ hһｈⓗ iіıİｉⓘⁱ k\u212aκｋⓚ lӏⅼｌⓛ mⅿｍⓜ nոｎⓝ oоοｏⓞº pрｐⓟ rгｒⓡ
  sѕſｓⓢß tтｔⓣ xхⅹｘⓧ× yуｙⓨ -‐‑–−－_ .。．｡․·`
    .split(/\s+/)
    .map((word) => [word.charAt(0), Array.from(word.slice(1))] as const),
)

/** HOST is a valid host, KEY its first label. */
const SHAPES = `HOST HOST. HOST.. .HOST ..HOST -HOST x.HOST next--HOST xn--HOST www.HOST
  a.b.HOST admin.HOST --HOST HOST.evil.example HOST.localhost HOSTx HOST0 HOST.com KEY KEY.
  KEY..localhost KEY.x.localhost http://HOST //HOST host:HOST "HOST" 'HOST' HOST,HOST
  HOST;HOST __proto__.HOST ../HOST HOST/.. https:HOST HOST[0] [HOST] {HOST} $HOST HOST%00
  HOST%2500 KEY.local KEY.localhost.localhost`
const NOTHING = `. .. : :80 @ # / \\ ? % * , 💥.localhost ß.localhost`

function handmade({ events, platform }: Valid): string[] {
  const hosts = [...events, ...platform]
  const some = (way: number): string[] => [...dealt(events, way), ...platform]
  return [
    '',
    ...NOTHING.split(/\s+/),
    ...hosts.flatMap((host) => [host.toUpperCase(), capitals(host), ` ${host} `, `\t${host}\t`]),
    ...SHAPES.split(/\s+/).flatMap((shape, i) => some(i).map((host) => shaped(shape, host))),
    ...PORTS.flatMap((port, i) => some(i).flatMap((host) => [host + port, `${host}.${port}`])),
    ...ODD.flatMap((odd, i) => some(i).flatMap((host) => around(host, odd))),
    ...JOINTS.flatMap((joint, i) =>
      dealt(events, i).flatMap((host) =>
        [...EVIL, ...besides(host, events)].flatMap((other) => [
          host + joint + other,
          other + joint + host,
        ]),
      ),
    ),
    ...hosts.flatMap(lookalikes),
    ...RESERVED.flatMap((key) => [key, `${key}.localhost`, `${key}.${key}`, `${key}.localhost.`]),
    ...ADDRESSES.flatMap((address) => [address, `${address}:8787`, `${address}.localhost`]),
    ...[63, 64, 65, 253, 254, 1_000, 4_096, 16_384, 65_536].flatMap(long),
  ]
}

const capitals = (host: string): string =>
  host.replaceAll(/[a-z]/g, (letter, at: number) => (at % 2 === 0 ? letter.toUpperCase() : letter))

const around = (host: string, odd: string): string[] => [
  odd + host,
  host + odd,
  `${host + odd}x`,
  host.replace('.', odd),
  host.replace('.', `${odd}.`),
  host.slice(0, 3) + odd + host.slice(3),
]

const shaped = (shape: string, host: string): string =>
  shape.replaceAll('HOST', host).replaceAll('KEY', host.split('.')[0] ?? '')

const lookalikes = (host: string): string[] =>
  Array.from(host).flatMap((letter, at) => {
    const put = (other: string): string => host.slice(0, at) + other + host.slice(at + 1)
    const code = letter.charCodeAt(0).toString(16)
    return [...(LOOKALIKES.get(letter) ?? []), `%${code}`, `%25${code}`, `\\u00${code}`].map(put)
  })

const long = (length: number): string[] => [
  `${'a'.repeat(length)}.localhost`,
  'a.'.repeat(length / 2),
  `makers-fair.localhost${'.'.repeat(length)}`,
  `${'%61'.repeat(length / 3)}.localhost`,
]

/** Headers that some servers believe more than the host. */
const ELSEWHERE = `X-Forwarded-Host: HOST|X-Host: HOST|X-Original-Host: HOST|X-Real-Host: HOST
  |Host-Override: HOST|X-HTTP-Host-Override: HOST|X-Forwarded-Server: HOST|Forwarded: host=HOST
  |Forwarded: for=1.2.3.4;host="HOST";proto=http|X-Original-URL: http://HOST/|Origin: http://HOST
  |X-Rewrite-URL: http://HOST/|Referer: http://HOST/|Via: 1.1 HOST|Alt-Used: HOST`.split(/\s*\|/)

/** What else of a request can name a host. */
function wholeRequests(host: string, others: readonly string[]): HostCase[] {
  const line = `Host: ${host}`
  return others.flatMap((other): HostCase[] => [
    { bytes: request([line, `Host: ${other}`]), host: null },
    { bytes: request([`Host: ${other}`, 'Accept: */*', line]), host: null },
    { bytes: request([`Host: ${host},${other}`]), host: `${host},${other}` },
    { bytes: request([`X-Forwarded-Host: ${other}`]), host: null },
    { bytes: request([`Host: nobody.localhost\r\n ${other}`]), host: `nobody.localhost ${other}` },
    { bytes: request([`${line}\nX-Line: ${other}`]), host },
    { bytes: request([`${line}\rHost: ${other}`]), host: `${host}\rHost: ${other}` },
    { bytes: request([`Host : ${other}`]), host: null },
    { bytes: Buffer.from(`GET / HTTP/1.1\r\n${line}\xff\r\n\r\n`, 'latin1'), host: `${host}\xff` },
    {
      bytes: Buffer.from(`GET / HTTP/1.1\r\n${line}\xc0\xae\r\n\r\n`, 'latin1'),
      host: `${host}\xc0`,
    },
    { bytes: request([line], `GET http://${other}/ HTTP/1.1`), host },
    { bytes: request([line], `GET https://${other}:443/ HTTP/1.1`), host },
    { bytes: request(['Host: nobody'], `GET http://${other}/ HTTP/1.1`), host: 'nobody' },
    { bytes: request([], `GET http://${other}/ HTTP/1.1`), host: null },
    { bytes: request([], 'GET / HTTP/1.1'), host: null },
    { bytes: request([], 'GET / HTTP/1.0'), host: null },
    { bytes: request([line], 'GET / HTTP/1.0'), host },
    ...['nobody.localhost', 'www.localhost', host].flatMap((asked) =>
      ELSEWHERE.map((header) => ({
        bytes: request([`Host: ${asked}`, header.replace('HOST', other)]),
        host: asked,
      })),
    ),
  ])
}

/** Valid hosts, changed in one to three places, and hosts of no meaning at all. */
function fuzzed({ events, platform }: Valid): string[] {
  const pieces = [...JOINTS, ...ODD, ...PORTS, ...EVIL, ...LOOKALIKES.values().toArray().flat()]
  // Most of these pass a URL parser, so that the product itself has to decide.
  const plainly = Array.from('.-_@/#?\\%aAzZ09').concat('%2e', '%6d', '.x', '')
  const readable = [...plainly, ...LOOKALIKES.values().toArray().flat()]
  const change = fc.record({
    at: fc.nat(28),
    removed: fc.nat(2),
    put: fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...readable) },
      { weight: 1, arbitrary: fc.constantFrom(...pieces) },
      { weight: 1, arbitrary: fc.string({ maxLength: 3, unit: 'binary' }) },
    ),
  })
  const changes = fc.array(change, { minLength: 1, maxLength: 3 })
  const mutated = fc
    .tuple(fc.constantFrom(...events, ...platform), changes)
    .map(([host, all]) => all.reduce(changed, host))
  const domains = fc.oneof(fc.domain(), fc.webAuthority(), fc.ipV4Extended())
  const foreign = fc.oneof(domains, fc.string({ unit: 'binary' }))
  const hosts = fc.oneof({ weight: 5, arbitrary: mutated }, { weight: 1, arbitrary: foreign })
  // A line feed ends the header: what follows is no longer the host.
  return fc
    .sample(hosts, { seed: SEED, numRuns: FUZZED })
    .map((host) => host.replaceAll('\n', '\v'))
}

interface Change {
  readonly at: number
  readonly removed: number
  readonly put: string
}

const changed = (text: string, { at, removed, put }: Change): string =>
  text.slice(0, at) + put + text.slice(at + removed)
