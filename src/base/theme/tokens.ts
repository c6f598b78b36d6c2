import type { Theme, ThemeTokens } from '../../seam/theme.ts'

const COLOR = /^#[0-9a-f]{6}$/i
const FONTS = /^[\w '",-]{1,200}$/
const LENGTH = /^\d{1,2}(?:\.\d{1,2})?(?:px|rem)$/
/** No way out of the style element and nothing fetched from elsewhere. */
const STYLES = /^(?!.*@import)(?!.*url\()(?!.*image-set\()[^<\\]*$/is

const SANS = "ui-sans-serif, system-ui, 'Segoe UI', Roboto, 'Noto Sans', sans-serif"

/** What an event may set of its look. Contrast is looked after where the colours are used. */
export const themeTokens = {
  /** Hero, buttons, links. */
  accent: { base: '#24507a', accepts: COLOR, example: '#24507a' },
  /** Second colour: marks what is on now. */
  highlight: { base: '#d9480f', accepts: COLOR, example: '#d9480f' },
  'font-body': { base: SANS, accepts: FONTS, example: "Inter, 'Segoe UI', sans-serif" },
  'font-heading': { base: SANS, accepts: FONTS, example: "Georgia, 'Times New Roman', serif" },
  radius: { base: '14px', accepts: LENGTH, example: '14px' },
  /** Rules for the module's own views, after the base's. No `@import`, no `url()`. */
  css: { base: '', accepts: STYLES, example: '.my-card { padding: 1rem }' },
} satisfies ThemeTokens

export type MatchTheme = Theme<keyof typeof themeTokens>
