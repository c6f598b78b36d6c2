import type { Release } from './release.ts'

/** A module that differs, by its name without the hash; sizes in bytes, null where there is none. */
export interface ModuleChange {
  readonly name: string
  /** `event`: its own; `base`: the platform's; `start`: names the others, and changes whenever they do. */
  readonly part: 'event' | 'base' | 'start'
  readonly from: number | null
  readonly to: number | null
}

/** A piece that came, went, or stands otherwise to the base. */
export interface PieceChange {
  readonly seam: string
  readonly name: string
  readonly change: 'added' | 'removed' | 'changed'
  /** `replaces GET /agenda`: how it stands to the base's routes; null where there is nothing to tell. */
  readonly from: string | null
  readonly to: string | null
}

/** A text of the event; null where there is none. */
export interface TextChange {
  readonly locale: string
  readonly key: string
  readonly from: string | null
  readonly to: string | null
}

/** A version of what it was built of; null where it is no part of it. */
export interface VersionChange {
  readonly of: string
  readonly from: string | null
  readonly to: string | null
}

export interface ReleaseDiff {
  readonly modules: readonly ModuleChange[]
  readonly pieces: readonly PieceChange[]
  readonly texts: readonly TextChange[]
  readonly versions: readonly VersionChange[]
  /** Whether both were built of the same platform, base and kit: then the event alone is different. */
  readonly samePlatform: boolean
}

/** Hashes of the modules whose sizes a diff tells. */
export function differingModules(from: Release, to: Release): readonly string[] {
  return stems(from, to).flatMap(({ was, is }) =>
    [was, is].filter((hash): hash is string => hash !== undefined),
  )
}

/**
 * What is different about a release, in terms of what it was built of.
 *
 * @param sizeOf bytes of a module by its hash; null where nobody knows
 */
export function diffReleases(
  from: Release,
  to: Release,
  sizeOf: (hash: string) => number | null,
): ReleaseDiff {
  const size = (hash: string | undefined): number | null =>
    hash === undefined ? null : sizeOf(hash)
  return {
    modules: stems(from, to).map(({ name, was, is }) => ({
      name,
      part: partOf(name),
      from: size(was),
      to: size(is),
    })),
    pieces: piecesBetween(from, to),
    texts: textsBetween(from, to),
    versions: changes(versionsOf(from), versionsOf(to)).map(([of, was, is]) => ({
      of,
      from: was,
      to: is,
    })),
    samePlatform: from.versions['platform'] === to.versions['platform'],
  }
}

function partOf(name: string): ModuleChange['part'] {
  if (!name.includes('/')) return 'start'
  return name.startsWith('event/') ? 'event' : 'base'
}

interface Stem {
  readonly name: string
  readonly was: string | undefined
  readonly is: string | undefined
}

/** Modules whose content differs, told by the name that they have in every build. */
function stems(from: Release, to: Release): readonly Stem[] {
  const [was, is] = [stemmed(from), stemmed(to)]
  return [...new Set([...was.keys(), ...is.keys()])]
    .toSorted()
    .map((name) => ({ name, was: was.get(name), is: is.get(name) }))
    .filter((stem) => stem.was !== stem.is)
}

/** Two modules of one name are told apart by what follows it. */
function stemmed({ modules }: Release): Map<string, string> {
  const found = new Map<string, string>()
  for (const [name, hash] of Object.entries(modules)) {
    const stem = name.replace(/-[\w-]{8}\.js$/, '.js')
    let free = stem
    for (let at = 2; found.has(free); at++) free = `${stem} (${at})`
    found.set(free, hash)
  }
  return found
}

function piecesBetween(from: Release, to: Release): PieceChange[] {
  const [was, is] = [piecesOf(from), piecesOf(to)]
  const all = [...new Set([...was.keys(), ...is.keys()])].map((piece): PieceChange => {
    const at = piece.indexOf('\n')
    const stands = { from: was.get(piece) ?? null, to: is.get(piece) ?? null }
    const come = was.has(piece) ? 'changed' : 'added'
    const change = is.has(piece) ? come : 'removed'
    return { seam: piece.slice(0, at), name: piece.slice(at + 1), change, ...stands }
  })
  return all.filter(({ change, from: then, to: now }) => change !== 'changed' || then !== now)
}

/** Pieces by seam and name, with how they stand to the base. Texts are told one by one; they are none here. */
function piecesOf({ overrides }: Release): ReadonlyMap<string, string | null> {
  const found = new Map<string, string | null>()
  for (const [seam, pieces] of Object.entries(overrides?.seams ?? {})) {
    if (seam === 'messages') continue
    for (const piece of pieces as readonly Told[]) {
      const name = `${seam}\n${String(piece.name)}`
      const both = [found.get(name) ?? null, standing(piece)].filter((one) => one !== null)
      found.set(name, both.length === 0 ? null : both.join('; '))
    }
  }
  return found
}

/** A piece as manifests have it: whoever wrote one may have said more of it, or less. */
interface Told {
  readonly name?: unknown
  readonly stands?: unknown
  readonly over?: unknown
}

function standing({ stands, over }: Told): string | null {
  if (typeof stands !== 'string') return null
  return Array.isArray(over) && over.length > 0 ? `${stands} ${over.join(', ')}` : stands
}

function textsBetween(from: Release, to: Release): TextChange[] {
  const locales = new Set([...Object.keys(from.messages), ...Object.keys(to.messages)])
  return [...locales].toSorted().flatMap((locale) =>
    changes(from.messages[locale] ?? {}, to.messages[locale] ?? {}).map(([key, was, is]) => ({
      locale,
      key,
      from: was,
      to: is,
    })),
  )
}

const versionsOf = (release: Release): Readonly<Record<string, string>> => ({
  ...release.versions,
  protocol: String(release.protocol),
  store: String(release.store),
  'compatibility date': release.compatibilityDate,
  'compatibility flags': release.compatibilityFlags.join(', '),
  'where it does not load':
    release.overrides?.fallsOpen === false ? 'its own error page' : 'the base answers',
})

type Texts = Readonly<Record<string, string>>

const changes = (from: Texts, to: Texts): (readonly [string, string | null, string | null])[] =>
  [...new Set([...Object.keys(from), ...Object.keys(to)])]
    .toSorted()
    .map((name) => [name, from[name] ?? null, to[name] ?? null] as const)
    .filter(([, was, is]) => was !== is)
