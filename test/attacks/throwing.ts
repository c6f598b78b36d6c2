import { type AttackKind, attacking } from './attack.ts'

const NOTE = 'A fault of its own route, whatever it is'

const throwing = (key: string, tries: string, body: string, note = NOTE) =>
  ({
    key: `throw-${key}`,
    tries,
    source: attacking(body),
    status: 500,
    build: 'passes',
    shared: [],
    isolated: [],
    note,
  }) as const

export const throwingThings: AttackKind = {
  title: 'Throwing and answering with what cannot be touched',
  attacks: [
    throwing(
      'proxy',
      'throws a proxy that throws wherever it is touched',
      `const trap = () => { throw new Error('p0wned') }
    throw new Proxy(new Error('x'), new Proxy({}, { get: () => trap }))`,
    ),
    throwing(
      'getters',
      'throws an error whose message, name and stack throw',
      `const error = new Error('x')
    for (const name of ['message', 'name', 'stack', 'cause']) {
      Object.defineProperty(error, name, { get() { throw new Error('p0wned') } })
    }
    throw error`,
    ),
    throwing(
      'nothing',
      'throws what is no error: null, a symbol, a function, a promise, a response',
      `const thrown = [null, Symbol('x'), () => {}, Promise.reject(new Error('p0wned')), new Response('p0wned', { status: 200 })]
    throw thrown[Number(c.req.query('which') ?? 0)]`,
    ),
    throwing(
      'then',
      'answers with something that says it is a promise, and is one of nothing that can be sent',
      `return { then(done) { done({ then: (again) => again('p0wned') }) } }`,
    ),
    throwing(
      'suspended',
      'throws what the platform throws where an event is suspended',
      `throw Object.assign(new Error('The event is suspended.'), { name: 'EventSuspended', tag: 'suspended', suspended: true })`,
      'Told by what only the platform can make',
    ),
    throwing(
      'platform',
      'blames the platform for its own fault',
      `throw Object.assign(new Error('p0wned'), { name: 'PlatformFault', seam: 'platform', retryable: true, remote: true })`,
      'Told by what only the platform can make',
    ),
    throwing(
      'response',
      'answers with a response whose parts throw or lie',
      `const answer = new Response('p0wned')
    for (const name of ['body', 'headers', 'status', 'bodyUsed']) {
      Object.defineProperty(answer, name, { get() { throw new Error('p0wned') } })
    }
    return answer`,
    ),
    throwing(
      'used',
      'answers with a response that was read, locked, or is another request’s',
      `const kept = new Response('p0wned')
    await kept.text()
    return kept`,
    ),
  ],
}
