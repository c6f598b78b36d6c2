import type { Release } from './release.ts'

/** A module that differs, by its name without the hash; sizes in bytes, null where there is none. */
export interface ModuleChange {
  readonly name: string
  readonly from: number | null
  readonly to: number | null
}

/** A piece that came or went. */
export interface PieceChange {
  readonly seam: string
  readonly name: string
  readonly change: 'added' | 'removed'
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
    modules: stems(from, to).map(({ name, was, is }) => ({ name, from: size(was), to: size(is) })),
    pieces: piecesBetween(from, to),
    texts: textsBetween(from, to),
    versions: changes(versionsOf(from), versionsOf(to)).map(([of, was, is]) => ({
      of,
      from: was,
      to: is,
    })),
  }
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
  const only = (
    some: ReadonlySet<string>,
    others: ReadonlySet<string>,
    change: PieceChange['change'],
  ) =>
    [...some]
      .filter((piece) => !others.has(piece))
      .map((piece): PieceChange => {
        const at = piece.indexOf('\n')
        return { seam: piece.slice(0, at), name: piece.slice(at + 1), change }
      })
  return [...only(was, is, 'removed'), ...only(is, was, 'added')]
}

/** Texts are told one by one; they are no pieces here. */
const piecesOf = ({ overrides }: Release): ReadonlySet<string> =>
  new Set(
    Object.entries(overrides?.seams ?? {})
      .filter(([seam]) => seam !== 'messages')
      .flatMap(([seam, pieces]) =>
        pieces.map((piece) => `${seam}\n${String((piece as { readonly name?: unknown }).name)}`),
      ),
  )

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
})

type Texts = Readonly<Record<string, string>>

const changes = (from: Texts, to: Texts): (readonly [string, string | null, string | null])[] =>
  [...new Set([...Object.keys(from), ...Object.keys(to)])]
    .toSorted()
    .map((name) => [name, from[name] ?? null, to[name] ?? null] as const)
    .filter(([, was, is]) => was !== is)
