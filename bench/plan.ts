/** How long everything takes. */
export interface Plan {
  /** Milliseconds of measuring for each path. */
  readonly httpTime: number
  /** How often a comparison is tried whose control is off. */
  readonly attempts: number
  /** Milliseconds for one piece in one round of the loop. */
  readonly batchTime: number
  readonly loopRounds: number
  readonly startUps: number
  progress(step: string): void
}

/** Two equal workers may differ by this much; what differs more says nothing about the rest. */
export const TOLERANCE = 0.03

const progress = (step: string): void => console.error(`… ${step}`)

export const FULL: Plan = {
  httpTime: 10_000,
  attempts: 3,
  batchTime: 8,
  loopRounds: 120,
  startUps: 7,
  progress,
}

/** To see that it runs, and roughly how it stands. */
export const QUICK: Plan = {
  httpTime: 2000,
  attempts: 2,
  batchTime: 8,
  loopRounds: 30,
  startUps: 3,
  progress,
}
