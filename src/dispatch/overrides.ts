import { TrieRouter } from 'hono/router/trie-router'
import type { Base } from '../seam/base.ts'
import { type EventModule, ownRoutes } from '../seam/module.ts'
import { type Overrides, type Piece, SEAM_NAMES, type SeamName, SEAMS } from '../seam/seams.ts'
import { hasMiddleware, isMiddleware } from './own-routes.ts'

/** What a module overrides of a base, told without running any of its handlers. */
export function overridesOf<Pieces>(base: Base<Pieces>, module: EventModule): Overrides {
  const own = ownRoutes(module)?.routes ?? []
  const handlers = new Set(
    own.filter((route) => !isMiddleware(route)).map(({ method, path }) => `${method} ${path}`),
  )
  const place = (seam: SeamName, piece: Piece): Piece => {
    if (SEAMS[seam].fallsOpen !== 'path') return piece
    const route = seam === 'pages' ? `GET ${piece.name}` : piece.name
    if (seam === 'routes' && !handlers.has(piece.name)) return { ...piece, stands: 'middleware' }
    const over = covered(base, route)
    return over.length === 0 ? { ...piece, stands: 'new' } : { ...piece, stands: 'replaces', over }
  }
  const seams = {} as Record<SeamName, readonly Piece[]>
  let fallsOpen = !hasMiddleware(own)
  for (const seam of SEAM_NAMES) {
    const pieces = SEAMS[seam].pieces(module).map((piece) => place(seam, piece))
    seams[seam] = pieces.toSorted(byName)
    fallsOpen &&= pieces.every((piece) => open(base, seam, piece))
  }
  return { seams, fallsOpen }
}

/**
 * Whether nothing but the piece's own look is lost when the base answers in its place: the fault
 * table, for a whole module. A path that only the event has would be a wrong 404.
 */
function open<Pieces>(base: Base<Pieces>, seam: SeamName, { name, over = [] }: Piece): boolean {
  const { fallsOpen } = SEAMS[seam]
  if (fallsOpen !== 'path') return fallsOpen
  const [method, path] = seam === 'pages' ? ['GET', name] : split(name)
  const isOnePath = method === 'GET' && !/[:*{?]/.test(path) && over.includes(`GET ${path}`)
  return isOnePath && base.isPublic(new Request(`http://base${path}`))
}

/** The routes of the base that a route answers for: paths that fit the one are tried on the other. */
function covered<Pieces>(base: Base<Pieces>, route: string): string[] {
  const names = base.routes.routes
    .filter((other) => !isMiddleware(other))
    .map(({ method, path }) => `${method} ${path}`)
  return [...new Set(names)].filter((name) => fits(route, name) || fits(name, route)).toSorted()
}

/** Whether one of the paths that an example route stands for is answered by the pattern. */
function fits(pattern: string, example: string): boolean {
  const [method, path] = split(pattern)
  const [asked, shown] = split(example)
  if (method !== 'ALL' && asked !== 'ALL' && method !== asked) return false
  const router = new TrieRouter<true>()
  router.add('ALL', path, true)
  return EXAMPLES.some((value) => {
    const tried = shown.replaceAll(/:\w+(?:\{[^}]*\})?\??|\*/g, value)
    return router.match('GET', tried)[0].length > 0
  })
}

/** What stands for a parameter when a pattern is tried. */
const EXAMPLES = ['x', '1', '2027-01-01']

function split(route: string): [method: string, path: string] {
  const at = route.indexOf(' ')
  return [route.slice(0, at), route.slice(at + 1)]
}

const byName = (a: Piece, b: Piece): number =>
  compare(a.name, b.name) || compare(a.locale ?? '', b.locale ?? '')

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b))
