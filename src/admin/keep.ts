import type { Context } from 'hono'
import type { KeepAlive } from '../ports.ts'

/** What holds a request's reads that others wait for. */
export const keep =
  (c: Context): KeepAlive =>
  (promise) =>
    c.executionCtx.waitUntil(promise)
