import { hueOf, inkOn, mix, readable } from './color.ts'
import type { MatchTheme } from './tokens.ts'

/** Sheets by theme: most events of a thousand look like another one. */
const kept = new Map<string, string>()
const MAX_KEPT = 500

/**
 * What one event's pages look like beyond the rules that all share (`rules.ts`): for a `<style>`
 * element of its own, after theirs. Both are in the head, so that one request paints the page.
 */
export function styleSheet(theme: MatchTheme): string {
  const id = JSON.stringify(theme)
  let sheet = kept.get(id)
  if (sheet === undefined) {
    if (kept.size >= MAX_KEPT) kept.clear()
    sheet = create(theme)
    kept.set(id, sheet)
  }
  return sheet
}

function create(theme: MatchTheme): string {
  const light = palette(theme, { paper: paperOf(theme.accent), card: '#ffffff' })
  const dark = palette(theme, {
    paper: mix(theme.accent, '#0e1014', 0.06),
    card: mix(theme.accent, '#1b1e25', 0.1),
  })
  return `:root{color-scheme:light dark;--font:${theme['font-body']};--font-h:${theme['font-heading']};--r:${theme.radius};--hue:${hueOf(theme.accent)};${light}}@media(prefers-color-scheme:dark){:root{${dark}}}${theme.css}`
}

/** The page's light ground: white with a breath of the event's colour. */
export const paperOf = (accent: string): string => mix(accent, '#ffffff', 0.06)

/** More than AA asks for, so that it still holds on the tinted cards. */
const ON_TINT = 5.8

function palette({ accent, highlight }: MatchTheme, surface: { paper: string; card: string }) {
  const { paper, card } = surface
  const ink = inkOn(paper) === '#ffffff' ? '#f1f2f4' : '#161a21'
  // What is read on paper and on cards is measured on the one that is nearer to the ink.
  const nearer = inkOn(paper) === '#ffffff' ? card : paper
  const colors = {
    paper,
    card,
    ink,
    soft: readable(mix(ink, nearer, 0.7), nearer, ON_TINT),
    line: mix(ink, paper, 0.16),
    accent,
    'on-accent': inkOn(accent),
    'accent-text': readable(accent, nearer, ON_TINT),
    hot: readable(highlight, nearer, ON_TINT),
  }
  return Object.entries(colors)
    .map(([name, value]) => `--${name}:${value}`)
    .join(';')
}
