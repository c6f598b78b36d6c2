import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import type { Miniflare } from 'miniflare'
import type { Redirect } from '../../src/contract.ts'
import { PREVIEW_PARAMETER, signPreview } from '../../src/dispatch/preview.ts'
import { redirected, refuseRedirects } from '../../src/redirects.ts'
import { parseTenant } from '../../src/registry/tenant.ts'
import { startBuiltWorker } from '../support/built-worker.ts'
import { dispatcher } from '../support/dispatcher.ts'
import { RawConnection } from '../support/raw-socket.ts'
import { publish } from '../support/seed-built-worker.ts'
import { tenant } from '../support/tenants.ts'

// No redirect of an event leads to a host that is not its own.

const EVIL = 'evil.example'

/** Beginnings that browsers or servers have taken for another host. */
const STARTS =
  String.raw`// /// //// /\ /\/ \/ \\ /\\ \ https:// https: http:/ HTTPS:// ftp:// ws://
  javascript: data:, mailto: // /// /%09/ /%5c /%5c%5c /%2f /%2f%2f /%2F%2F /%252f%252f /%00/
  /%0d%0a /%0d%0a/ /%0a// /%E2%80%A8/ /.// /..// /./ /../ /..;/ /;// /@ //@ /user@ /user:x@
  //user@ /: /:80@ /?// /?u=// /#// /;@ /&@ /.\ /..\ /%2e%2e/ /%2e%2e// /%2e// /a/..//
  /a/../../ /%ff%fe/ /%u2215 /%uff0f /*/ /$ /!/ /'/ /~// /=// /(// /|// /^/ /[// /{/
  /</ /"/`.split(/\s+/)
const BLANKS = ['\t', '\r', '\n', '\r\n', '\0', ' ', '\u00a0', '\u2028', '\u3000', '\v', '\u0085']
const WIDE = [
  '／／',
  '/／',
  '⁄⁄',
  '∕∕',
  '/⧵',
  '＼＼',
  '/\u200b/',
  '/\u00ad/',
  '/\ufeff/',
  '/\u202e//',
]

const LONG = [`/${'%2f'.repeat(2_000)}${EVIL}`, `/old/${'../'.repeat(500)}/${EVIL}`].concat(
  [1_000, 10_000].flatMap((n) => [`/${'a'.repeat(n)}//${EVIL}`, `${'/'.repeat(n)}${EVIL}`]),
)
const TARGETS = [
  ...STARTS.flatMap((start) => [start + EVIL, `${start + EVIL}/path`, `/old${start}${EVIL}`]),
  ...BLANKS.flatMap((blank) => [
    `/${blank}/${EVIL}`,
    `${blank}//${EVIL}`,
    `/a${blank}X: //${EVIL}`,
  ]),
  ...WIDE.flatMap((start) => [start + EVIL, `/old${start}${EVIL}`]),
  ...LONG.concat('', EVIL, '.', '..', '?', '#'),
]

const CANONICAL = 'fair.localhost'
const REDIRECTS: readonly Redirect[] = [
  { from: '/old', to: '/', prefix: true },
  { from: '/dots', to: '/dot./', prefix: true },
  { from: '/at', to: '/@evil.example', prefix: true },
  { from: '/slash', to: '/%2f%2fevil.example', prefix: true },
]
const fair = tenant('fair', { hosts: [CANONICAL, 'fair.example'], redirects: REDIRECTS })
const HOSTS = ['fair.example', CANONICAL]

/** Whether a browser on this host, given this Location, goes elsewhere than to the event. */
const leaves = (location: string, host: string): boolean =>
  new URL(location, `http://${host}`).hostname !== CANONICAL

test('the comparison tells a redirect that leaves', () => {
  const gone = ['//evil.example', '/\\evil.example', '/\t/evil.example', 'https://evil.example/']
  for (const location of gone) expect(leaves(location, CANONICAL), location).toBe(true)
  expect(leaves('/agenda', 'fair.example')).toBe(true)
  expect(leaves('/@evil.example', CANONICAL)).toBe(false)
})

