import { type Attack, type AttackKind, attacking, MARK } from './attack.ts'

/** Everything of one isolate shares its globals: whoever changes one changes it for all. */
const NOTE = 'Globals of its own'

const patch = (
  name: string,
  tries: string,
  shared: Attack['shared'],
  body: string,
  different: Partial<Attack> = {},
): Attack => ({
  key: `patch-${name}`,
  tries,
  source: attacking(body),
  build: 'refused',
  shared,
  isolated: [],
  note: NOTE,
  ...different,
})

export const patching: AttackKind = {
  title: 'Patching what everybody uses',
  attacks: [
    patch(
      'object',
      'gives every object a `toJSON` that copies what is made JSON of',
      ['altered', 'read'],
      `Object.prototype.toJSON = function () {
      keep(Object.values(this).filter((value) => typeof value === 'string').join(' '))
      return this
    }`,
    ),
    patch(
      'array',
      'has every list found empty',
      ['altered'],
      `Array.prototype.filter = () => []
    Array.prototype.map = () => []`,
    ),
    patch(
      'iterator',
      'walks along with every list',
      ['read'],
      `const real = Array.prototype[Symbol.iterator]
    Array.prototype[Symbol.iterator] = function () {
      for (let at = 0; at < this.length; at++) if (typeof this[at] === 'string') keep(this[at])
      return real.call(this)
    }`,
    ),
    patch(
      'promise',
      'listens to every promise',
      ['read'],
      `const real = Promise.prototype.then
    Promise.prototype.then = function (done, failed) {
      const heard = (value) => {
        try {
          keep(JSON.stringify(value))
        } catch {}
        return typeof done === 'function' ? done(value) : value
      }
      return real.call(this, heard, failed)
    }`,
    ),
    patch(
      'map',
      'reads along in the platform’s memory',
      ['read'],
      `const real = Map.prototype.get
    Map.prototype.get = function (key) {
      const value = real.call(this, key)
      try {
        keep(JSON.stringify([key, value]))
      } catch {}
      return value
    }`,
    ),
    patch(
      'response',
      'puts its own words into every answer',
      ['altered'],
      `const Real = Response
    globalThis.Response = class extends Real {
      constructor(_, init) {
        super('${MARK}', init)
      }
    }`,
    ),
    patch(
      'headers',
      'reads the cookies of every visitor',
      ['read'],
      `const real = Headers.prototype.get
    Headers.prototype.get = function (name) {
      const value = real.call(this, name)
      keep(name + ': ' + value)
      return value
    }`,
    ),
    patch(
      'request',
      'gives every request its own address',
      ['altered'],
      `Object.defineProperty(Request.prototype, 'url', { get: () => 'http://patch-request.localhost/' })`,
    ),
    patch(
      'url',
      'passes every address off as one that its record allows',
      ['reached'],
      `Object.defineProperty(URL.prototype, 'hostname', { get: () => 'api.example.com' })
    got.push(await c.env.http.fetch('https://forbidden.example/').then(({ status }) => status, String))`,
      {
        spoils: true,
        record: { outbound: ['api.example.com'] },
        note: 'Addresses are looked at outside',
      },
    ),
    patch(
      'json',
      'reads along whatever is read from JSON',
      ['read'],
      `const real = JSON.parse
    JSON.parse = (text, reviver) => {
      keep(text)
      return real(text, reviver)
    }`,
    ),
    patch(
      'digest',
      'copies secrets before they are hashed',
      ['read'],
      `const real = SubtleCrypto.prototype.digest
    SubtleCrypto.prototype.digest = function (algorithm, data) {
      keep(new TextDecoder().decode(data))
      return real.call(this, algorithm, data)
    }`,
    ),
    patch(
      'random',
      'has the same number drawn every time',
      ['altered', 'forged'],
      `crypto.randomUUID = () => '00000000-0000-4000-8000-000000000000'`,
      // Numbers are drawn in advance.
      { visits: ['/attack', ...Array.from({ length: 24 }, () => '/loot')] },
    ),
    patch('date', 'stops the clock at the year 2096', ['altered'], `Date.now = () => 4e12`),
    patch(
      'fetch',
      'stands between other events and the systems they call',
      ['read'],
      `const real = fetch
    globalThis.fetch = (url, init) => {
      keep(url + ' ' + JSON.stringify([...new Headers(init?.headers)]))
      return real(url, init)
    }`,
    ),
    patch(
      'encoder',
      'copies every text that is made bytes of',
      ['read'],
      `const real = TextEncoder.prototype.encode
    TextEncoder.prototype.encode = function (text) {
      keep(text)
      return real.call(this, text)
    }`,
    ),
    patch(
      'call',
      'stands between every function and who calls it by `call`',
      ['altered'],
      `Function.prototype.call = () => '${MARK}'
    Function.prototype.bind = function () { return () => '${MARK}' }`,
    ),
    patch(
      'clone',
      'copies whatever is cloned',
      [],
      `const real = structuredClone
    globalThis.structuredClone = (value, options) => {
      keep(JSON.stringify(value))
      return real(value, options)
    }
    got.push(String(structuredClone))`,
      { says: 'keep(', note: 'The platform hands nothing on by it' },
    ),
    patch(
      'string',
      'exchanges every text that is escaped or replaced',
      ['altered'],
      `String.prototype.replace = () => '${MARK}'
    String.prototype.replaceAll = () => '${MARK}'`,
      // What its isolate says of an answer is such a text: nobody can read it.
      { isolatedStatus: 500 },
    ),
    patch(
      'timers',
      'has every deadline pass at once',
      ['altered'],
      `const real = setTimeout
    globalThis.setTimeout = (run) => real(run, 0)`,
    ),
    patch(
      'streams',
      'reads along whatever is streamed',
      ['read'],
      `const real = ReadableStream.prototype.getReader
    ReadableStream.prototype.getReader = function (options) {
      const reader = real.call(this, options)
      const read = reader.read.bind(reader)
      reader.read = async (...given) => {
        const part = await read(...given)
        if (part.value) keep(new TextDecoder().decode(part.value))
        return part
      }
      return reader
    }`,
    ),
    patch('console', 'silences the platform’s log', ['forged'], `console.log = () => {}`),
    patch(
      'stacks',
      'writes every stack trace',
      ['forged'],
      `Error.prepareStackTrace = () => '${MARK}'`,
    ),
    patch(
      'hono',
      'changes Hono’s own request for all apps',
      ['read'],
      `const context = Object.getPrototypeOf(c)
    const real = Object.getOwnPropertyDescriptor(context, 'req')
    Object.defineProperty(context, 'req', {
      get() {
        const req = real.get.call(this)
        keep(req.raw.headers.get('cookie'))
        return req
      },
    })`,
      { build: 'passes', note: 'A Hono of its own' },
    ),
    {
      key: 'patch-kit',
      tries: 'changes the texts that the kit hands to every event',
      source: attacking(
        `for (const key of Object.keys(layoutMessages.base.en)) layoutMessages.base.en[key] = '${MARK}'`,
        `import { layoutMessages } from 'usher/kit'`,
      ),
      build: 'refused',
      shared: ['altered'],
      isolated: [],
      note: 'A kit of its own',
    },
    {
      key: 'patch-query',
      tries: 'exchanges what a query of the kit does in the store',
      source: attacking(
        `const real = readOwnProfile.run
    readOwnProfile.run = (sql, ...given) => {
      keep(JSON.stringify(sql.all('SELECT * FROM people')))
      return real(sql, ...given)
    }`,
        `import { readOwnProfile } from 'usher/kit'`,
      ),
      build: 'refused',
      status: 500,
      shared: [],
      isolated: [],
      note: 'Queries are frozen; only their name leaves an isolate',
    },
    patch(
      'unseen',
      'changes a global by way of a function that is given it',
      ['read'],
      `const change = (on, name, to) => {
      on[name] = to
    }
    const real = JSON.parse
    change(JSON, 'parse', (text, reviver) => {
      keep(text)
      return real(text, reviver)
    })`,
      { build: 'passes' },
    ),
  ],
}
