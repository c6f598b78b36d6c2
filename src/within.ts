/**
 * The promise's outcome, or `late`'s when it takes longer than `ms` milliseconds. What the promise
 * does afterwards is dropped, its rejection included. On the way of every request: one promise, one
 * timer, nothing raced.
 */
export function within<T>(promise: Promise<T>, ms: number, late: () => T | Promise<T>): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const timer = setTimeout(() => {
      try {
        resolve(late())
      } catch (error) {
        reject(error)
      }
    }, ms)
    promise.then(
      (value) => {
        clearTimeout(timer)
        resolve(value)
      },
      (error: unknown) => {
        clearTimeout(timer)
        reject(error)
      },
    )
  })
}
