import type { Endpoint } from './endpoint.ts'

/** An address of the API, and what it does by method. */
interface Route {
  readonly pattern: RegExp
  readonly names: readonly string[]
  readonly methods: Map<string, Endpoint>
}

export interface Found {
  readonly methods: ReadonlyMap<string, Endpoint>
  readonly params: Readonly<Record<string, string>>
}

/** Finds an address among the endpoints' paths; null when it is none of them. */
export type FindRoute = (path: string) => Found | null

export function createRoutes(endpoints: readonly Endpoint[]): FindRoute {
  const routes = new Map<string, Route>()
  for (const endpoint of endpoints) {
    const route = routes.get(endpoint.path) ?? routeOf(endpoint.path)
    if (route.methods.has(endpoint.method)) {
      throw new Error(`${endpoint.method} ${endpoint.path} is there twice; take one out.`)
    }
    route.methods.set(endpoint.method, endpoint)
    routes.set(endpoint.path, route)
  }
  const all = [...routes.values()]
  return (path) => {
    for (const { pattern, names, methods } of all) {
      const values = pattern.exec(path)?.slice(1).map(decoded)
      if (values === undefined) continue
      return {
        methods,
        params: Object.fromEntries(names.map((name, i) => [name, values[i] ?? ''])),
      }
    }
    return null
  }
}

function routeOf(path: string): Route {
  const names = Array.from(path.matchAll(/\{(\w+)\}/g), ([, name = '']) => name)
  // Between the names there are letters, slashes, hyphens and colons, which mean themselves.
  const pattern = new RegExp(`^${path.replaceAll(/\{\w+\}/g, '([^/]+)')}$`)
  return { pattern, names, methods: new Map() }
}

/** What cannot be decoded is handed on as it is: no schema takes it. */
function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}
