import type {
  Alert,
  Alerts,
  AlertState,
  CountedCalls,
  FaultBin,
  FaultCount,
  FaultCounts,
  FaultPoint,
  KeepAlive,
  OutboundCount,
  Telemetry,
} from '../ports.ts'
import type { Clock } from '../contract.ts'
import { OutboundTally } from './outbound-counts.ts'

/** What of a counter's stub is needed. */
export interface CounterStub {
  opened(seam: string): Promise<void>
  recent(): Promise<readonly FaultCount[]>
  history(): Promise<readonly FaultBin[]>
  called(calls: readonly CountedCalls[]): Promise<void>
  outbound(): Promise<readonly OutboundCount[]>
  raise(alert: Omit<Alert, 'event'>): Promise<void>
  settled(alert: Pick<Alert, 'kind' | 'seam'>): Promise<void>
  state(): Promise<AlertState>
}

type CounterOf = (event: string) => CounterStub

export const createFaultCounts = (counterOf: CounterOf): FaultCounts => ({
  opened: async ({ event, seam }) => counterOf(event).opened(seam),
  recent: async (event) => counterOf(event).recent(),
  history: async (event) => counterOf(event).history(),
  called: async (event, calls) => counterOf(event).called(calls),
  outbound: async (event) => counterOf(event).outbound(),
})

export const createAlerts = (counterOf: CounterOf): Alerts => ({
  raise: async ({ event, ...alert }) => counterOf(event).raise(alert),
  settled: async ({ event, kind, seam }) => counterOf(event).settled({ kind, seam }),
  state: async (event) => counterOf(event).state(),
})

export interface ReportParts {
  readonly counts: FaultCounts
  readonly alerts: Alerts
  readonly clock: Clock
  /** Of whatever is under way at the moment. */
  readonly keepAlive: KeepAlive
}

/**
 * The same telemetry, with openings and calls reported to the event's counter too, and what the operator
 * is to know of to the alerts. A counter that fails hurts nobody.
 */
export function withReports(telemetry: Telemetry, parts: ReportParts): Telemetry {
  const { counts, alerts, clock } = parts
  const keepAlive: KeepAlive = (promise) => parts.keepAlive(promise.catch(() => undefined))
  const tally = new OutboundTally(counts, keepAlive)
  const said = new Said(clock)
  return {
    request: (point) => telemetry.request(point),
    fault(fault) {
      telemetry.fault(fault)
      const alert = alertOf(fault, said)
      if (alert !== null && said.isNews(alert)) keepAlive(alerts.raise(alert))
    },
    note(point) {
      telemetry.note(point)
      if (point.type === 'outbound') tally.add(point)
    },
    opened(opening, keepOpening) {
      telemetry.opened(opening, keepOpening)
      said.isNews({ kind: 'breaker', ...opening, host: null })
      keepOpening(counts.opened(opening).catch(() => undefined))
    },
  }
}

/** The platform's own faults, and those of a piece that was given up here and goes on failing. */
function alertOf({ event, seam }: FaultPoint, said: Said): Alert | null {
  if (seam === 'platform') return { kind: 'platform', event, seam, host: null }
  const given = { kind: 'breaker', event, seam, host: null } as const
  if (event !== '') return said.knows(given) ? given : null
  // `registry:fair.example`: one alert, however many hosts are asked for while KV is away.
  const [part = '', about = ''] = seam.split(':')
  return { kind: 'platform', event, seam: part, host: part === 'registry' ? about : null }
}

/** Milliseconds in which one isolate says the same once: the counter need not hear every fault. */
const AGAIN = 60_000

/** Milliseconds: a piece that is left alone is probed more often than this, and fails or works again. */
const LATELY = 10 * AGAIN

/** Alerts that one isolate remembers. */
const SIZE = 1_000

/** What one isolate has said lately. */
class Said {
  readonly #clock: Clock
  readonly #at = new Map<string, number>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Whether it was said a short while ago. */
  knows(alert: Alert): boolean {
    return this.#clock.now() - (this.#at.get(nameOf(alert)) ?? -Infinity) < LATELY
  }

  /** Whether it is to be said now; then it is remembered. */
  isNews(alert: Alert): boolean {
    const now = this.#clock.now()
    const name = nameOf(alert)
    if (now - (this.#at.get(name) ?? -Infinity) < AGAIN) return false
    this.#at.delete(name)
    this.#at.set(name, now)
    for (const oldest of this.#at.keys()) {
      if (this.#at.size <= SIZE) break
      this.#at.delete(oldest)
    }
    return true
  }
}

const nameOf = ({ kind, event, seam }: Alert): string => `${kind} ${event} ${seam}`
