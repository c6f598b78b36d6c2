import { type AttackKind, attacking } from './attack.ts'

const headers = (fields: Readonly<Record<string, string>>): string =>
  attacking(`for (const [name, value] of Object.entries(${JSON.stringify(fields)})) {
      try {
        c.header(name, value, { append: true })
      } catch (error) {
        got.push(String(error))
      }
    }`)

export const answering: AttackKind = {
  title: 'Answering with more than a page',
  attacks: [
    {
      key: 'answer-cookie',
      tries: 'sets cookies for all hosts of the platform, and for another event’s',
      source: attacking(`for (const cookie of [
      '__Host-session=p0wned; Path=/; Secure; Domain=localhost',
      'session=p0wned; Domain=.localhost; Path=/',
      'a=p0wned; Path=/; domain = victim.localhost',
      'b=p0wned;DOMAIN=localhost;Path=/',
      'c=p0wned; Path=/; Domain="localhost"',
      'd=p0wned; Path=/; Do\\tmain=x; Domain\\t=localhost',
    ]) {
      try {
        c.header('Set-Cookie', cookie, { append: true })
      } catch {}
    }`),
      build: 'passes',
      shared: ['cookie'],
      isolated: [],
      note: 'A cookie loses its `Domain`: it stays with its host',
    },
    {
      key: 'answer-own-cookie',
      tries: 'gives its own visitors a session of its choice',
      source: attacking(
        `c.header('Set-Cookie', '__Host-session=p0wned; Path=/; Secure; HttpOnly', { append: true })`,
      ),
      signedIn: true,
      build: 'passes',
      shared: [],
      isolated: [],
      note: 'Its own host only; a session that the store does not know is nobody’s',
    },
    {
      key: 'answer-platform',
      tries: 'answers with headers that say what the platform does',
      source: headers({
        'X-Request-Id': '11111111-0000-4000-8000-000000000000',
        'Usher-Degraded': 'module',
      }),
      build: 'passes',
      shared: ['header'],
      isolated: [],
      note: 'Headers of the platform are left out',
    },
    {
      key: 'answer-browser',
      tries: 'has browsers change how they treat more than its own pages',
      source: headers({
        'Strict-Transport-Security': 'max-age=63072000; includeSubDomains; preload',
        'Clear-Site-Data': '"cookies", "storage"',
        'Alt-Svc': 'h3="forbidden.example:443"; ma=86400',
        'Set-Cookie2': 'session=p0wned; Domain=.localhost',
        NEL: '{"report_to":"p0wned","max_age":86400,"include_subdomains":true}',
        'Report-To':
          '{"group":"p0wned","max_age":86400,"include_subdomains":true,"endpoints":[{"url":"https://forbidden.example/"}]}',
        'Public-Key-Pins': 'pin-sha256="AAAA"; max-age=86400; includeSubDomains',
      }),
      build: 'passes',
      shared: ['header'],
      isolated: [],
      note: '`Clear-Site-Data` takes cookies of all hosts of the domain: such headers are left out',
    },
    {
      key: 'answer-cached',
      tries: 'has caches on the way keep an answer that is one visitor’s',
      source: headers({
        'Cache-Control': 'public, max-age=86400, s-maxage=86400',
        'CDN-Cache-Control': 'public, max-age=86400',
        'Cloudflare-CDN-Cache-Control': 'public, max-age=86400',
        'Surrogate-Control': 'max-age=86400',
        'Cache-Tag': 'victim',
        Vary: '*',
      }),
      signedIn: true,
      build: 'passes',
      shared: ['header'],
      isolated: [],
      note: 'Headers for caches on the way are left out; what somebody signed in gets is private',
    },
    {
      key: 'answer-policy',
      tries: 'takes the content policy off the base’s pages, by middleware around them',
      source: `import { Hono } from 'hono'
import { defineEvent } from 'usher/kit'

const routes = new Hono().use('/', async (c, next) => {
  await next()
  c.header('Content-Security-Policy', "default-src * 'unsafe-inline' 'unsafe-eval'")
  c.header('X-Content-Type-Options', undefined)
})

export default defineEvent({ routes, wraps: 'base' })
`,
      visits: ['/'],
      build: 'passes',
      shared: ['header'],
      isolated: [],
      note: 'The policy of the base’s pages is put back outside',
    },
    {
      key: 'answer-smuggled',
      tries: 'says another length, connection or encoding than the answer has',
      source: attacking(`const answers = {
      length: { 'Content-Length': '3' },
      chunked: { 'Transfer-Encoding': 'chunked', 'Content-Length': '5' },
      close: { Connection: 'Upgrade, close', Upgrade: 'websocket', Trailer: 'X-Owned', 'Keep-Alive': 'timeout=0' },
      gzip: { 'Content-Encoding': 'gzip' },
    }
    const body = 'abc\\r\\n\\r\\nHTTP/1.1 200 OK\\r\\nX-Owned: p0wned\\r\\n\\r\\np0wned'
    return new Response(body, { headers: answers[c.req.query('how')] })`),
      visits: [
        '/attack?how=length',
        '/attack?how=chunked',
        '/attack?how=close',
        '/attack?how=gzip',
      ],
      says: 'X-Owned',
      build: 'passes',
      shared: [],
      isolated: [],
      note: 'The runtime frames answers by itself; a body that breaks is cut',
    },
    {
      key: 'answer-split',
      tries: 'puts line breaks and more into the names and values of headers',
      source: attacking(`for (const [name, value] of [
      ['X-A', 'a\\r\\nSet-Cookie: b=p0wned; Domain=localhost'], ['X-A', 'a\\nX-Request-Id: p0wned'], ['X-A\\r\\nX-B', 'p0wned'],
      ['X-A', 'a\\0b'], ['X-\\u00e4', 'x'], ['X-C', '\\u{1F4A5}'],
    ]) {
      try {
        c.header(name, value)
        got.push('taken')
      } catch (error) {
        got.push(String(error))
      }
    }`),
      says: 'Invalid header',
      build: 'passes',
      shared: [],
      isolated: [],
      note: 'The runtime refuses them',
    },
    {
      key: 'answer-status',
      tries: 'answers with a status that is no answer: 101 with a web socket, 103, 999',
      source: attacking(`const { 0: ours, 1: theirs } = new WebSocketPair()
    if (c.req.query('status') === '101') {
      theirs.accept()
      return new Response(null, { status: 101, webSocket: ours })
    }
    return new Response(null, { status: Number(c.req.query('status')) })`),
      visits: [
        '/attack?status=101',
        '/attack?status=103',
        '/attack?status=999',
        '/attack?status=0',
      ],
      status: 500,
      build: 'passes',
      shared: [],
      isolated: [],
      note: 'The runtime refuses all but 101, which concerns its own visitor only; refused in an isolate',
    },
    {
      key: 'answer-cache',
      tries: 'reads and poisons the cache under another event’s address',
      source: attacking(`const address = 'http://victim.localhost/kept'
    for (const cache of [caches.default, await caches.open('victim'), await caches.open('default')]) {
      try {
        const found = await cache.match(address)
        if (found !== undefined) got.push(await found.text())
        const headers = { 'Cache-Control': 'max-age=3600' }
        await cache.put(address, new Response('p0wned', { headers }))
      } catch (error) {
        got.push(String(error))
      }
    }`),
      build: 'passes',
      shared: ['altered', 'read'],
      isolated: [],
      note: 'An isolate has no cache in common with others',
    },
    {
      key: 'answer-script',
      tries:
        'sends a page whose script wants the domain that all events share, and a worker for its whole host',
      source: attacking(`if (c.req.query('worker') !== undefined) {
      return new Response('onfetch = (event) => event.respondWith(new Response("p0wned"))', {
        headers: { 'Content-Type': 'text/javascript', 'Service-Worker-Allowed': '/' },
      })
    }
    return c.html('<script>document.domain = "localhost"; navigator.serviceWorker.register("/attack?worker", { scope: "/" })</script>')`),
      visits: ['/attack', '/attack?worker'],
      says: 'script',
      build: 'passes',
      shared: ['header'],
      isolated: [],
      note: 'A worker would outlive the release: its scope stays below its path',
    },
    {
      key: 'answer-as-platform',
      tries:
        'answers on the platform’s own hosts, on hosts nobody has, and with the platform’s own pages',
      source: `import { Hono } from 'hono'

export default new Hono({ getPath: () => '/' })
  .all('*', (c) => c.html('<title>No event here</title>p0wned', 404, { 'Retry-After': '10' }))
`,
      visits: ['/', '//admin.localhost/', '/attack'],
      record: { name: 'Usher' },
      status: 404,
      build: 'passes',
      shared: [],
      isolated: [],
      note: 'The host decides before event code runs',
    },
  ],
}
