import { Hono } from 'hono'
import type { Handler } from 'hono'

/** Who answers a path: the module's own route, a page of the module, or the base. */
export interface Layer {
  readonly by: 'event' | 'page' | 'base'
  /** The route's pattern, `/sessions/:id`. */
  readonly pattern: string
}

/** Methods that are asked about when a path is there but not for the method used. */
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const

/** What a composed app has routes for, without running any. Paths are as `c.req.path` has them. */
export class Layers {
  readonly #router = new Hono().router
  readonly #ownPaths = new Hono().router
  readonly #basePaths = new Hono().router
  #hasOwn = false

  /** Routes are asked in the order they were added. */
  add(method: string, layer: Layer): void {
    this.#router.add(method, layer.pattern, [handlerOf(layer), layer] as never)
    if (layer.by === 'base') {
      this.#basePaths.add('ALL', layer.pattern, [handlerOf(layer), layer] as never)
      return
    }
    this.#hasOwn = true
    this.#ownPaths.add('ALL', layer.pattern, [handlerOf(layer), layer] as never)
  }

  find(method: string, path: string): Layer | null {
    const asked = method === 'HEAD' ? 'GET' : method
    const [first] = this.#router.match(asked, path)[0]
    return (first?.[0] as unknown as [Handler, Layer] | undefined)?.[1] ?? null
  }

  /** Whether the module has a route for this path, whatever the method. */
  isOwn(path: string): boolean {
    return this.#hasOwn && this.#ownPaths.match('GET', path)[0].length > 0
  }

  /** Whether the base has a route for this path, whatever the method. */
  isBase(path: string): boolean {
    return this.#basePaths.match('GET', path)[0].length > 0
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

const handlerOf =
  (_layer: Layer): Handler =>
  () =>
    undefined as never
