/** Data without code in it, as JSON has it. */
export type Plain = null | boolean | number | string | readonly Plain[] | PlainRecord
export interface PlainRecord {
  readonly [name: string]: Plain
}

/** Deeper or larger than anything that people write by hand. */
const MAX_DEPTH = 12
const MAX_PARTS = 20_000

/**
 * A copy of a value as plain data. Keys that are undefined are left out, own properties alone are
 * taken, and nothing of the copy can be reached through the original.
 *
 * @throws TypeError for what is no data (a function, a promise, a class's instance, NaN), or without end
 */
export function plainCopy(value: unknown): Plain {
  let parts = 0
  const copy = (given: unknown, depth: number): Plain => {
    if ((parts += 1) > MAX_PARTS || depth > MAX_DEPTH) throw new TypeError('This is too much.')
    if (given === null || typeof given === 'boolean' || typeof given === 'string') return given
    if (typeof given === 'number' && Number.isFinite(given)) return given
    if (Array.isArray(given)) return given.map((item: unknown) => copy(item, depth + 1))
    if (!isRecord(given)) throw new TypeError(`This is ${describe(given)}, which is no data.`)
    const record: Record<string, Plain> = {}
    for (const [name, inner] of Object.entries(given)) {
      if (inner !== undefined) setOwn(record, name, copy(inner, depth + 1))
    }
    return record
  }
  return copy(value, 0)
}

/** Whether something is an object of named values, not a list and of no class. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

/** Sets a property that may have any name: `__proto__` becomes one like the others. */
export const setOwn = <T>(record: Record<string, T>, name: string, value: T): void => {
  Object.defineProperty(record, name, {
    value,
    enumerable: true,
    writable: true,
    configurable: true,
  })
}

const describe = (value: unknown): string =>
  typeof value === 'object' ? 'an object of a class' : `a ${typeof value}`