describe('targets in a record', () => {
  const stays = (to: string): boolean => /^\/(?![/\\])/.test(to) && !leaves(to, CANONICAL)

  test.each([false, true])('are refused when they are written (prefix: %s)', (prefix) => {
    let refused = 0
    for (const to of TARGETS) {
      const redirects = [{ from: '/from', to, prefix }]
      const parsed = parseTenant({ ...tenant('fair'), redirects })
      expect(parsed.ok, to).toBe(refuseRedirects(redirects) === null)
      if (!parsed.ok) refused++
      else expect(stays(to), JSON.stringify(to)).toBe(true)
    }
    expect(refused).toBeGreaterThan(200)
  })

  test('never lead elsewhere, whatever is asked below them', () => {
    expect(refuseRedirects(REDIRECTS)).toBeNull()
    for (const { from } of REDIRECTS) {
      for (const target of TARGETS) {
        const asked = URL.parse(`http://${CANONICAL}${from}${target}`)
        const path = asked === null ? null : redirected(REDIRECTS, asked.pathname)
        if (path !== null) expect(leaves(path, CANONICAL), from + target).toBe(false)
      }
    }
  })
})

test('in this process: every redirect leads to the canonical host', async () => {
  const dispatch = dispatcher({ tenants: [fair] })
  let sent = 0
  for (const host of HOSTS) {
    for (const path of ['', ...REDIRECTS.map(({ from }) => from)].flatMap(below)) {
      const url = URL.parse(`http://${host}${path}`)
      if (url?.hostname !== host) continue
      const response = await dispatch.get(url.href)
      const location = response.headers.get('location')
      if (location === null && host === CANONICAL) continue
      sent++
      expect([response.status, leaves(location ?? '', host)], url.href).toEqual([308, false])
    }
  }
  console.log(`in this process: ${sent} redirects, 0 off the host`)
  expect(sent).toBeGreaterThan(1_000)
})

test('a preview link leads to the same host without the link', async () => {
  const draft = tenant('fair', { status: 'draft' })
  const dispatch = dispatcher({ tenants: [draft], previewSecret: 'secret' })
  const token = await signPreview('secret', 'fair', Date.UTC(2028, 0, 1) / 1000)
  let arrivals = 0
  for (const target of below('')) {
    const url = URL.parse(`http://${CANONICAL}${target}`)
    if (url?.hostname !== CANONICAL) continue
    url.searchParams.set(PREVIEW_PARAMETER, token)
    const response = await dispatch.get(url.href)
    arrivals++
    const location = response.headers.get('location') ?? ''
    expect([response.status, leaves(location, CANONICAL)], url.href).toEqual([303, false])
    expect(location).not.toContain(token)
  }
  expect(arrivals).toBeGreaterThan(100)
})

/** Paths and queries that end in each target. */
function below(path: string): string[] {
  return TARGETS.flatMap((target) => [path + target, `${path}/?next=${target}`])
}

describe('over a socket', () => {
  let worker: Miniflare
  let server: string

  beforeAll(async () => {
    const started = await startBuiltWorker(inject('dist'))
    worker = started.worker
    server = started.url.origin
    await publish(worker, fair)
  })

  afterAll(() => worker.dispose())

  test('raw request targets: every redirect leads to the canonical host', async () => {
    let redirects = 0
    let refused = 0
    const asked = [
      ...below('').map((target) => ['fair.example', target] as const),
      ...['/old', '/dots'].flatMap(below).map((target) => [CANONICAL, target] as const),
    ]
    for (const [host, target] of asked) {
      if (/[\r\n]/.test(target)) continue
      const connection = new RawConnection(server)
      const reply = await connection.ask(`GET ${target} HTTP/1.1\r\nHost: ${host}\r\n\r\n`)
      connection.close()
      const location = reply?.headers.get('location')
      if (reply?.headers.has('x-request-id') !== true) {
        refused++
        expect(location).toBeUndefined()
      } else if (location !== undefined) {
        redirects++
        expect([reply.status, leaves(location, host)], target).toEqual([308, false])
        expect(reply.headers.has('set-cookie')).toBe(false)
      }
    }
    console.log(
      `over a socket: ${redirects} redirects, 0 off the host; ${refused} refused by the runtime`,
    )
    expect(redirects).toBeGreaterThan(300)
  })
})
