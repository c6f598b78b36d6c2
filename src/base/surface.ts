import type { ThemeTokens } from '../seam/theme.ts'
import type { Feature } from './feature.ts'

/** What the base declares for events to override, as plain data. */
export interface Surface {
  /** Full key → language → text. */
  readonly messages: Readonly<Record<string, Readonly<Record<string, string>>>>
  /** Token → what it is, unless an event sets it. */
  readonly theme: Readonly<Record<string, string>>
  readonly views: readonly string[]
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
  const routes = features.flatMap((feature) =>
    (feature.routes?.routes ?? []).map(({ method, path }) => `${method} ${path}`),
  )
  return {
    messages: sorted(messages),
    theme: sorted(
      Object.fromEntries(Object.entries(tokens).map(([name, { base }]) => [name, base])),
    ),
    views: features.flatMap(({ views = [] }) => views.map(({ name }) => name)).toSorted(),
    routes: [...new Set(routes)].toSorted(),
  }
}

const sorted = <T>(record: Record<string, T>): Record<string, T> =>
  Object.fromEntries(Object.entries(record).toSorted(([a], [b]) => (a < b ? -1 : 1)))
