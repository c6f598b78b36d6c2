import type { Theme, ThemeTokens } from '../../seam/theme.ts'

const COLOR = /^#[0-9a-f]{6}$/i
const FONTS = /^[\w '",-]{1,200}$/
const LENGTH = /^\d{1,2}(?:\.\d{1,2})?(?:px|rem)$/
/** No way out of the style element and nothing fetched from elsewhere. */
const STYLES = /^(?!.*@import)(?!.*url\()(?!.*image-set\()[^<\\]*$/is
/** Shown as an image, where no script in it runs; '' for none. */
const IMAGE =
  /^(?:data:image\/(?:svg\+xml|png|webp|jpeg)[;,][\w%.,;=+/!~*'()-]{1,20000}|\/[\w./-]{1,200}|https:\/\/[!-~]{1,300})?$/
const LINE = /^[^\n\r]{0,120}$/
const ELSEWHERE = /^(?:https:\/\/[!-~]{1,300})?$/

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
  /** In the place of the event's name at the top left; `image()` makes one of SVG. */
  logo: { base: '', accepts: IMAGE, example: '/logo.svg' },
  /** Who made the event possible, above every page: a picture, a name, or both. */
  banner: { base: '', accepts: IMAGE, example: 'https://sponsor.example/logo.png' },
  'banner-name': { base: '', accepts: LINE, example: 'Sample Cable' },
  'banner-link': { base: '', accepts: ELSEWHERE, example: 'https://sponsor.example/' },
  /** Rules for the module's own views, after the base's. No `@import`, no `url()`. */
  css: { base: '', accepts: STYLES, example: '.my-card { padding: 1rem }' },
} satisfies ThemeTokens

export type MatchTheme = Theme<keyof typeof themeTokens>
