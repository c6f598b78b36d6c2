/**
 * The promise's outcome, or `late`'s when it takes longer than `ms` milliseconds. What the promise
 * does afterwards is dropped, its rejection included.
 */
export function within<T>(promise: Promise<T>, ms: number, late: () => T | Promise<T>): Promise<T> {
  const { promise: passed, resolve, reject } = Promise.withResolvers<T>()
  const timer = setTimeout(() => {
    try {
      resolve(late())
    } catch (error) {
      reject(error)
    }
  }, ms)
  promise.catch(() => undefined)
  return Promise.race([promise, passed]).finally(() => clearTimeout(timer))
}
