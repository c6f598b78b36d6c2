import type { MemoryResult } from './measure-memory.ts'
import type { PeersResult } from './measure-peers.ts'
import type { Turns } from './rounds.ts'
import { atLeast, atMost, figure, type Goal, type Shown, times } from './shown.ts'
import { memoryFigures } from './show-memory.ts'
import { rateOf, ratioTo, turnsTable } from './show-turns.ts'

const OTHER_RUNTIMES = ['Node', 'Flask']

const CONTROL = 0.03

export function showPeers(
  { pages, skipped, versions }: PeersResult,
  memory: MemoryResult | null,
): Shown {
  return {
    title: 'Beside other ways',
    how: [
      '100 events each (one where there is a process or a Worker an event), the same event asked for again and again, in turns of 8 ms, one request at a time. Before, all pages are compared: they are the same, letter for letter.',
      'Naive: the host picks a Hono app out of a Map; nothing is contained, timed, logged or given an id. Node: the same naive app behind `node:http` with an adapter of a few lines.',
      `Flask: the dispatcher of its documentation, an app an event, templates compiled once, gunicorn with one worker of four threads (${versions}).`,
    ],
    tables: pages.map(({ path, turns }) => turnsTable(path, turns, ({ name }) => name)),
    charts: Object.fromEntries(
      pages.map(({ path, turns }) => [
        path === '/' ? 'full-peers-home' : 'full-peers-own',
        chart(path, turns),
      ]),
    ),
    goals: [
      ...pages.map(({ path, turns }) => aheadOfRuntime(path, turns)),
      ...flaskGoals(pages[0]?.turns ?? [], memory),
    ],
    means: [
      'Plain Node answers more requests than local workerd, with or without dispatch: that is the runtime, not the dispatching.',
      'Whoever is naive skips containment, deadlines, the log line and the request id; what that saves stands here as it was measured.',
    ],
    skipped,
  }
}

const chart = (path: string, turns: readonly Turns[]): Shown['charts'][string] => ({
  title: path === '/' ? 'The home page' : `An own page of the event (${path})`,
  axis: 'requests a second on one connection, median and its 95 % interval',
  bars: turns.map((one) => {
    const { middle, low, high } = rateOf(one)
    return {
      label: one.name,
      value: middle,
      low,
      high,
      text: `${figure(middle)}/s`,
      own: one.name === 'this project',
    }
  }),
})

function aheadOfRuntime(path: string, turns: readonly Turns[]): Goal {
  const [ours, control, ...others] = turns
  const goal = `ahead of every peer on the same runtime, ${path}`
  if (ours === undefined || control === undefined) return { goal, measured: 'none', met: null }
  const same = others.filter(
    ({ name }) =>
      !name.startsWith('this project') && !OTHER_RUNTIMES.some((other) => name.includes(other)),
  )
  const best = same.toSorted((a, b) => ratioTo(ours, b).middle - ratioTo(ours, a).middle).at(0)
  if (best === undefined) return { goal, measured: 'no peer', met: null }
  const ahead = ratioTo(best, ours)
  const off = Math.abs(ratioTo(ours, control).middle - 1)
  return {
    goal,
    measured: `${times(ahead.middle)} [${ahead.low.toFixed(2)}, ${ahead.high.toFixed(2)}] the requests of the best (${best.name})`,
    met: off > CONTROL ? null : ahead.middle >= 1,
  }
}

function flaskGoals(turns: readonly Turns[], memory: MemoryResult | null): Goal[] {
  const [ours] = turns
  const flask = turns.find(({ name }) => name.includes('Flask'))
  if (ours === undefined || flask === undefined) return []
  const { middle } = ratioTo(flask, ours)
  const flaskEach = memory?.peers.find(({ name }) => name.startsWith('Flask'))?.each ?? NaN
  const oursEach = memory === null ? NaN : memoryFigures(memory).used('product').own
  const share = oursEach / flaskEach
  return [
    atLeast('≥ 2.5 × the requests of the Flask dispatcher', middle, 2.5, times(middle)),
    atMost(
      'at ≤ 1/4 of its process memory per used event',
      share,
      0.25,
      `${share.toFixed(2)} × (${figure(oursEach)} KB beside ${figure(flaskEach)} KB)`,
    ),
  ]
}
