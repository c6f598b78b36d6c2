import type { Feature } from '../feature.ts'
import { banner, brand, footer, header, languages, menu } from './layout.tsx'
import { layoutMessages } from './messages.ts'

/** What stands around every page. */
export const layoutFeature = {
  name: 'layout',
  messages: layoutMessages,
  views: [brand, banner, header, menu, footer, languages],
} as const satisfies Feature
