import { type AttackKind, attacking } from './attack.ts'

/** Short, so that what hangs can be looked at. */
const QUICK = { deadline: 300 }

export const exhausting: AttackKind = {
  title: 'Using up what others need',
  attacks: [
    {
      key: 'use-promise',
      tries: 'never answers',
      source: attacking(`await new Promise(() => {})`),
      record: QUICK,
      status: 500,
      build: 'passes',
      shared: [],
      isolated: [],
      note: 'Its deadline',
    },
    {
      key: 'use-stream',
      tries: 'answers with a body that never ends, and with one that never begins',
      source: attacking(`const piece = new TextEncoder().encode('x'.repeat(1024))
    const pull = c.req.query('silent') === undefined
      ? async (controller) => {
          await new Promise((resolve) => setTimeout(resolve, 1))
          controller.enqueue(piece)
        }
      : () => new Promise(() => {})
    return new Response(new ReadableStream({ pull }))`),
      visits: ['/attack?silent', '/attack'],
      build: 'passes',
      shared: [],
      isolated: [],
      note: 'It ends with its visitor',
    },
    {
      key: 'use-answer',
      tries: 'answers with 100 MB',
      source: attacking(`const piece = new Uint8Array(1024 * 1024)
    let left = 100
    const pull = (controller) => (left-- > 0 ? controller.enqueue(piece) : controller.close())
    return new Response(new ReadableStream({ pull }))`),
      build: 'passes',
      shared: [],
      isolated: [],
      note: 'Streamed, never held',
    },
    {
      key: 'use-headers',
      tries: 'answers with headers of 4 MB, and with 5,000 cookies',
      source:
        attacking(`if (c.req.query('cookies') === undefined) c.header('X-Huge', 'p0wned'.repeat(700_000))
    else for (let at = 0; at < 5000; at++) c.header('Set-Cookie', 'a' + at + '=' + 'x'.repeat(100), { append: true })`),
      visits: ['/attack', '/attack?cookies'],
      isolatedStatus: 500,
      build: 'passes',
      shared: [],
      isolated: [],
      note: 'Only its own answer; bounded in an isolate',
    },
    {
      key: 'use-stack',
      tries: 'calls itself until the stack is full',
      source: attacking(`const deeper = (depth) => deeper(depth + 1) + 1
    deeper(0)`),
      status: 500,
      build: 'passes',
      shared: [],
      isolated: [],
      note: 'An error as any other',
    },
    {
      key: 'use-memory',
      tries: 'keeps 64 MB for good (here; the limit of an isolate is the platform’s)',
      source: `import { Hono } from 'hono'

const kept = []
const hold = (list, piece) => list.push(piece)

export default new Hono().get('/attack', (c) => {
  for (let at = 0; at < 16; at++) hold(kept, new Uint8Array(4 * 1024 * 1024).fill(1))
  return c.text(String(kept.length))
})
`,
      says: '16',
      build: 'passes',
      shared: [],
      isolated: [],
      note: 'Past 128 MB the platform ends the isolate: with all events in the shared lane, alone in the isolated one',
    },
    {
      key: 'use-state',
      tries: 'keeps one visitor’s data in the module and shows it to the next',
      source: attacking(`keep(c.req.header('cookie'))`),
      signedIn: true,
      build: 'passes',
      shared: ['visitors'],
      isolated: ['visitors'],
      note: 'Within one event. A plain `let` is refused in the shared lane; an isolate is its event’s own',
    },
    {
      key: 'use-timers',
      tries: 'goes on after its answer by intervals and work that never ends',
      source: attacking(`setInterval(() => keep('still here'), 1)
    c.executionCtx.waitUntil(new Promise(() => setInterval(() => keep('held'), 1)))
    queueMicrotask(() => keep('once'))`),
      build: 'passes',
      shared: [],
      isolated: [],
      note: 'The runtime ends it with the request, 30 s later at most',
    },
    {
      key: 'use-store',
      tries: 'asks its store 200 times at once',
      source: attacking(`const query = { kind: 'query', name: 'agenda.read-schedule', run() {} }
    const asked = Array.from({ length: 200 }, () => c.env.store.read(query, {}).then(() => 1, () => 0))
    got.push((await Promise.all(asked)).length)`),
      says: '200',
      build: 'passes',
      shared: [],
      isolated: [],
      note: 'Its own store; on the platform the number of calls is limited, too',
    },
    {
      key: 'use-log',
      tries: 'writes 10,000 lines into the log',
      source: attacking(`for (let at = 0; at < 10_000; at++) console.log('p0wned ' + at)`),
      build: 'passes',
      shared: ['flooded'],
      isolated: [],
      note: 'What an isolate says is bounded',
    },
    {
      key: 'use-forged-log',
      tries: 'writes lines into the log that look like the platform’s',
      source:
        attacking(`console.log(JSON.stringify({ type: 'request', requestId: 'p0wned', event: 'victim', status: 500 }))
    console.error(JSON.stringify({ type: 'fault', requestId: 'p0wned', event: 'victim', seam: 'platform', error: 'Error: p0wned' }))`),
      build: 'passes',
      shared: ['forged'],
      isolated: [],
      note: 'What an isolate says carries its event',
    },
    {
      key: 'use-faults',
      tries: 'fails 20 times with a message of 1 MB',
      source: attacking(`throw new Error('p0wned'.repeat(170_000))`),
      visits: Array.from({ length: 20 }, () => '/attack'),
      status: 500,
      build: 'passes',
      shared: [],
      isolated: [],
      note: 'Messages are cut; after five faults the breaker opens',
    },
    {
      key: 'use-wait',
      tries: 'stops the isolate’s thread on shared memory',
      source: attacking(`const memory = new Int32Array(new SharedArrayBuffer(4))
    got.push(Atomics.wait(memory, 0, 0, 100))`),
      status: 500,
      build: 'passes',
      shared: [],
      isolated: [],
      note: 'The runtime refuses to wait',
    },
  ],
}
