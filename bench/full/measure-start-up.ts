import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { moduleFiles } from '../runtime.ts'
import { seeded, shuffled } from '../statistics.ts'
import { built, type Kind } from './builds.ts'
import { eventData } from './event-data.ts'
import { eventSource } from './event-source.ts'
import type { Progress } from './progress.ts'
import { profileStart, type Start } from './start-profile.ts'

export interface StartUpResult {
  readonly starts: readonly Starts[]
  readonly bundles: readonly Bundle[]
}

/** Milliseconds of every start of one build, round by round. */
export interface Starts {
  readonly name: string
  readonly windows: readonly number[]
  readonly listening: readonly number[]
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
const ROUNDS = 25

export const START_UP_SECONDS = 500

export async function measureStartUp(progress: Progress): Promise<StartUpResult> {
  progress.at(0, 'generating and building up to 5,000 events')
  const bundles: Bundle[] = []
  for (const events of BUNDLES)
    bundles.push(bundle('product', events, await built('product', events)))
  for (const kind of ['static', 'lazy'] as const) {
    bundles.push(bundle(kind, 1000, await built(kind, 1000)))
  }
  return { starts: await measureStarts(await builds(), progress), bundles }
}

interface Subject {
  readonly name: string
  readonly dist: string
}

const builds = (): Promise<Subject[]> =>
  Promise.all(
    SUBJECTS.map(async ([name, kind, events]) => ({ name, dist: await built(kind, events) })),
  )

/** In each round every build once, in random order. */
async function measureStarts(
  subjects: readonly Subject[],
  progress: Progress,
): Promise<StartUpResult['starts']> {
  const starts = subjects.map(({ name, dist }) => ({ name, dist, all: [] as Start[] }))
  const random = seeded(ROUNDS)
  for (let round = 0; round < ROUNDS; round++) {
    progress.at(0.3 + (0.7 * round) / ROUNDS, `round ${round + 1} of ${ROUNDS}`)
    for (const { dist, all } of shuffled(starts, random)) all.push(await profileStart(dist))
  }
  return starts.map(({ name, all }) => ({
    name,
    windows: all.map(({ window }) => window),
    listening: all.map(({ listening }) => listening),
  }))
}

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
