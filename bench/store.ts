import { type Booked, book } from './booking.ts'
import type { Plan } from './plan.ts'
import { perSecond, type Row, type Section } from './report.ts'
import { startRuntime } from './runtime.ts'
import { median } from './statistics.ts'
import { type OpenFair, type StoreAsk, STORE_PATH } from './workers/store/ask.ts'

const MEETINGS = 5_000
const VISITORS = 16
/** Actions a second. */
const BOOKING_GOAL = 300

/** Subject → what it is, and how many milliseconds it may take. */
const CALLS = {
  words: ['directory: a word', 10],
  filters: ['directory: a word, a group and a tag', 10],
  page: ['directory: everybody, first page', 10],
  'recommend cold': ['recommendations: everybody read and indexed', 50],
  'recommend warm': ['recommendations: everybody known', 5],
  accept: ['a request accepted', 10],
} as const satisfies Readonly<Record<string, readonly [what: string, goal: number]>>
type Call = keyof typeof CALLS
const NAMES = Object.keys(CALLS) as Call[]

/** How quick one event's store is with many people and meetings in it. */
export async function storeSection(plan: Plan, dist: string): Promise<Section> {
  plan.progress('store: filling it')
  const runtime = await startRuntime([{ name: 'store', dist, bound: true, works: true }])
  try {
    const port = await runtime.port('store')
    const fair = await ask<OpenFair>(port, { kind: 'open', meetings: MEETINGS })
    const rows = await timeCalls(plan, port)
    plan.progress(`store: ${VISITORS} visitors book`)
    const times = { time: plan.bookingTime, warmUp: plan.bookingTime / 4 }
    const booked = await book(port, fair, { visitors: VISITORS, ...times })
    return section([...rows, bookingRow(booked)])
  } finally {
    await runtime.stop()
  }
}

const section = (rows: readonly Row[]): Section => ({
  title: 'One event with 2,000 people and 5,000 meetings',
  notes: [
    'Milliseconds of a call through the store’s client, one after the other, each somebody else’s:',
    'median of the rounds, and the slowest round. Recommendations are two calls and the ranking.',
    `Booking is over HTTP, the whole way, with ${VISITORS} visitors at once who ask and accept in turns.`,
  ],
  counts: true,
  rows,
})

async function timeCalls(plan: Plan, port: number): Promise<readonly Row[]> {
  const times = new Map<Call, number[]>(NAMES.map((name) => [name, []]))
  // The first round is to warm up.
  for (let round = 0; round <= plan.storeRounds; round++) {
    plan.progress(`store: calls, ${round} of ${plan.storeRounds}`)
    for (const name of NAMES) {
      const asked: StoreAsk =
        name === 'accept'
          ? { kind: 'accept', count: plan.accepts }
          : { kind: 'time', subject: name, time: plan.batchTime }
      const time = await ask<number>(port, asked)
      if (round > 0) times.get(name)?.push(time / 1000)
    }
  }
  return NAMES.map((name) => callRow(name, times.get(name) ?? []))
}

function callRow(name: Call, times: readonly number[]): Row {
  const [what, goal] = CALLS[name]
  const slowest = Math.max(...times)
  const figures = `${median(times).toFixed(2).padStart(7)}  ${slowest.toFixed(2).padStart(7)}`
  return { what, figures, goal: `≤ ${goal} ms`, met: median(times) <= goal }
}

function bookingRow({ actions, duration }: Booked): Row {
  const rate = (actions * 1000) / duration
  return {
    what: 'requests and accepts',
    figures: `${perSecond(rate)}/s`,
    goal: `≥ ${BOOKING_GOAL}/s`,
    met: rate >= BOOKING_GOAL,
  }
}

async function ask<Answer>(port: number, asked: StoreAsk): Promise<Answer> {
  const body = JSON.stringify(asked)
  const response = await fetch(`http://127.0.0.1:${port}${STORE_PATH}`, { method: 'POST', body })
  if (!response.ok) throw new Error(`The store's worker failed: ${await response.text()}`)
  return (await response.json()) as Answer
}
