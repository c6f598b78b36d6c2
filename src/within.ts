/** Turns of the microtask queue that an answer may take before a timer is worth its price. */
const PATIENCE = 40

const turn = Promise.resolve()

/**
 * The promise's outcome, or `late`'s when it takes longer than `ms` milliseconds. What the promise
 * does afterwards is dropped, its rejection included.
 *
 * On the way of every request: a timer costs more than all the rest, so it is set only for a promise
 * that waits for something outside; one that is only made of promises is there after a few turns.
 *
 * @param patience turns that it gets before; 0 for a promise that always waits for something outside
 */
export function within<T>(
  promise: Promise<T>,
  ms: number,
  late: () => T | Promise<T>,
  patience = PATIENCE,
): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    let settled = false
    let turns = 0
    let timer: ReturnType<typeof setTimeout> | undefined
    const settle = (): void => {
      settled = true
      if (timer !== undefined) clearTimeout(timer)
    }
    const tooLate = (): void => {
      try {
        resolve(late())
      } catch (error) {
        reject(error)
      }
    }
    const wait = (): void => {
      if (settled) return
      if (turns++ < patience) void turn.then(wait)
      else timer = setTimeout(tooLate, ms)
    }
    promise.then(
      (value) => {
        settle()
        resolve(value)
      },
      (error: unknown) => {
        settle()
        reject(error)
      },
    )
    wait()
  })
}
