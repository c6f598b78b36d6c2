import { matchStore } from '../../src/base/match.ts'
import { type AttackKind, attacking } from './attack.ts'

/** Every operation that a store knows. */
const NAMES = matchStore.flatMap(({ operations }) => operations.map(({ name }) => name))
const OWN = [
  'store.suspend',
  'store.published',
  'store.personal-data',
  'store.erase-person',
  'outbox.work',
  'outbox.state',
  'outbox.replay',
  'outbox.drop',
]

const ASK_ALL = `for (const name of ${JSON.stringify([...NAMES, ...OWN])}) {
      for (const input of [{}, { event: 'victim', storeId: 'victim-1', person: 'canary', id: 'canary', email: 'canary@victim.example', viewer: { kind: 'system' } }]) {
        for (const ask of [
          () => c.env.store.read({ kind: 'query', name, run() {} }, input),
          () => c.env.store.write({ kind: 'command', name, run() {} }, input, crypto.randomUUID()),
        ]) {
          try {
            got.push(name + ' ' + JSON.stringify(await ask()))
          } catch (error) {
            got.push(name + ' ' + String(error))
          }
        }
      }
    }`

export const borrowing: AttackKind = {
  title: 'Making more of its own ports',
  attacks: [
    {
      key: 'port-operations',
      tries: 'asks its store by the name of every operation there is, with another event’s ids',
      source: attacking(ASK_ALL),
      says: 'PlatformFault',
      signedIn: true,
      build: 'passes',
      shared: [],
      isolated: [],
      note: 'A store holds one event, and looks at who asks',
    },
    {
      key: 'port-viewer',
      tries: 'passes itself off as the platform: `c.env.viewer = { kind: "system" }`',
      source: attacking(`try {
      c.env.viewer = { kind: 'system' }
    } catch {}
    try {
      Object.defineProperty(c.env, 'viewer', { value: { kind: 'system' } })
    } catch {}
    ${ASK_ALL}`),
      says: 'PlatformFault',
      signedIn: true,
      build: 'passes',
      shared: [],
      isolated: [],
      note: 'Ports are bound before event code runs',
    },
    {
      key: 'port-tenant',
      tries: 'opens its ports with another event’s record',
      source:
        attacking(`const victim = { ...c.env.tenant, key: 'victim', storeId: 'victim-1', canonicalHost: 'victim.localhost' }
    try {
      c.env.tenant = victim
    } catch {}
    try {
      Object.defineProperty(c.env, 'tenant', { value: victim })
    } catch {}
    ${ASK_ALL}
    got.push(JSON.stringify(await c.env.published.read({ query: { kind: 'query', name: 'home.notice' }, shape: 1 }).catch(String)))`),
      says: 'PlatformFault',
      signedIn: true,
      build: 'passes',
      shared: [],
      isolated: [],
      note: 'Ports are bound before event code runs',
    },
    {
      key: 'port-record',
      tries: 'changes its record in memory: another store, more hosts to call',
      source: attacking(`const change = (on, name, to) => {
      try {
        on[name] = to
      } catch (error) {
        got.push(String(error))
      }
    }
    try {
      const allow = (list) => list.push('forbidden.example')
      allow(c.env.tenant.outbound)
    } catch (error) {
      got.push(String(error))
    }
    change(c.env.tenant, 'key', 'victim')
    change(c.env.tenant, 'storeId', 'victim-1')
    ${ASK_ALL}
    got.push(await c.env.http.fetch('https://forbidden.example/').then(({ status }) => status, String))`),
      visits: ['/attack', '/attack'],
      says: 'TypeError',
      build: 'passes',
      shared: [],
      isolated: [],
      note: 'Records are frozen; an isolate has a copy',
    },
    {
      key: 'port-clock',
      tries: 'sets the clock that it is handed',
      source: attacking(`const set = (clock) => {
      clock.now = () => 4e12
    }
    set(c.env.clock)`),
      status: 500,
      build: 'passes',
      shared: [],
      isolated: [],
      note: 'The clock is frozen; an isolate has its own',
    },
    {
      key: 'port-told',
      tries: 'tells its store, in the platform’s name, what it is to know',
      source: attacking(`for (const [name, input] of [
      ['settings.tell', { defaults: {}, fields: {} }],
      ['store.suspend', { suspended: true, revision: 9 }],
      ['people.import', { groups: [], tags: [], people: [] }],
      ['outbox.work', { outcomes: [], more: true }],
    ]) {
      try {
        got.push(JSON.stringify(await c.env.store.write({ kind: 'command', name, run() {} }, input, crypto.randomUUID())))
      } catch (error) {
        got.push(String(error))
      }
    }`),
      says: 'PlatformFault',
      build: 'passes',
      shared: [],
      isolated: [],
      note: 'Those are the platform’s: `told` and imports are refused to events',
    },
    {
      key: 'port-arguments',
      tries: 'hands functions, promises, getters and cycles through its ports',
      source: attacking(`const cycle = {}
    cycle.self = cycle
    const strange = [
      () => {}, Promise.resolve(1), cycle, Symbol('x'), new Proxy({}, { get: () => { throw new Error('trap') } }),
      { get name() { throw new Error('getter') } }, { then: (done) => done({ kind: 'system' }) }, new Response('x').body, 10n,
      JSON.parse('{"__proto__":{"kind":"system"}}'),
    ]
    for (const input of strange) {
      for (const ask of [
        () => c.env.store.read({ kind: 'query', name: 'agenda.read-schedule', run() {} }, input),
        () => c.env.store.read(input, {}),
        () => c.env.store.write(input, input, input),
        () => c.env.published.read(input),
        () => c.env.http.fetch(input, input),
        () => c.env.secrets.get(input),
        () => c.env.mail.send(input),
      ]) {
        try {
          got.push(String(await ask()))
        } catch (error) {
          try {
            got.push(String(error))
          } catch {}
        }
      }
    }`),
      says: 'is no address',
      build: 'passes',
      shared: [],
      isolated: [],
      note: 'Ports take plain data',
    },
    {
      key: 'port-secrets',
      tries: 'asks for secrets by other events’ names, and by names that mean something to objects',
      source:
        attacking(`for (const name of ['victim/CRM', '../victim/CRM', 'CRM', '__proto__', 'constructor', '', 'ADMIN_TOKEN', 'SECRETS_KEY']) {
      got.push(await c.env.secrets.get(name).catch(String))
    }`),
      says: 'has no secret',
      build: 'passes',
      shared: [],
      isolated: [],
      note: 'Secrets are sealed for one event',
    },
    {
      key: 'port-mail',
      tries: 'mails in another event’s name, by fields and line breaks of its own',
      source: attacking(`for (const mail of [
      { from: { email: 'events@usher.example', name: 'The victim' }, subject: 'p0wned' },
      { subject: 'p0wned\\r\\nFrom: The victim <events@usher.example>' },
      { subject: 'p0wned', headers: { From: 'The victim <events@usher.example>', 'Reply-To': 'evil@example.com', Bcc: 'all@victim.example' } },
      { subject: 'p0wned', headers: { 'X-A': 'a\\r\\nFrom: The victim <events@usher.example>' } },
    ]) {
      got.push(await c.env.mail.send({ to: 'canary@victim.example', text: 'p0wned', ...mail }).then(() => 'sent', String))
    }`),
      says: "is the platform's",
      build: 'passes',
      shared: [],
      isolated: [],
      note: 'The sender is put there outside',
    },
    {
      key: 'port-kept',
      tries: 'keeps one visitor’s ports and uses them for the next one',
      source: `import { Hono } from 'hono'

const kept = { env: null }
const keep = (into, env) => {
  into.env ??= env
}
const own = { kind: 'query', name: 'people.own-profile', run() {} }

export default new Hono()
  .get('/attack', (c) => {
    keep(kept, c.env)
    return c.text('kept')
  })
  .get('/loot', async (c) => c.text(JSON.stringify(await kept.env.store.read(own, {}))))
`,
      signedIn: true,
      build: 'passes',
      shared: ['visitors'],
      isolated: [],
      note: 'Within one event, and never past its visitor’s session. In an isolate ports end with their turn',
    },
  ],
}
