import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { moduleFiles } from '../runtime.ts'
import { profileWindow } from '../start-up.ts'
import { seeded, shuffled } from '../statistics.ts'
import { built, type Kind } from './builds.ts'
import { eventData } from './event-data.ts'
import { eventSource } from './event-source.ts'
import type { Progress } from './progress.ts'

export interface StartUpResult {
  /** Milliseconds of every run, round by round; rounds in which a start was not measured are left out. */
  readonly windows: readonly { readonly name: string; readonly times: readonly number[] }[]
  readonly bundles: readonly Bundle[]
  /** Names of builds whose start wrangler never profiled. */
  readonly failed: readonly string[]
  /** Rounds left out because one of the starts in them was not measured. */
  readonly dropped: number
}

export interface Bundle {
  readonly kind: Kind
  readonly events: number
  /** Bytes. */
  readonly raw: number
  readonly gzip: number
  /** Bytes of the events' source. */
  readonly source: number
}

/** Name → build. The control is the first one again. */
const SUBJECTS: readonly (readonly [name: string, kind: Kind | 'bare', events: number])[] = [
  ['product 1', 'product', 1],
  ['control 1', 'product', 1],
  ['product 1000', 'product', 1000],
  ['product 5000', 'product', 5000],
  ['product-old 1', 'product-old', 1],
  ['product-old 1000', 'product-old', 1000],
  ['product-old 5000', 'product-old', 5000],
  ['static 1000', 'static', 1000],
  ['lazy 1000', 'lazy', 1000],
  ['bare 1', 'bare', 1],
]

const BUNDLES = [1, 10, 100, 1000, 5000] as const
const ROUNDS = 15

export const START_UP_SECONDS = 700

export async function measureStartUp(progress: Progress): Promise<StartUpResult> {
  progress.at(0, 'generating and building up to 5,000 events')
  const bundles: Bundle[] = []
  for (const events of BUNDLES)
    bundles.push(bundle('product', events, await built('product', events)))
  for (const kind of ['static', 'lazy'] as const) {
    bundles.push(bundle(kind, 1000, await built(kind, 1000)))
  }
  const { windows, failed, dropped } = await measureWindows(await builds(), progress)
  return { windows, bundles, failed, dropped }
}

interface Subject {
  readonly name: string
  readonly dist: string
}

const builds = (): Promise<Subject[]> =>
  Promise.all(
    SUBJECTS.map(async ([name, kind, events]) => ({ name, dist: await built(kind, events) })),
  )

/** One round first to see which can be measured; a round counts when all of them were. */
async function measureWindows(
  all: readonly Subject[],
  progress: Progress,
): Promise<Omit<StartUpResult, 'bundles'>> {
  const failed: string[] = []
  for (const { name, dist } of all) {
    progress.at(0.05, `can ${name} be measured`)
    if ((await profiled(dist)) === null) failed.push(name)
  }
  const subjects = all.filter(({ name }) => !failed.includes(name))
  const rounds: Map<string, number>[] = []
  const random = seeded(ROUNDS)
  for (let round = 0; round < ROUNDS; round++) {
    progress.at(0.1 + (0.9 * round) / ROUNDS, `round ${round + 1} of ${ROUNDS}`)
    const times = new Map<string, number>()
    for (const { name, dist } of shuffled(subjects, random)) {
      const time = await profiled(dist)
      if (time !== null) times.set(name, time)
    }
    if (times.size === subjects.length) rounds.push(times)
  }
  const windows = subjects.map(({ name }) => ({
    name,
    times: rounds.map((times) => times.get(name) ?? NaN),
  }))
  return { windows, failed, dropped: ROUNDS - rounds.length }
}

const profiled = (dist: string): Promise<number | null> => profileWindow(dist).catch(() => null)

function bundle(kind: Kind, events: number, dist: string): Bundle {
  const files = moduleFiles(dist).map((file) => readFileSync(file))
  const sum = (sizes: readonly number[]): number => sizes.reduce((a, b) => a + b, 0)
  return {
    kind,
    events,
    raw: sum(files.map((file) => file.length)),
    gzip: sum(files.map((file) => gzipSync(file).length)),
    source: sum(
      Array.from({ length: events }, (_, number) =>
        Buffer.byteLength(eventSource(eventData(number))),
      ),
    ),
  }
}
