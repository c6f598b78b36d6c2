/** How long everything takes. */
export interface Plan {
  /** How many times the three workers are started for each path. */
  readonly isolates: number
  /** Milliseconds of measuring for each path and start. */
  readonly httpTime: number
  /** Milliseconds at most for warming up, each worker and path. */
  readonly warmUp: number
  /** How often a comparison is tried whose control is off, while there is time. */
  readonly attempts: number
  /** Milliseconds since the start after which nothing is tried again. */
  readonly retryUntil: number
  /** Milliseconds for one piece in one round of the loop. */
  readonly batchTime: number
  readonly loopRounds: number
  /** Milliseconds for each piece before its first round. */
  readonly loopWarmUp: number
  readonly startUps: number
  /** How often each call to a full store is measured, and how many meetings are accepted each time. */
  readonly storeRounds: number
  readonly accepts: number
  /** Milliseconds of booking over HTTP. */
  readonly bookingTime: number
  /** How many events the registry has, and how often each page of theirs is asked for. */
  readonly events: number
  readonly pageRounds: number
  progress(step: string): void
}

export const mayRetry = ({ attempts, retryUntil }: Plan, attempt: number): boolean =>
  attempt < attempts && performance.now() < retryUntil

/** Two equal workers may differ by this share; when they differ more, the run says nothing. */
export const TOLERANCE = 0.03

const progress = (step: string): void => console.error(`… ${step}`)

export const FULL: Plan = {
  isolates: 4,
  httpTime: 2000,
  warmUp: 600,
  attempts: 3,
  retryUntil: 90_000,
  batchTime: 8,
  loopRounds: 80,
  loopWarmUp: 150,
  startUps: 5,
  storeRounds: 7,
  accepts: 100,
  bookingTime: 4000,
  events: 10_000,
  pageRounds: 20,
  progress,
}

/** To see that it runs, and roughly how it stands. */
export const QUICK: Plan = {
  isolates: 2,
  httpTime: 500,
  warmUp: 300,
  attempts: 2,
  retryUntil: 18_000,
  batchTime: 8,
  loopRounds: 15,
  loopWarmUp: 60,
  startUps: 1,
  storeRounds: 3,
  accepts: 50,
  bookingTime: 1000,
  events: 2_000,
  pageRounds: 5,
  progress,
}
