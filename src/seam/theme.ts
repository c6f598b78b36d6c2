/** One value of the look, with the grammar that keeps it from breaking out of a style sheet. */
export interface ThemeToken {
  readonly base: string
  readonly accepts: RegExp
  /** For people: what a good value looks like. */
  readonly example: string
}

export type ThemeTokens<Name extends string = string> = { readonly [N in Name]: ThemeToken }
export type Theme<Name extends string = string> = { readonly [N in Name]: string }

/**
 * The tokens in force: base ← module ← tenant record. A value that does not fit its grammar, or a
 * token that the base does not have, is reported and left out.
 */
export function layTheme<Name extends string>(
  tokens: ThemeTokens<Name>,
  layers: readonly Readonly<Record<string, unknown>>[],
  report: (seam: string, error: Error) => void,
): Theme<Name> {
  const theme: Record<string, string> = {}
  for (const name of Object.keys(tokens)) theme[name] = tokens[name as Name].base
  for (const layer of layers) {
    for (const [name, value] of Object.entries(layer)) {
      const token = Object.hasOwn(tokens, name) ? tokens[name as Name] : undefined
      const refusal = token === undefined ? unknownToken(tokens) : refuse(token, value)
      if (refusal === null && typeof value === 'string') theme[name] = value
      else report(`theme:${name}`, new TypeError(refusal ?? ''))
    }
  }
  return theme as Theme<Name>
}

const unknownToken = (tokens: ThemeTokens): string =>
  `The base has no such theme token. It has ${Object.keys(tokens).join(', ')}.`

function refuse(token: ThemeToken, value: unknown): string | null {
  if (typeof value === 'string' && token.accepts.test(value)) return null
  return `Not a valid value; write it like ${token.example}.`
}
