import { match } from '../../../src/base/match.ts'
import { CONFIG } from '../../../src/config.ts'
import { ANONYMOUS } from '../../../src/contract.ts'
import { compose } from '../../../src/dispatch/compose.ts'
import { contain, narrowContext } from '../../../src/dispatch/contain.ts'
import { createEventApps } from '../../../src/dispatch/event-apps.ts'
import { gate } from '../../../src/dispatch/gate.ts'
import { readHost } from '../../../src/dispatch/host.ts'
import { RequestEnv } from '../../../src/dispatch/request-env.ts'
import { resolve } from '../../../src/dispatch/resolve.ts'
import { createConsoleTelemetry } from '../../../src/telemetry/console-telemetry.ts'
import { PING } from '../ping.ts'
import { ask, benchTenant, clock, constantStore, mapDirectory } from './fixture.ts'
import type { Subject } from './measure.ts'

// What each step of the way costs alone. Their sum is not the whole: alone, a step is optimised
// better than among others.

const tenant = benchTenant('bench')
const host = tenant.canonicalHost
const laid = match.lay(tenant, null)

const env = () =>
  new RequestEnv({
    tenant,
    viewer: ANONYMOUS,
    store: constantStore,
    clock,
    requestId: 'bench',
    pieces: laid.bind(() => {}),
  })

const point = {
  requestId: 'bcf1a3c0-0000-4000-8000-000000000000',
  event: 'bench',
  lane: 'base',
  method: 'GET',
  status: 200,
  duration: 1,
  degraded: [],
}

function resolved(): Subject {
  const directory = mapDirectory([tenant])
  return { run: (ctx) => resolve(host, directory, (promise) => ctx.waitUntil(promise)) }
}

function eventApp(): Subject {
  const eventApps = createEventApps(match)
  return { run: () => eventApps(tenant, { kind: 'base' }) }
}

function contained(answer: (response: Response) => Response | Promise<Response>): Subject {
  const known = env()
  const request = ask(host, PING)
  const response = new Response('pong')
  return { run: (ctx) => contain(() => answer(response), request, known, ctx, CONFIG.deadline) }
}

function telemetry(write: (line: string) => void): Subject {
  const sink = createConsoleTelemetry(write, write)
  return { run: () => sink.request(point) }
}

export const partSubjects = {
  nothing: (): Subject => ({ run: () => undefined }),
  'await nothing': (): Subject => ({ run: async () => undefined }),
  'request id': (): Subject => ({ run: () => crypto.randomUUID() }),
  host: (): Subject => {
    const apexes = new Set(['localhost'])
    const request = ask(host, PING)
    return { run: () => readHost(request.url, request.headers.get('host'), apexes) }
  },
  resolve: resolved,
  gate: (): Subject => ({ run: () => gate(tenant, host) }),
  'event app': eventApp,
  environment: (): Subject => ({ run: env }),
  'narrow context': (): Subject => ({ run: (ctx) => narrowContext(ctx, () => {}) }),
  'contain, no promise': () => contained((response) => response),
  'contain, promise': () => contained((response) => Promise.resolve(response)),
  'contain, promise, untimed': (): Subject => {
    const { setTimeout, clearTimeout } = globalThis
    return {
      ...contained((response) => Promise.resolve(response)),
      before: () => Object.assign(globalThis, { setTimeout: () => 0, clearTimeout: () => {} }),
      after: () => Object.assign(globalThis, { setTimeout, clearTimeout }),
    }
  },
  timer: (): Subject => ({ run: () => clearTimeout(setTimeout(() => {}, CONFIG.deadline)) }),
  'log line, dropped': () => telemetry(() => {}),
  'log line, console': () => telemetry((line) => console.log(line)),
  'response made': (): Subject => ({ run: () => new Response('pong') }),
  'response marked': (): Subject => ({ run: marked }),
  'response marked in place': (): Subject => ({ run: markedInPlace }),
  compose: (): Subject => ({ run: () => compose(match, match.lay(tenant, null), null) }),
  'compose, first request': (): Subject => ({
    run: (ctx) => compose(match, match.lay(tenant, null), null).fetch(ask(host, PING), env(), ctx),
  }),
}

/** As dispatch does it. */
function marked(): Response {
  const made = new Response('pong')
  const marks = new Response(made.body, made)
  marks.headers.set('X-Request-Id', point.requestId)
  if (!marks.headers.has('X-Content-Type-Options')) {
    marks.headers.set('X-Content-Type-Options', 'nosniff')
  }
  if (!marks.headers.has('Referrer-Policy')) {
    marks.headers.set('Referrer-Policy', 'strict-origin-when-cross-origin')
  }
  return marks
}

/** As it might: an answer whose headers may be written is not copied. */
function markedInPlace(): Response {
  const made = new Response('pong')
  made.headers.set('X-Request-Id', point.requestId)
  if (!made.headers.has('X-Content-Type-Options')) {
    made.headers.set('X-Content-Type-Options', 'nosniff')
  }
  if (!made.headers.has('Referrer-Policy')) {
    made.headers.set('Referrer-Policy', 'strict-origin-when-cross-origin')
  }
  return made
}
