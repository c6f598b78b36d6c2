import type { Context } from 'hono'
import type { KeepAlive } from '../ports.ts'

/** What holds a request's reads that others wait for. */
export const keep =
  (c: Pick<Context, 'executionCtx'>): KeepAlive =>
  (promise) =>
    c.executionCtx.waitUntil(promise)
