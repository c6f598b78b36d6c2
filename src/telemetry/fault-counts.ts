import type { FaultBin, FaultCount, FaultCounts, Telemetry } from '../ports.ts'

/** What of a counter's stub is needed. */
export interface CounterStub {
  opened(seam: string): Promise<void>
  recent(): Promise<FaultCount[]>
  history(): Promise<FaultBin[]>
}

export const createFaultCounts = (counterOf: (event: string) => CounterStub): FaultCounts => ({
  opened: async ({ event, seam }) => counterOf(event).opened(seam),
  recent: async (event) => counterOf(event).recent(),
  history: async (event) => counterOf(event).history(),
})

/** The same telemetry, with openings reported to the event's counter too; a counter that fails hurts nobody. */
export const withFaultCounts = (telemetry: Telemetry, counts: FaultCounts): Telemetry => ({
  request: (point) => telemetry.request(point),
  fault: (fault) => telemetry.fault(fault),
  note: (point) => telemetry.note(point),
  opened(opening, keepAlive) {
    telemetry.opened(opening, keepAlive)
    keepAlive(counts.opened(opening).catch(() => undefined))
  },
})
