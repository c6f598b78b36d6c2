import type { Context } from 'hono'
import type { Actor } from './access/actor.ts'

/** What a page of the admin host knows of its request. */
export interface AdminEnv {
  readonly Bindings: { readonly requestId: string }
  readonly Variables: {
    readonly actor: Actor
    /** Lets a page’s own styles in, and no others. */
    readonly nonce: string
  }
}

export type AdminContext = Context<AdminEnv>
