import { type AttackKind, attacking } from './attack.ts'

/** Everything of a value that can be walked to, by names and prototypes; accessors are tried. */
const WALK = `const seen = new Set()
    const walk = (value, path, depth) => {
      if (depth > 6 || value === null || !['object', 'function'].includes(typeof value)) {
        if (typeof value === 'string') got.push(path + ' = ' + value)
        return
      }
      if (seen.has(value)) return
      seen.add(value)
      for (const name of Reflect.ownKeys(value)) {
        const at = path + '.' + String(name)
        try {
          const inner = value[name]
          if (['idFromName', 'getByName', 'fetch', 'call', 'exports'].includes(name)) got.push(at)
          walk(inner, at, depth + 1)
        } catch {}
      }
      walk(Object.getPrototypeOf(value), path + '.__proto__', depth + 1)
    }`

/** Asks every other event's store that it can find by what it was handed. */
const ASK_STORES = `const stores = found?.EventStore ?? found?.EVENTS
    const call = { version: 1, event: 'victim', viewer: { kind: 'system' }, requestId: null }
    if (stores !== undefined) {
      const store = stores.get(stores.idFromName('victim-1'))
      const reply = await store.call({ ...call, name: 'store.published', input: {} })
      got.push(JSON.stringify(reply))
    }`

export const reading: AttackKind = {
  title: 'Reading what is the platform’s',
  attacks: [
    {
      key: 'read-env',
      tries: 'imports the bindings from `cloudflare:workers`',
      source: attacking(
        `const found = env
    got.push(...Object.keys(found), JSON.stringify(found), typeof found.EVENTS)
    ${ASK_STORES}`,
        `import { env } from 'cloudflare:workers'`,
      ),
      says: 'undefined',
      build: 'refused',
      shared: [],
      isolated: [],
      note: '`disallow_importable_env`; an isolate has no bindings',
    },
    {
      key: 'read-exports',
      tries:
        'imports the Worker’s own entrypoints from `cloudflare:workers`, and asks another event’s store',
      source: attacking(
        `const found = workers.exports
    got.push(...Object.keys(found), typeof found?.EventStore)
    ${ASK_STORES}`,
        `import * as workers from 'cloudflare:workers'`,
      ),
      says: 'undefined',
      build: 'refused',
      shared: [],
      isolated: [],
      note: '`disallow_importable_env`; an isolate exports nothing but itself',
    },
    {
      key: 'read-loopback',
      tries: 'asks the Worker’s own `fetch` for another host, without leaving the isolate',
      source: attacking(
        `const asked = new Request('http://victim.localhost/visitors', {
      headers: { host: 'victim.localhost' },
    })
    try {
      got.push(await (await workers.exports.default.fetch(asked)).text())
    } catch (error) {
      got.push(String(error))
    }`,
        `import * as workers from 'cloudflare:workers'`,
      ),
      says: 'TypeError',
      build: 'refused',
      shared: [],
      isolated: [],
      note: '`disallow_importable_env`; an isolate exports nothing but itself',
    },
    {
      key: 'read-process',
      tries: 'looks for the environment where other runtimes keep it',
      source: attacking(
        `got.push(JSON.stringify(globalThis.process?.env), JSON.stringify(globalThis.Deno?.env))
    for (const name of ['node:process', 'node:fs', 'cloudflare:workers', 'workerd:unsafe', 'cloudflare-internal:env']) {
      try {
        const module = await import(name)
        got.push(name, JSON.stringify(module.env ?? module.default?.env), Object.keys(module.exports ?? {}))
      } catch (error) {
        got.push(String(error))
      }
    }`,
      ),
      says: 'Module not found',
      build: 'refused',
      shared: [],
      isolated: [],
      note: 'There is none',
    },
    {
      key: 'read-context',
      tries: 'walks all that a handler is given, and its prototypes, for bindings and keys',
      source: attacking(`${WALK}
    walk(this, 'this', 0)
    walk(c.executionCtx, 'ctx', 0)
    try {
      walk(c.event, 'event', 0)
    } catch {}
    walk(c.env, 'env', 0)`),
      says: 'env.tenant.key = read-context',
      build: 'passes',
      shared: [],
      isolated: [],
      note: 'Events are handed ports, each bound to their event',
    },
    {
      key: 'read-constructors',
      tries: 'makes ports of its own by the constructors of those it has',
      source: attacking(`const { tenant, viewer, store, published, http } = c.env
    const victim = { ...tenant, key: 'victim', storeId: 'victim-1' }
    const query = { kind: 'query', name: 'settings.read', run() {} }
    for (const port of [c.env, store, published, http, c.executionCtx]) {
      const Port = port.constructor
      for (const given of [[port, victim], [victim, { kind: 'system' }], [port, viewer, victim]]) {
        try {
          const made = new Port(...given)
          got.push(JSON.stringify(await (made.store ?? made).read(query, {})))
        } catch (error) {
          got.push(String(error))
        }
      }
    }`),
      says: 'TypeError',
      build: 'passes',
      shared: [],
      isolated: [],
      note: 'What opens a store is private to the ports',
    },
    {
      key: 'read-entrypoint',
      tries: 'waits on the prototype of all entrypoints for whatever they are given',
      source: attacking(
        `for (const name of ['ctx', 'env']) {
      Object.defineProperty(workers.WorkerEntrypoint.prototype, name, {
        configurable: true,
        set(value) {
          keep(name + ' ' + Object.keys(value) + ' ' + JSON.stringify(value.props))
          Object.defineProperty(this, name, { value })
        },
      })
    }
    got.push('waiting')`,
        `import * as workers from 'cloudflare:workers'`,
      ),
      says: 'waiting',
      build: 'refused',
      shared: [],
      isolated: [],
      note: 'What an isolate is given is its own event’s',
    },
    {
      key: 'read-globals',
      tries: 'listens for errors, rejections and requests of the whole isolate',
      source:
        attacking(`for (const name of ['fetch', 'error', 'unhandledrejection', 'rejectionhandled', 'trace']) {
      addEventListener(name, (event) => {
        keep(name + ' ' + event.reason?.stack + ' ' + event.request?.headers.get('cookie'))
        event.respondWith?.(new Response('p0wned'))
      })
    }`),
      build: 'passes',
      shared: ['read'],
      isolated: [],
      note: 'Only those of its own isolate',
    },
    {
      key: 'read-stacks',
      tries: 'reads the frames of errors for the functions and objects below it',
      source: attacking(`const real = Error.prepareStackTrace
    const put = (on, value) => { on.prepareStackTrace = value }
    put(Error, (_, frames) => frames.map((frame) => [frame.getThis(), frame.getFunction(), String(frame)]))
    const frames = new Error('here').stack
    put(Error, real)
    ${WALK}
    for (const [self, run, said] of frames) {
      got.push(said)
      walk(self, 'this', 0)
      walk(run, 'function', 0)
    }`),
      says: 'fetch',
      build: 'passes',
      shared: [],
      isolated: [],
      note: 'Modules are strict: frames name no objects',
    },
  ],
}
