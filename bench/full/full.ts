import { createProgress, type Progress } from './progress.ts'
import { MEMORY_SECONDS, measureMemory } from './measure-memory.ts'
import { measurePeers, PEERS_SECONDS } from './measure-peers.ts'
import { measureStartUp, START_UP_SECONDS } from './measure-start-up.ts'
import { measureThroughput, THROUGHPUT_SECONDS } from './measure-throughput.ts'
import { load, machine, type PartName, PARTS, readResults, writeResults } from './results.ts'
import { writeReport } from './write-report.ts'

const measures = {
  startup: { seconds: START_UP_SECONDS, measure: measureStartUp },
  memory: { seconds: MEMORY_SECONDS, measure: measureMemory },
  throughput: { seconds: THROUGHPUT_SECONDS, measure: measureThroughput },
  peers: { seconds: PEERS_SECONDS, measure: measurePeers },
} as const

/**
 * npm run bench -- --full [--only startup|memory|throughput|peers] [--render]
 *
 * Everything a sceptic asks, in some 20 minutes. Results are kept in `bench/report/full.json`: what
 * is not measured this time stays, and --render makes the report again of what is there.
 */
export async function runFull(args: readonly string[]): Promise<void> {
  const parts = args.includes('--render') ? [] : chosenParts(args)
  const progress = createProgress(parts.reduce((sum, part) => sum + measures[part].seconds, 0))
  for (const part of parts) await measurePart(part, progress)
  console.log(writeReport(readResults()))
}

function chosenParts(args: readonly string[]): readonly PartName[] {
  const at = args.indexOf('--only')
  if (at < 0) return PARTS
  const part = PARTS.find((name) => name === args[at + 1])
  if (part === undefined) throw new Error(`--only takes one of ${PARTS.join(', ')}.`)
  return [part]
}

async function measurePart(part: PartName, progress: Progress): Promise<void> {
  const { seconds, measure } = measures[part]
  progress.begin(part, seconds)
  const before = load()
  const started = performance.now()
  const result = await measure(progress)
  const measured = {
    result,
    at: new Date().toISOString(),
    seconds: Math.round((performance.now() - started) / 1000),
    load: [before, load()],
    machine: machine(),
  }
  // At once, so that a later part that fails takes nothing with it.
  writeResults({ ...readResults(), [part]: measured })
}
