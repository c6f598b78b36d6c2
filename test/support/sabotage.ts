import { Hono } from 'hono'
import type { Loader } from './hall.ts'

/** How everything that a module is made of goes wrong. */
export type Sabotage = 'throws' | 'hangs' | 'does not load'

/** Stands in everything that is thrown; no visitor may ever read it. */
export const SECRET = 'secret-of-the-saboteur'

/**
 * The module, spoilt: every function in it, whatever seam it fills, throws or never answers; what is
 * only text throws when it is read, or is a promise of a text that never comes. A module that does
 * not load has no parts.
 */
export function sabotaged(load: Loader, how: Sabotage): Loader {
  return async () => {
    if (how === 'does not load') throw new Error(SECRET)
    const loaded = await load()
    const { default: module } = loaded as { readonly default: unknown }
    return { default: spoil(module, how) }
  }
}

function spoil(value: unknown, how: Sabotage): unknown {
  const fail =
    how === 'throws'
      ? (): never => {
          throw new Error(SECRET)
        }
      : () => new Promise<never>(() => {})
  if (typeof value === 'function') return fail
  if (isApp(value)) {
    const app = new Hono()
    for (const { method, path } of value.routes) app.on(method, path, fail)
    return app
  }
  if (Array.isArray(value)) return value.map((part) => spoil(part, how))
  if (typeof value !== 'object' || value === null) return value
  const copy = Object.fromEntries(
    Object.entries(value).map(([key, part]) => [key, spoil(part, how)]),
  )
  for (const [key, part] of Object.entries(value)) {
    if (typeof part !== 'string') continue
    Object.defineProperty(copy, key, how === 'throws' ? { get: fail } : { value: fail() })
  }
  return copy
}

const isApp = (value: unknown): value is Hono =>
  typeof value === 'object' && value !== null && 'routes' in value && 'fetch' in value
