import type { Router } from 'hono/router'
import { RegExpRouter } from 'hono/router/reg-exp-router'
import { SmartRouter } from 'hono/router/smart-router'
import { TrieRouter } from 'hono/router/trie-router'

/** Who answers a path: the module's own route, a page of the module, or the base. */
export interface Layer {
  readonly by: 'event' | 'page' | 'base'
  /** The route's pattern, `/sessions/:id`. */
  readonly pattern: string
}

/** Methods that are asked about when a path is there but not for the method used. */
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const

/** Hono's own choice of routers, over layers instead of handlers. */
const layerRouter = (): Router<Layer> =>
  new SmartRouter<Layer>({ routers: [new RegExpRouter(), new TrieRouter()] })

/** What a composed app has routes for, without running any. Paths are as `c.req.path` has them. */
export class Layers {
  readonly #all = layerRouter()
  readonly #own = layerRouter()
  readonly #base = layerRouter()

  /** Routes are asked in the order they were added. */
  add(method: string, layer: Layer): void {
    this.#all.add(method, layer.pattern, layer)
    const side = layer.by === 'base' ? this.#base : this.#own
    side.add('ALL', layer.pattern, layer)
  }

  find(method: string, path: string): Layer | null {
    const [first] = this.#all.match(method === 'HEAD' ? 'GET' : method, path)[0]
    return first?.[0] ?? null
  }

  /** Whether the module has a route for this path, whatever the method. */
  isOwn(path: string): boolean {
    return this.#own.match('GET', path)[0].length > 0
  }

  /** Whether the base has a route for this path, whatever the method. */
  isBase(path: string): boolean {
    return this.#base.match('GET', path)[0].length > 0
  }

  /** The methods this path answers to, as an `Allow` header wants them; empty for no such path. */
  allowed(path: string): readonly string[] {
    if (!this.isOwn(path) && !this.isBase(path)) return []
    const methods: string[] = METHODS.filter((method) => this.find(method, path) !== null)
    if (methods.length === 0) return []
    return methods.includes('GET')
      ? ['GET', 'HEAD', ...methods.slice(1), 'OPTIONS']
      : [...methods, 'OPTIONS']
  }
}
