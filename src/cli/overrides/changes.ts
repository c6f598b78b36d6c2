import type { Surface } from '../../base/surface.ts'
import type { SeamName } from '../../seam/seams.ts'
import type { BaseAt } from './base-at.ts'
import type { Use } from './query.ts'

/** Something of the base that is no longer what it was. */
export interface Change {
  readonly seam: SeamName
  readonly name: string
  /** The language of a text that changed; without it every language is meant. */
  readonly locale?: string
  readonly why: string
}

export interface Touched extends Use {
  readonly why: string
}

/** What changed in the base's declared surface, and in the files that declare it. */
export function changesOf(
  then: BaseAt,
  now: { surface: Surface; files: BaseAt['files'] },
): Change[] {
  const { surface } = now
  const changes = DECLARED.flatMap((seam) =>
    changedFiles(seam, bothNames(seam, then.surface, surface), then.files, now.files),
  )
  changes.push(...changedFiles('scorer', ['scorer'], then.files, now.files))
  if (then.surface === null) {
    // Nobody can say what the texts and tokens were: their files stand for them.
    changes.push(
      ...changedFiles('messages', Object.keys(surface.messages), then.files, now.files),
      ...changedFiles('theme', Object.keys(surface.theme), then.files, now.files),
    )
    return changes
  }
  const { surface: before } = then
  return [
    ...DECLARED.flatMap((seam) => comeAndGone(seam, before[seam], surface[seam])),
    ...comeAndGone('keeps', before.parts, surface.parts),
    ...comeAndGone('theme', Object.keys(before.theme), Object.keys(surface.theme)),
    ...comeAndGone('messages', Object.keys(before.messages), Object.keys(surface.messages)),
    ...changedValues(before.theme, surface.theme).map(([name, why]): Change => ({
      seam: 'theme',
      name,
      why,
    })),
    ...changedTexts(before, surface),
    ...changes,
  ]
}

/** Seams whose pieces each have a file of the base that declares them. */
const DECLARED = ['views', 'routes', 'guards', 'rules', 'hooks'] as const

const bothNames = (
  key: (typeof DECLARED)[number],
  then: Surface | null,
  now: Surface,
): readonly string[] => [...new Set([...now[key], ...(then?.[key] ?? [])])]

/** The events' pieces that depend on what changed. */
export const touchedBy = (changes: readonly Change[], uses: readonly Use[]): Touched[] =>
  uses.flatMap((use) =>
    changes.filter((change) => depends(use, change)).map(({ why }) => ({ ...use, why })),
  )

function depends(use: Use, { seam, name, locale, why }: Change): boolean {
  // Middleware around the base runs around a route that is new, too.
  if (seam === 'routes') return use.over?.includes(name) ?? (use.seam === 'wraps' && why === CAME)
  if (use.seam !== seam || use.name !== name) return false
  return locale === undefined || use.locale === locale || use.locale?.split('-')[0] === locale
}

const CAME = 'the base has it now'
const GONE = 'the base has it no more'

const comeAndGone = (seam: SeamName, then: readonly string[], now: readonly string[]): Change[] => [
  ...then.filter((name) => !now.includes(name)).map((name) => ({ seam, name, why: GONE })),
  ...now.filter((name) => !then.includes(name)).map((name) => ({ seam, name, why: CAME })),
]

function changedTexts(then: Surface, now: Surface): Change[] {
  return Object.entries(then.messages).flatMap(([name, texts]) =>
    changedValues(texts, now.messages[name] ?? {}).map(([locale, why]): Change => ({
      seam: 'messages',
      name,
      locale,
      why,
    })),
  )
}

const changedValues = (
  then: Readonly<Record<string, string>>,
  now: Readonly<Record<string, string>>,
): [name: string, why: string][] =>
  Object.entries(then)
    .filter(([name, value]) => now[name] !== undefined && now[name] !== value)
    .map(([name, value]) => [name, `the base’s own was "${value}", is "${now[name] ?? ''}"`])

/** Pieces whose declaring file is no longer what it was, or somewhere else. */
function changedFiles(
  seam: SeamName,
  names: readonly string[],
  then: BaseAt['files'],
  now: BaseAt['files'],
): Change[] {
  return names.flatMap((name) => {
    const declares = DECLARES[seam]?.(name)
    if (declares === undefined) return []
    const [before, after] = [then, now].map((files) =>
      [...files].find(([, text]) => declares.test(text)),
    )
    // What came or went is told as that.
    if (before === undefined || after === undefined || before[1] === after[1]) return []
    const moved = before[0] === after[0] ? '' : `, was ${before[0]}`
    return [{ seam, name, why: `${after[0]} changed${moved}` }]
  })
}

const literal = (text: string): string => text.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`)

/** How a file declares a piece. */
const DECLARES: Partial<Record<SeamName, (name: string) => RegExp>> = {
  views: (name) => new RegExp(`viewSeam\\(\\s*'${literal(name)}'`),
  routes: (name) => {
    const path = name.slice(name.indexOf(' ') + 1)
    return new RegExp(`\\.(?:get|post|put|patch|delete|all)\\(\\s*'${literal(path)}'`)
  },
  messages: (name) => new RegExp(`messageSeam\\(\\s*'${literal(name.split('.')[0] ?? '')}'`),
  guards: (name) => new RegExp(`guardSeam<\\w+>\\(\\)\\('${literal(name)}'`),
  hooks: (name) => new RegExp(`hookSeam<\\w+>\\(\\)\\('${literal(name)}'`),
  rules: (name) => new RegExp(`ruleSeam<\\w+>\\(\\)\\('${literal(name)}'`),
  scorer: () => /export const scorerSeam\b/,
  theme: () => /export const themeTokens\b/,
}
