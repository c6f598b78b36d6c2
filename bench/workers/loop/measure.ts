/** Something to be run over and over. */
export interface Subject {
  run(ctx: ExecutionContext): unknown
  /** Once, before anything is timed. */
  readonly prepare?: (ctx: ExecutionContext) => Promise<void>
  /** Around a batch, not timed. */
  readonly before?: () => void
  readonly after?: () => void
}

/** Milliseconds between two looks at the clock. */
const CHUNK = 0.2

/** Fewer would make steps of the figures of what is slow. */
const MIN_RUNS = 32

/** Holds every result: what nobody uses, the compiler leaves out. */
const last: { result: unknown } = { result: undefined }

/**
 * Microseconds a run. The clock ticks once a millisecond, so a batch begins on a tick and ends, some
 * short chunk later, on another: what is counted in between is exact to a chunk.
 */
export async function measure(
  subject: Subject,
  time: number,
  ctx: ExecutionContext,
): Promise<number> {
  subject.before?.()
  try {
    const guess = await batch(subject, 1, 3, ctx)
    const chunk = Math.max(1, Math.min(200, Math.floor((CHUNK * 1000) / guess)))
    return await batch(subject, chunk, Math.max(time, (MIN_RUNS * guess) / 1000), ctx)
  } finally {
    subject.after?.()
  }
}

async function batch(
  subject: Subject,
  chunk: number,
  time: number,
  ctx: ExecutionContext,
): Promise<number> {
  const start = nextTick()
  let runs = 0
  let now = start
  while (now - start < time) {
    for (let i = 0; i < chunk; i++) {
      const result = subject.run(ctx)
      last.result = result instanceof Promise ? await result : result
    }
    runs += chunk
    now = Date.now()
  }
  return ((now - start) * 1000) / runs
}

function nextTick(): number {
  const before = Date.now()
  for (;;) {
    const now = Date.now()
    if (now !== before) return now
  }
}
