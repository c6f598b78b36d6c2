import type { Manifest } from '../../build/manifest.ts'
import { type Piece, SEAM_NAMES, type SeamName, SEAMS } from '../../seam/seams.ts'
import { nearest } from '../../nearest.ts'
import { UsageError } from '../exit-codes.ts'

/** What somebody wants to know the dependents of: a whole seam, or one piece of it. */
export interface Query {
  readonly seam: SeamName
  readonly name: string | null
}

/** One piece that one event overrides. */
export interface Use extends Piece {
  readonly event: string
  readonly seam: SeamName
}

/** Reads `view`, `view:home.hero`, `route:/agenda`; refuses what neither base nor events know. */
export function readQuery(given: string, manifest: Manifest): Query {
  const at = given.indexOf(':')
  const word = at < 0 ? given : given.slice(0, at)
  const seam = SEAM_NAMES.find((name) => word === name || word === SEAMS[name].one)
  if (seam === undefined) {
    const words = SEAM_NAMES.map((name) => SEAMS[name].one)
    throw unknown(`There is no seam "${word}".`, nearest(word, words), words)
  }
  if (at < 0) return { seam, name: null }
  const name = given.slice(at + 1)
  const known = knownNames(seam, manifest)
  if (known.some((other) => isCalled(other, name))) return { seam, name }
  const { one } = SEAMS[seam]
  throw unknown(
    `Neither the base nor an event has a ${one} "${name}".`,
    nearest(name, known),
    known.slice(0, 12),
  )
}

/** Every piece that an event fills, in the order of events and seams. */
export const usesOf = ({ events }: Manifest): Use[] =>
  Object.entries(events).flatMap(([event, { seams }]) =>
    SEAM_NAMES.flatMap((seam) => seams[seam].map((piece) => ({ event, seam, ...piece }))),
  )

export const usesFor = ({ seam, name }: Query, manifest: Manifest): Use[] =>
  usesOf(manifest).filter(
    (use) =>
      use.seam === seam &&
      (name === null || [use.name, ...(use.over ?? [])].some((other) => isCalled(other, name))),
  )

/** A route is called by its path alone too. */
const isCalled = (known: string, name: string): boolean =>
  known === name || (known.includes(' /') && known.slice(known.indexOf(' ') + 1) === name)

function knownNames(seam: SeamName, manifest: Manifest): string[] {
  const { base } = manifest
  const declared: Partial<Record<SeamName, readonly string[]>> = {
    messages: Object.keys(base.messages),
    theme: Object.keys(base.theme),
    views: base.views,
    routes: base.routes,
    guards: base.guards,
    rules: base.rules,
    hooks: base.hooks,
    keeps: base.parts,
  }
  const used = usesOf(manifest).filter((use) => use.seam === seam)
  const names = used.flatMap(({ name, over = [] }) => [name, ...over])
  return [...new Set([...(declared[seam] ?? []), ...names])].toSorted()
}

function unknown(what: string, near: string | null, known: readonly string[]): UsageError {
  const guess = near === null ? '' : ` Did you mean "${near}"?`
  const list = known.length === 0 ? '' : ` Known: ${known.join(', ')}.`
  return new UsageError(`${what}${guess}${list}`)
}
