import type { ThemeTokens } from '../seam/theme.ts'
import type { Feature } from './feature.ts'

/** What the base declares for events to override, as plain data. */
export interface Surface {
  /** Full key → language → text. */
  readonly messages: Readonly<Record<string, Readonly<Record<string, string>>>>
  /** Token → what it is, unless an event sets it. */
  readonly theme: Readonly<Record<string, string>>
  readonly views: readonly string[]
  readonly guards: readonly string[]
  readonly rules: readonly string[]
  readonly hooks: readonly string[]
  /** Features that an app of its own can keep. */
  readonly parts: readonly string[]
  /** `GET /agenda`. */
  readonly routes: readonly string[]
}

/** Reads the surface off the features. It is read off other versions of the base too: shapes only. */
export function readSurface(features: readonly Feature[], tokens: ThemeTokens): Surface {
  const messages: Record<string, Record<string, string>> = {}
  for (const { messages: seam } of features) {
    if (seam === undefined) continue
    for (const [language, catalog] of Object.entries(seam.base)) {
      for (const [key, text] of Object.entries(catalog)) {
        ;(messages[`${seam.name}.${key}`] ??= {})[language] = text
      }
    }
  }
  const routes = features
    .flatMap(({ routes: own, feeds }) => [...(own?.routes ?? []), ...(feeds?.routes ?? [])])
    .map(({ method, path }) => `${method} ${path}`)
  return {
    messages: sorted(messages),
    theme: sorted(
      Object.fromEntries(Object.entries(tokens).map(([name, { base }]) => [name, base])),
    ),
    views: namesOf(features.flatMap(({ views = [] }) => views)),
    guards: namesOf(features.flatMap(({ guards = [] }) => guards)),
    rules: namesOf(features.flatMap(({ rules = [] }) => rules)),
    hooks: namesOf(features.flatMap(({ hooks = [] }) => hooks)),
    parts: namesOf(features.filter(({ routes: own, feeds }) => (own ?? feeds) !== undefined)),
    routes: [...new Set(routes)].toSorted(),
  }
}

/** Features had no names once. */
const namesOf = (declared: readonly { readonly name?: string }[]): string[] =>
  [...new Set(declared.flatMap(({ name }) => name ?? []))].toSorted()

const sorted = <T>(record: Record<string, T>): Record<string, T> =>
  Object.fromEntries(Object.entries(record).toSorted(([a], [b]) => (a < b ? -1 : 1)))
