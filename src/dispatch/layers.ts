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

/**
 * What a composed app has routes for, without running any: its own layers over those of the base, which
 * all events share. Paths are as `c.req.path` has them.
 */
export class Layers {
  readonly #byMethod: Router<Layer>
  readonly #byPath: Router<Layer>
  readonly #below: Layers | null

  /** @param below the base's, under those of a module; null for the base's */
  constructor(below: Layers | null) {
    this.#below = below
    this.#byMethod = this.newRouter()
    this.#byPath = this.newRouter()
  }

  /**
   * A router for these paths. A module's may be of any kind: Hono's own choice. The base's are known to be
   * such that the choice ends with the second, after the first was built in vain.
   */
  newRouter<T>(): Router<T> {
    if (this.#below === null) return new TrieRouter<T>()
    return new SmartRouter<T>({ routers: [new RegExpRouter(), new TrieRouter()] })
  }

  /** Builds what a module's paths are found by; rejects what is no path. */
  ready(): void {
    this.#byMethod.match('GET', '/')
    this.#byPath.match('GET', '/')
  }

  /** Routes are asked in the order they were added. */
  add(method: string, layer: Layer): void {
    this.#byMethod.add(method, layer.pattern, layer)
    this.#byPath.add('ALL', layer.pattern, layer)
  }

  find(method: string, path: string): Layer | null {
    const [first] = this.#byMethod.match(method === 'HEAD' ? 'GET' : method, path)[0]
    return first?.[0] ?? this.#below?.find(method, path) ?? null
  }

  /** Whether the module has a route for this path, whatever the method. */
  isOwn(path: string): boolean {
    return this.#below !== null && this.#has(path)
  }

  /** Whether the base has a route for this path, whatever the method. */
  isBase(path: string): boolean {
    return (this.#below ?? this).#has(path)
  }

  #has(path: string): boolean {
    return this.#byPath.match('GET', path)[0].length > 0
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
