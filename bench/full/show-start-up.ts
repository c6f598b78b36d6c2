import { type Interval, interval, median, quantile } from '../statistics.ts'
import type { StartUpResult } from './measure-start-up.ts'
import { atMost, count, figure, type Shown, type Table, times as factor } from './shown.ts'

const NAMES: Readonly<Record<string, string>> = {
  'product 1': '1 event, with the flag',
  'control 1': 'the same again (control)',
  'product 1000': '1,000 events, with the flag',
  'product 5000': '5,000 events, with the flag',
  'product-old 1': '1 event, without',
  'product-old 1000': '1,000 events, without',
  'product-old 5000': '5,000 events, without',
  'static 1000': 'naive, static imports, 1,000',
  'lazy 1000': 'naive, lazy import(), 1,000',
  'bare 1': 'the base alone, no event',
}

/** How much slower a start may be with so many events than with one. */
const LIMITS = [
  [1000, 1.15],
  [5000, 2],
] as const

export function showStartUp({ starts, bundles }: StartUpResult): Shown {
  const ratio = (name: string): Interval =>
    ratioOf(windowsOf(starts, name), windowsOf(starts, 'product 1'))
  const control = ratio('control 1').middle
  const goal = ([events, limit]: (typeof LIMITS)[number]) => {
    const { middle, low, high } = ratio(`product ${events}`)
    const said = `${factor(middle)} [${low.toFixed(2)}, ${high.toFixed(2)}], control ${factor(control)}`
    return atMost(
      `start-up with ${count(events)} events ≤ ${limit} × that with 1 (with the flag)`,
      middle,
      limit,
      said,
    )
  }
  const upload = uploadPerEvent(bundles)
  return {
    title: 'Start-up and size',
    how: [
      `Import: the window of a profile while the main module is imported, as \`wrangler check startup\` takes it, in bare \`workerd serve\`: wrangler gives up after 10 s and with 5,000 modules needs more to prepare. ${starts[0]?.windows.length ?? 0} interleaved rounds in random order.`,
      'Listening: from the start of the process until it listens; without the flag all modules are compiled by then, and with it none.',
      'Ratios are of medians, with the 95 % interval of 500 resamples of whole rounds.',
      'The flag is `new_module_registry`. The naive bundles are what `wrangler deploy --dry-run` makes.',
    ],
    tables: [startTable(starts), bundleTable(bundles)],
    charts: {
      'full-start-up': {
        title: 'Start-up',
        axis: 'milliseconds, median and quarters',
        bars: starts.map(({ name, windows: all }) => ({
          label: NAMES[name] ?? name,
          value: median(all),
          low: quantile(all, 0.25),
          high: quantile(all, 0.75),
          text: `${figure(median(all))} ms`,
          own: name.startsWith('product'),
        })),
      },
    },
    goals: [
      ...LIMITS.map(goal),
      atMost(
        'upload per event ≤ 1.2 × its source (minified, not gzipped)',
        upload.ratio,
        1.2,
        `${factor(upload.ratio)}; ${figure(upload.gzip)} KB gzipped an event`,
      ),
    ],
    means: [
      'With the flag an event nobody asks for is a file the runtime does not compile; without it, or in one file, every event is paid for at every start.',
    ],
    skipped: [],
  }
}

/** What an event adds to the upload, from 1 to 1,000 events. */
function uploadPerEvent(bundles: StartUpResult['bundles']): { ratio: number; gzip: number } {
  const of = (events: number) =>
    bundles.find((bundle) => bundle.kind === 'product' && bundle.events === events)
  const [one, many] = [of(1), of(1000)]
  if (one === undefined || many === undefined) return { ratio: NaN, gzip: NaN }
  return {
    ratio: (many.raw - one.raw) / (many.source - one.source),
    gzip: (many.gzip - one.gzip) / 999 / 1024,
  }
}

/** Round by round both were measured at about the same time: they are drawn together. */
const ratioOf = (times: readonly number[], others: readonly number[]): Interval =>
  interval(Math.min(times.length, others.length), (chosen) => {
    const of = (list: readonly number[]): number =>
      median(chosen.map((round) => list[round] ?? NaN))
    return of(times) / of(others)
  })

function startTable(starts: StartUpResult['starts']): Table {
  const base = windowsOf(starts, 'product 1')
  return {
    head: ['', 'import, ms', 'quarters', '× 1 event', '95 %', 'listening, ms'],
    rows: starts.map(({ name, windows, listening }) => {
      const { middle, low, high } = ratioOf(windows, base)
      return [
        NAMES[name] ?? name,
        figure(median(windows)),
        `${figure(quantile(windows, 0.25))} to ${figure(quantile(windows, 0.75))}`,
        middle.toFixed(2),
        `${low.toFixed(2)} to ${high.toFixed(2)}`,
        figure(median(listening)),
      ]
    }),
  }
}

const bundleTable = (bundles: StartUpResult['bundles']): Table => ({
  head: ['bundle', 'events', 'KB', 'KB gzipped', 'source of the events, KB'],
  rows: bundles.map(({ kind, events, raw, gzip, source }) => [
    kind === 'product' ? 'this project' : `naive, ${kind}`,
    count(events),
    figure(raw / 1024),
    figure(gzip / 1024),
    figure(source / 1024),
  ]),
})

const windowsOf = (starts: StartUpResult['starts'], name: string): readonly number[] =>
  starts.find((start) => start.name === name)?.windows ?? []
