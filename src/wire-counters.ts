import type { Alerts } from './ports.ts'
import { PLATFORM_COUNTER } from './telemetry/fault-counter.ts'
import { type CounterStub, createAlerts } from './telemetry/fault-counts.ts'

/** One counter an event. */
export interface CounterEnv {
  readonly FAULTS: DurableObjectNamespace
}

/** @param event '' for the platform itself */
export const openCounter = ({ FAULTS }: CounterEnv, event: string): CounterStub =>
  FAULTS.get(FAULTS.idFromName(event === '' ? PLATFORM_COUNTER : event)) as unknown as CounterStub

export const openAlerts = (env: CounterEnv): Alerts =>
  createAlerts((event) => openCounter(env, event))
