import { join } from 'node:path'
import type { Bundle } from './bundle.ts'
import type { Problem } from './problem.ts'

/** What a build may grow to. Bytes, where nothing else is said. */
export interface Limits {
  /** All modules, uncompressed. The platform's limit. */
  readonly bytes: number
  /** All source maps, gzipped. The platform's limit. */
  readonly maps: number
  /** Number of modules. Ours: start-up was measured with a thousand, and stayed flat. */
  readonly modules: number
  /** One event's own modules, uncompressed. Ours: it is parsed at the event's first request. */
  readonly event: number
  /** Milliseconds of CPU at start. The platform's limit. */
  readonly startUp: number
}

const KIB = 1024
const MIB = 1024 * KIB

export const LIMITS: Limits = {
  bytes: 64 * MIB,
  maps: 15 * MIB,
  modules: 10_000,
  event: 64 * KIB,
  startUp: 1_000,
}

/** Of a limit: from here on the build warns, and from there on it fails. */
export const WARNS_AT = 0.7
export const FAILS_AT = 0.9

export interface BudgetProblem extends Problem {
  readonly fails: boolean
}

/**
 * What has come near a limit, with what to do about it.
 *
 * @param startUp milliseconds; null when it was not measured
 */
export function checkBudgets(
  bundle: Bundle,
  startUp: number | null,
  limits: Limits = LIMITS,
): BudgetProblem[] {
  const { dir, bytes, mapsGzip, modules, events } = bundle
  const entry = join(dir, 'index.js')
  const largest = [...events].toSorted(([, a], [, b]) => b.bytes - a.bytes).slice(0, 3)
  const names = largest.map(([key, event]) => `${key} (${size(event.bytes)})`).join(', ')
  const biggest = names === '' ? '' : ` The biggest events: ${names}.`
  return [
    ...near(dir, 'All modules together', bytes, limits.bytes, size, SPLIT + biggest),
    ...near(dir, 'The source maps together, gzipped,', mapsGzip, limits.maps, size, SPLIT),
    ...near(dir, 'The number of modules', modules.length, limits.modules, String, SPLIT),
    ...near(entry, 'The start-up', startUp ?? 0, limits.startUp, millis, START),
    ...[...events.values()].flatMap((event) =>
      near(event.source, 'The event’s module', event.bytes, limits.event, size, SLIM),
    ),
  ]
}

const SPLIT = 'Move events that are over to another Worker or out of the project.'
const START = 'Import lazily what the first request does not need, and do less at the top level.'
const SLIM =
  'Take out what it does not need: packages, long texts, images and data written into the code.'

function near(
  file: string,
  what: string,
  used: number,
  limit: number,
  write: (value: number) => string,
  repair: string,
): BudgetProblem[] {
  const share = used / limit
  if (share < WARNS_AT) return []
  const percent = `${Math.round(share * 100)} %`
  const told = `${what} takes ${write(used)}, ${percent} of the limit of ${write(limit)}. ${repair}`
  return [{ file, repair: told, fails: share >= FAILS_AT }]
}

const millis = (value: number): string => `${Math.round(value)} ms`

/** Bytes for people. */
export function size(bytes: number): string {
  if (bytes < 100 * KIB) return `${(bytes / KIB).toFixed(1)} KiB`
  return bytes < MIB ? `${Math.round(bytes / KIB)} KiB` : `${(bytes / MIB).toFixed(1)} MiB`
}
