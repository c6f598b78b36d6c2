import { readHost } from '../../../src/dispatch/host.ts'
import type { RequestPoint } from '../../../src/ports.ts'
import { createConsoleTelemetry } from '../../../src/telemetry/console-telemetry.ts'
import { within } from '../../../src/within.ts'
import { PING } from '../ping-path.ts'
import { ask, benchTenant, wireConstant } from './fixture.ts'
import type { Subject } from './measure.ts'

// What steps of the way cost alone. Their sum is not the whole: alone, a step is compiled better
// than among others.

const tenant = benchTenant('bench')
const host = tenant.canonicalHost
const DEADLINE = 10_000

function hostRead(): Subject {
  const apexes = new Set(['localhost'])
  const request = ask(host, PING)
  return { run: () => readHost(request.url, request.headers.get('host'), apexes) }
}

/** What the log is told of a request, written or not. */
function logged(write: (line: string) => void): Subject {
  const sink = createConsoleTelemetry(write, write)
  const points: RequestPoint[] = []
  const telemetry = { ...sink, request: (point: RequestPoint) => void points.push(point) }
  return {
    async prepare(ctx) {
      await wireConstant([tenant], { telemetry })(ask(host, PING), ctx)
    },
    run: () => points.forEach((point) => sink.request(point)),
  }
}

export const partSubjects = {
  nothing: (): Subject => ({ run: () => undefined }),
  'await nothing': (): Subject => ({ run: async () => undefined }),
  'request id': (): Subject => ({ run: () => crypto.randomUUID() }),
  host: hostRead,
  timer: (): Subject => ({ run: () => clearTimeout(setTimeout(() => {}, DEADLINE)) }),
  deadline: (): Subject => ({
    run: () => within(Promise.resolve(), DEADLINE, () => undefined),
  }),
  'log line, dropped': () => logged(() => {}),
  'log line, console': () => logged((line) => console.log(line)),
  'answer made': (): Subject => ({ run: () => new Response('pong') }),
  'answer copied': (): Subject => ({ run: copied }),
  'answer marked': (): Subject => ({ run: () => mark(new Response('pong')) }),
  'answer copied, marked': (): Subject => ({ run: () => mark(copied()) }),
  'first request': (): Subject => ({
    run: (ctx) => wireConstant([tenant])(ask(host, PING), ctx),
  }),
}

function copied(): Response {
  const made = new Response('pong')
  return new Response(made.body, made)
}

/** The headers that every answer gets. */
function mark(answer: Response): Response {
  const { headers } = answer
  headers.set('X-Request-Id', 'bcf1a3c0-0000-4000-8000-000000000000')
  if (!headers.has('X-Content-Type-Options')) headers.set('X-Content-Type-Options', 'nosniff')
  if (!headers.has('Referrer-Policy')) {
    headers.set('Referrer-Policy', 'strict-origin-when-cross-origin')
  }
  return answer
}
