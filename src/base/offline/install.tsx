import { keeping } from '../../keeping.ts'
import { writeOut } from '../../seam/view.ts'
import type { Page } from '../page.ts'
import { inkOn, mix } from '../theme/color.ts'
import { paperOf } from '../theme/style-sheet.ts'
import { drawLetter, WHOLE } from './draw-letter.ts'
import { encodePng } from './encode-png.ts'
import { outlineOf, TWO } from './letters.ts'

export const MANIFEST_PATH = '/-/app.webmanifest'
export const ICON_PATH = '/-/icon.svg'
/** For telephones that take no SVG, iOS among them: path by size in pixels. */
export const PICTURE_PATHS = { 192: '/-/icon-192.png', 512: '/-/icon-512.png' } as const

/** How a telephone shows the event among its apps. */
export const manifest = ({ tenant, locale, dir, theme }: Page) => ({
  id: '/',
  name: tenant.name,
  lang: locale,
  dir,
  start_url: '/schedule',
  scope: '/',
  display: 'standalone',
  theme_color: theme.accent,
  background_color: paperOf(theme.accent),
  icons: (['any', 'maskable'] as const).flatMap((purpose) => [
    { src: ICON_PATH, type: 'image/svg+xml', sizes: 'any', purpose },
    ...Object.entries(PICTURE_PATHS).map(([size, src]) => ({
      src,
      type: 'image/png',
      sizes: `${size}x${size}`,
      purpose,
    })),
  ]),
})

/** Of a picture's width that a unit of an outline takes: what telephones cut off leaves the letter whole. */
const UNIT = 0.4 / 512

/** The event's first letter on its colour, up to the edges: telephones cut out their own shape. */
export const icon = ({ tenant, theme }: Page): Promise<string> => {
  const letter = firstLetter(tenant.name)
  const outline = outlineOf(letter)
  const ink = inkOn(theme.accent)
  return writeOut(
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512">
      <rect width="512" height="512" fill={theme.accent} />
      {outline === undefined ? (
        <text
          x="256"
          y="256"
          fill={ink}
          font-family="ui-sans-serif, system-ui, sans-serif"
          font-size="264"
          font-weight="700"
          text-anchor="middle"
          dominant-baseline="central"
        >
          {letter}
        </text>
      ) : (
        <path d={outline} fill={ink} transform={`translate(256 256) scale(${UNIT * 512})`} />
      )}
    </svg>,
  )
}

/** The same as PNG; of a letter that would need a font, a sign that all events share. */
export function picture({ tenant, theme }: Page, size: number): Promise<Uint8Array<ArrayBuffer>> {
  const outline = outlineOf(firstLetter(tenant.name)) ?? TWO
  const ink = inkOn(theme.accent)
  const palette = Array.from({ length: WHOLE + 1 }, (_, i) => mix(ink, theme.accent, i / WHOLE))
  return encodePng(size, letterOf(outline, size), palette)
}

/** Dear to draw, and asked for in few sizes. */
const letterOf = keeping(8, (outline: string, size: number) =>
  drawLetter(outline, size, UNIT * size),
)

/** One letter as people count: with its accents, or one whole emoji. */
const firstLetter = (name: string): string =>
  [...new Intl.Segmenter().segment(name)][0]?.segment.toUpperCase() ?? ''
