import { median } from '../statistics.ts'
import type { Idle, MemoryResult, Used } from './measure-memory.ts'
import { atLeast, atMost, count, figure, type Shown } from './shown.ts'

const NAMES = {
  product: 'this project',
  'product-old': 'this project, no flag',
  static: 'naive, static imports',
  lazy: 'naive, lazy import()',
  node: 'Node',
} as const

const LIMIT = 128 * 1024

/** KB an event, of the process and of the heap. */
interface Each {
  readonly own: number
  readonly heap: number
}

/** The figures that goals and other chapters are about. */
export function memoryFigures({ idle, used }: MemoryResult) {
  return {
    idle: (kind: Idle['kind'], events: number): Each => {
      const of = (size: number) => idle.find((one) => one.kind === kind && one.events === size)
      const [few, many] = [of(1), of(events)]
      if (few === undefined || many === undefined) return { own: NaN, heap: NaN }
      return {
        own: (median(many.own) - median(few.own)) / (events - 1),
        heap: (many.heap - few.heap) / 1024 / (events - 1),
      }
    },
    used: (kind: Used['kind']): Each => {
      const run = used.find((one) => one.kind === kind && one.events === 1000)
      const [first, last] = [run?.steps[0], run?.steps.at(-1)]
      if (first === undefined || last === undefined) return { own: NaN, heap: NaN }
      const events = last.visited - first.visited
      return {
        own: (last.own - first.own) / events,
        heap: (last.heap - first.heap) / 1024 / events,
      }
    },
  }
}

export function showMemory(result: MemoryResult): Shown {
  const { idle, used, peers } = result
  const figures = memoryFigures(result)
  const [idleEach, usedEach] = [figures.idle('product', 1000), figures.used('product')]
  const peer = (name: string): number => peers.find((one) => one.name.startsWith(name))?.each ?? NaN
  const process = peer('one workerd process') / usedEach.own
  const isolate = peer('one Worker') / usedEach.own
  return {
    title: 'Memory',
    how: [
      'Process memory: `Private_Clean + Private_Dirty` of `/proc/<pid>/smaps_rollup`, what only this process holds, in bare `workerd serve`; idle: the median of 5 starts after 40 requests to one event.',
      'Heap: `Runtime.getHeapUsage` of the isolate after two full collections, in a second process, because the inspector costs memory of its own.',
      'Used: one request each of `/` and of an own page. The stores are a constant: their objects are not counted here.',
    ],
    tables: [idleTable(idle, figures.idle), usedTable(used), peersTable(result, usedEach)],
    charts: charts(result, usedEach, idleEach),
    goals: [
      atMost('idle event: ≤ 0.5 KB of heap', idleEach.heap, 0.5, `${figure(idleEach.heap)} KB`),
      atMost(
        'idle event: ≤ 30 KB of process memory',
        idleEach.own,
        30,
        `${figure(idleEach.own)} KB`,
      ),
      atMost('used event: ≤ 30 KB of heap', usedEach.heap, 30, `${figure(usedEach.heap)} KB`),
      atLeast(
        '≥ 100 × less memory per used event than a process each',
        process,
        100,
        `${figure(process)} ×`,
      ),
      atLeast('≥ 30 × less than an isolate each', isolate, 30, `${figure(isolate)} ×`),
    ],
    means: [
      `An event nobody visits costs ${figure(idleEach.own)} KB of the process, its source above all, and ${figure(idleEach.heap)} KB of heap.`,
      reach(result, usedEach.heap),
    ],
    skipped: result.skipped,
  }
}

function reach({ idle, used }: MemoryResult, each: number): string {
  const base =
    (idle.find((one) => one.kind === 'product' && one.events === 1000)?.heap ?? NaN) / 1024
  const most = used.find((one) => one.kind === 'product' && one.events === 5000)?.steps.at(-1)
  const events = (LIMIT - base) / each
  const seen =
    most === undefined
      ? 'It was not tried.'
      : `Tried with ${count(most.visited)}: ${figure(most.heap / 1024 / 1024)} MB of heap (an isolate keeps 1,000 composed apps, and every module that was loaded).`
  return `At ${figure(each)} KB the heap would reach an isolate's 128 MB with ${figure(events)} used events, if nothing were ever let go. ${seen}`
}

const idleTable = (idle: readonly Idle[], each: ReturnType<typeof memoryFigures>['idle']) => ({
  head: [
    'idle',
    'events',
    'process, MB',
    'resident, MB',
    'heap, MB',
    'process, KB an event',
    'heap, KB an event',
  ],
  rows: idle.map(({ kind, events, own, resident, heap }) => {
    const shared = events >= 100 ? each(kind, events) : null
    return [
      NAMES[kind],
      count(events),
      figure(median(own) / 1024),
      figure(median(resident) / 1024),
      figure(heap / 1024 / 1024),
      shared === null ? '' : figure(shared.own),
      shared === null ? '' : figure(shared.heap),
    ]
  }),
})

const usedTable = (used: readonly Used[]) => ({
  head: [
    'used',
    'deployed',
    'visited',
    'heap, MB',
    'process, MB',
    'heap, KB an event',
    'process, KB an event',
  ],
  rows: used.flatMap(({ kind, events, steps }) =>
    steps.map(({ visited, heap, own }, at) => {
      const first = steps[0]
      const more = visited - (first?.visited ?? 0)
      const each = (value: number, from: number): string =>
        at === 0 ? '' : figure((value - from) / more)
      return [
        NAMES[kind],
        count(events),
        count(visited),
        figure(heap / 1024 / 1024),
        figure(own / 1024),
        each(heap / 1024, (first?.heap ?? 0) / 1024),
        each(own, first?.own ?? 0),
      ]
    }),
  ),
})

const peersTable = ({ peers }: MemoryResult, ours: Each) => ({
  head: ['beside others', 'KB an event', '× a used event here', 'how'],
  rows: [
    ['this project, a used event', figure(ours.own), '1', 'growth from 1 to 1,000 visited events'],
    ...peers.map(({ name, each, note }) => [name, figure(each), figure(each / ours.own), note]),
  ],
})

const charts = ({ peers }: MemoryResult, usedEach: Each, idleEach: Each): Shown['charts'] => ({
  'full-memory': {
    title: 'Memory of one more event',
    axis: 'KB of process memory, each line ten times the one before',
    log: true,
    bars: [
      {
        label: 'this project, idle event',
        value: idleEach.own,
        text: `${figure(idleEach.own)} KB`,
        own: true,
      },
      {
        label: 'this project, used event',
        value: usedEach.own,
        text: `${figure(usedEach.own)} KB`,
        own: true,
      },
      ...peers.map(({ name, each }) => ({ label: name, value: each, text: `${figure(each)} KB` })),
    ],
  },
})
