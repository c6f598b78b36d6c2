import { randomUUID } from 'node:crypto'
import { request } from 'node:http'
import type { Plan } from './plan.ts'
import type { Row, Section } from './report.ts'
import { startRuntime } from './runtime.ts'
import { median, quantile } from './statistics.ts'

const HOST = 'admin.localhost'
const TOKEN = randomUUID()

/** Seconds that an import may take, to the last record in KV. */
const IMPORT_GOAL = 60
/** Milliseconds of a page, and of an operator's call while records are on their way into KV. */
const [PAGE_GOAL, CLICK_GOAL] = [100, 500]
/** Milliseconds between two calls of that operator. */
const PAUSE = 250

const PAGES = {
  'list, first page': '/',
  'list of one status, changed last': '/?status=live&sort=-changed',
  'search that finds 1': '/?q=zitronenbaum',
  'search that finds every seventh': '/?q=hamburg',
  'search that finds all': '/?q=fair',
  'search that finds all, of one status': '/?q=fair&status=live&sort=-starts',
  'an event’s page': '/events/fair-321',
  'search by the API, finds all': '/api/v1/tenants?q=fair',
} as const

/** How quick the people who run events are served who have many, over HTTP, with all that stands in the way. */
export async function registrySection(plan: Plan, dist: string): Promise<Section> {
  const variables = { ADMIN_TOKEN: TOKEN }
  const runtime = await startRuntime([
    { name: 'registry', dist, bound: true, works: true, administered: true, variables },
  ])
  try {
    const port = await runtime.port('registry')
    return section(plan.events, [
      ...(await importRows(plan, port)),
      ...(await pageRows(plan, port)),
    ])
  } finally {
    await runtime.stop()
  }
}

const section = (events: number, rows: readonly Row[]): Section => ({
  title: `The registry with ${events.toLocaleString('en')} events`,
  notes: [
    'Over HTTP, as an operator has it, client and runtime on the same cores. An import of all or nothing;',
    'it is published when KV holds every record, as `registry publishing` tells. Meanwhile an operator reads',
    'an event or changes one, four times a second. Then pages: median of the rounds, and the slowest.',
  ],
  counts: true,
  rows,
})

async function importRows(plan: Plan, port: number): Promise<readonly Row[]> {
  plan.progress(`registry: importing ${plan.events} events`)
  const started = performance.now()
  await ask(port, 'POST', '/api/v1/tenants:import?mode=all', eventLines(plan.events))
  const decided = performance.now()
  plan.progress('registry: publishing')
  const clicks = await clickUntilPublished(port)
  const published = performance.now()
  const seconds = (published - started) / 1000
  return [
    { what: 'import: decided', figures: `${secondsOf(decided - started)} s` },
    {
      what: 'import: in KV',
      figures: `${secondsOf(published - started)} s`,
      goal: `≤ ${IMPORT_GOAL} s`,
      met: seconds <= IMPORT_GOAL,
    },
    timesRow('meanwhile: reading an event', clicks.reads, { goal: CLICK_GOAL, share: 1 }),
    timesRow('meanwhile: changing an event', clicks.changes, { goal: CLICK_GOAL, share: 1 }),
  ]
}

async function clickUntilPublished(port: number) {
  const [reads, changes]: [number[], number[]] = [[], []]
  for (let click = 0; ; click++) {
    const key = `fair-${(click * 37) % 100}`
    reads.push(await time(() => ask(port, 'GET', `/api/v1/tenants/${key}`)))
    const patch = JSON.stringify({ place: `Hall ${click}` })
    changes.push(await time(() => ask(port, 'PATCH', `/api/v1/tenants/${key}`, patch)))
    const told = await ask(port, 'GET', '/api/v1/registry/publishing')
    const { waitingInAll } = JSON.parse(told) as { readonly waitingInAll: number }
    if (waitingInAll === 0) return { reads, changes }
    await new Promise((resolve) => setTimeout(resolve, PAUSE))
  }
}

async function pageRows(plan: Plan, port: number): Promise<readonly Row[]> {
  const times = new Map<string, number[]>()
  // The first round is to warm up.
  for (let round = 0; round <= plan.pageRounds; round++) {
    plan.progress(`registry: pages, ${round} of ${plan.pageRounds}`)
    for (const [what, path] of Object.entries(PAGES)) {
      const took = await time(() => ask(port, 'GET', path))
      if (round > 0) times.set(what, [...(times.get(what) ?? []), took])
    }
  }
  return [...times].map(([what, took]) => timesRow(what, took, { goal: PAGE_GOAL, share: 0.5 }))
}

interface Limit {
  /** Milliseconds. */
  readonly goal: number
  /** Which of the times, from the shortest, has to keep to it. */
  readonly share: number
}

function timesRow(what: string, times: readonly number[], { goal, share }: Limit): Row {
  const figures = [median(times), Math.max(...times)].map((ms) => ms.toFixed(1).padStart(7))
  const met = quantile(times, share) <= goal
  const least = share === 1 ? ' always' : ''
  return { what, figures: `${figures.join('  ')} ms`, goal: `≤ ${goal} ms${least}`, met }
}

const secondsOf = (milliseconds: number): string => (milliseconds / 1000).toFixed(1).padStart(7)

async function time(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}

const CITIES = ['Hamburg', 'Manila', '東京ビッグサイト', 'Łódź', 'Lisboa', 'Wien', 'Nairobi']

/** One line for each, as an export has them. */
const eventLines = (events: number): string =>
  Array.from({ length: events }, (_, i) =>
    JSON.stringify({
      key: `fair-${i}`,
      name: i === 321 ? 'Fair Zitronenbaum' : `Fair ${i}`,
      timeZone: 'Europe/Berlin',
      locales: ['en'],
      place: CITIES[i % CITIES.length],
      starts: new Date(Date.UTC(2027, 0, 1 + (i % 700))).toISOString().slice(0, 10),
      ends: '2029-12-31',
      status: i % 4 === 0 ? 'live' : 'draft',
      listed: i % 400 === 0,
    }),
  ).join('\n')

/** Its answer's body. Fails where it was refused. */
function ask(port: number, method: string, path: string, body?: string): Promise<string> {
  const headers = {
    host: HOST,
    authorization: `Bearer ${TOKEN}`,
    'content-type': path.includes(':import') ? 'application/x-ndjson' : 'application/json',
    ...(method === 'PATCH' ? { 'if-match': '*' } : {}),
  }
  return new Promise((resolve, reject) => {
    const sent = request({ port, host: '127.0.0.1', method, path, headers }, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part))
      answer.on('error', reject)
      answer.on('end', () => {
        const text = Buffer.concat(parts).toString()
        if (answer.statusCode === 200 && !text.includes('"type":"failed"')) resolve(text)
        else
          reject(
            new Error(`${method} ${path} was answered ${answer.statusCode}: ${text.slice(0, 500)}`),
          )
      })
    })
    sent.on('error', reject)
    sent.end(body)
  })
}
