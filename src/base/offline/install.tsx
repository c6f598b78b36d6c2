import { writeOut } from '../../seam/view.ts'
import type { Page } from '../page.ts'
import { inkOn } from '../theme/color.ts'
import { paperOf } from '../theme/style-sheet.ts'

export const MANIFEST_PATH = '/-/app.webmanifest'
export const ICON_PATH = '/-/icon.svg'

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
  icons: (['any', 'maskable'] as const).map((purpose) => ({
    src: ICON_PATH,
    type: 'image/svg+xml',
    sizes: 'any',
    purpose,
  })),
})

/** The event's first letter on its colour, up to the edges: telephones cut out their own shape. */
export const icon = ({ tenant, theme }: Page): Promise<string> =>
  writeOut(
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512">
      <rect width="512" height="512" fill={theme.accent} />
      <text
        x="256"
        y="256"
        fill={inkOn(theme.accent)}
        font-family="ui-sans-serif, system-ui, sans-serif"
        font-size="264"
        font-weight="700"
        text-anchor="middle"
        dominant-baseline="central"
      >
        {firstLetter(tenant.name)}
      </text>
    </svg>,
  )

/** One letter as people count: with its accents, or one whole emoji. */
const firstLetter = (name: string): string =>
  [...new Intl.Segmenter().segment(name)][0]?.segment.toUpperCase() ?? ''
