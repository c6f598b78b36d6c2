import type { Hono } from 'hono'
import type { MessageSeam } from '../seam/message.ts'
import type { ViewSeam } from '../seam/view.ts'
import type { StoreFeature } from '../store/feature.ts'
import type { MatchEnv } from './pieces.ts'

/** One folder of the base: everything that belongs to one thing a person can do. */
export interface Feature {
  readonly messages?: MessageSeam<string, string>
  readonly views?: readonly ViewSeam<string, never>[]
  readonly routes?: Hono<{ Bindings: MatchEnv }>
  /** Of its routes those that everybody may GET: they may stand in for a module's faulty ones. */
  readonly publicPaths?: readonly `/${string}`[]
  readonly store?: StoreFeature
}
