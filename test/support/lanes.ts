import type { Tenant } from '../../src/contract.ts'
import { LANE, onRelease } from '../../src/kit/test-isolates.ts'

/** The record of an event in the lane that this run is about: the project says which (`vitest.config.ts`). */
export const inLane = (tenant: Tenant): Tenant => (LANE === 'isolated' ? onRelease(tenant) : tenant)

/** What stands for the whole of what an event brings along, where it does not load. */
export const WHOLE = LANE === 'isolated' ? 'release' : 'module'
