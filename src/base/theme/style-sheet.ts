import { inkOn, mix, readable } from './color.ts'
import { rules } from './rules.ts'
import type { MatchTheme } from './tokens.ts'

/** One event's whole style sheet, for a `<style>` element in the head: one request paints the page. */
export function styleSheet(theme: MatchTheme): string {
  const light = palette(theme, '#ffffff', '#1a2230')
  const dark = palette(theme, '#101319', '#eef0f3')
  return `:root{color-scheme:light dark;--font:${theme['font-body']};--font-h:${theme['font-heading']};--r:${theme.radius};${light}}@media(prefers-color-scheme:dark){:root{${dark}}}${rules}${theme.css}`
}

function palette(theme: MatchTheme, white: string, black: string): string {
  const paper = mix(theme.accent, white, 0.03)
  const card = mix(theme.accent, white, white === '#ffffff' ? 0 : 0.1)
  const colors = {
    paper,
    card,
    ink: black,
    soft: readable(mix(black, paper, 0.68), paper),
    line: mix(black, paper, 0.14),
    accent: theme.accent,
    'on-accent': inkOn(theme.accent),
    // Text in the event's colour is read on paper and on cards, which are lighter or darker alike.
    'accent-text': readable(theme.accent, white === '#ffffff' ? paper : card),
    hot: readable(theme.highlight, white === '#ffffff' ? paper : card),
  }
  return Object.entries(colors)
    .map(([name, value]) => `--${name}:${value}`)
    .join(';')
}
