import { type Interval, interval, median } from '../statistics.ts'
import type { Cold, ThroughputResult } from './measure-throughput.ts'
import type { Turns } from './rounds.ts'
import { atMost, count, figure, type Goal, type Shown, times } from './shown.ts'
import { rateOf, ratioTo, turnsTable } from './show-turns.ts'

const LOW = 0.97
const HIGH = 1.03
const CONTROL = 0.02

const NAMES: Readonly<Record<string, string>> = {
  product: 'this project',
  'product-old': 'this project, no flag',
  lazy: 'naive, lazy import()',
  static: 'naive, static imports',
}

export function showThroughput({ one, spread, cold, attempts }: ThroughputResult): Shown {
  const name = (turns: Turns): string =>
    turns.name === 'control' ? '1, the same again (control)' : count(Number(turns.name))
  const bars = (turns: readonly Turns[], of: string) =>
    turns.map((each) => {
      const { middle, low, high } = rateOf(each)
      return {
        label: `${of} ${name(each)}`,
        value: middle,
        low,
        high,
        text: `${figure(middle)}/s`,
        own: true,
      }
    })
  return {
    title: 'Requests a second, and how many events there are',
    how: [
      'One process per number of events, all alive at once, each asked for 8 ms in turn, in random order; one keep-alive connection, one request at a time. The page is `/who`, an own page of the event.',
      '"Spread": the nth event is asked for as often as 1/n, after each has been visited once.',
      'Processor time: `utime + stime` of the process over all its requests. p50 and p99 are of single requests.',
      `Comparisons whose control is off by more than 1.5 % are made again (here ${attempts.join(' and ')} times); off by more than 2 % they say nothing.`,
    ],
    tables: [
      turnsTable('one event of', one, name),
      turnsTable('spread over', spread, name),
      coldTable(cold),
    ],
    charts: {
      'full-throughput': {
        title: 'Requests a second with more and more events',
        axis: 'requests a second on one connection, median and its 95 % interval',
        bars: [...bars(one, 'one of'), ...bars(spread, 'spread over')],
      },
    },
    goals: [
      ...independence('one event of', one, name),
      ...independence('spread over', spread, name),
      ...cold
        .filter((each) => each.name === 'product')
        .map((each) => {
          const { middle, low, high } = coldRatio(each)
          const said = `${times(middle)} [${low.toFixed(2)}, ${high.toFixed(2)}]`
          return atMost(
            `first request to a cold event ≤ 2.5 × a warm one, ${each.path}`,
            middle,
            2.5,
            said,
          )
        }),
    ],
    means: [
      'What is deployed but not asked for costs no request anything; what is asked for only now and then finds the processor’s caches, and above 1,000 used events its composed app, gone.',
      'A first request reads the record, imports and compiles the module and composes the app; a cheap page makes that look large, an expensive one small.',
    ],
    skipped: [],
  }
}

function independence(
  what: string,
  turns: readonly Turns[],
  name: (turns: Turns) => string,
): Goal[] {
  const [first, control, ...others] = turns
  if (first === undefined || control === undefined) return []
  const off = Math.abs(ratioTo(first, control).middle - 1)
  return others
    .filter((each) => Number(each.name) >= 1000)
    .map((each) => {
      const { middle, low, high } = ratioTo(first, each)
      return {
        goal: `requests a second, ${what} ${name(each)} events: ${LOW} to ${HIGH} × those with 1`,
        measured: `${times(middle)} [${low.toFixed(3)}, ${high.toFixed(3)}]${off > CONTROL ? `, control off by ${(off * 100).toFixed(1)} %` : ''}`,
        met: off > CONTROL ? null : middle >= LOW && middle <= HIGH,
      }
    })
}

const coldRatio = ({ first, warm }: Cold): Interval =>
  interval(first.length, (chosen) => {
    const of = (list: readonly number[]): number =>
      median(chosen.map((event) => list[event] ?? NaN))
    return of(first) / of(warm)
  })

const coldTable = (cold: readonly Cold[]) => ({
  head: ['first request, 1,000 events', 'page', 'first, ms', 'third, ms', 'ratio', '95 %'],
  rows: cold.map((each) => {
    const { middle, low, high } = coldRatio(each)
    return [
      NAMES[each.name] ?? each.name,
      each.path,
      figure(median(each.first)),
      figure(median(each.warm)),
      middle.toFixed(2),
      `${low.toFixed(2)} to ${high.toFixed(2)}`,
    ]
  }),
})
