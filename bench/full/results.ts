import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism, cpus, loadavg, release, totalmem } from 'node:os'
import type { MemoryResult } from './measure-memory.ts'
import type { PeersResult } from './measure-peers.ts'
import type { StartUpResult } from './measure-start-up.ts'
import type { ThroughputResult } from './measure-throughput.ts'

export const REPORT = 'bench/report'
const FILE = `${REPORT}/full.json`

export interface Measured<Result> {
  readonly result: Result
  /** ISO date. */
  readonly at: string
  readonly seconds: number
  /** Processes that wanted a core, over the last minute, before and after. */
  readonly load: readonly [number, number]
  readonly machine: string
}

/** Everything measured, as it is kept: the report is made of this alone. */
export interface Results {
  readonly startup?: Measured<StartUpResult>
  readonly memory?: Measured<MemoryResult>
  readonly throughput?: Measured<ThroughputResult>
  readonly peers?: Measured<PeersResult>
}

export type PartName = keyof Results
export const PARTS: readonly PartName[] = ['startup', 'memory', 'throughput', 'peers']

export const readResults = (): Results =>
  existsSync(FILE) ? (JSON.parse(readFileSync(FILE, 'utf8')) as Results) : {}

export function writeResults(results: Results): void {
  mkdirSync(REPORT, { recursive: true })
  // Five digits are more than any of these figures has.
  const rounded = (_: string, value: unknown): unknown =>
    typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(5)) : value
  writeFileSync(FILE, `${JSON.stringify(results, rounded)}\n`)
}

export const load = (): number => loadavg()[0] ?? 0

export function machine(): string {
  const version = (name: string): string =>
    (JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8')) as { version: string })
      .version
  const memory = Math.round(totalmem() / 2 ** 30)
  return (
    `${availableParallelism()} cores (${cpus()[0]?.model ?? 'unknown'}), ${memory} GB, Linux ${release()}, ` +
    `Node ${process.version}, workerd ${version('workerd')}, wrangler ${version('wrangler')}, hono ${version('hono')}`
  )
}
