/** A value that is there, or will be. What is there is handed on without a turn of the event loop. */
export type Eventually<T> = T | Promise<T>

export const after = <T, U>(
  value: Eventually<T>,
  next: (value: T) => Eventually<U>,
): Eventually<U> => (value instanceof Promise ? value.then(next) : next(value))
