import { features } from '../base/match.ts'
import type { Feature } from '../base/feature.ts'
import type { View } from './definition.ts'

const all: readonly Feature[] = features

/** Every view of the base by its name, for `page.show(views['meetings.actions'], props)`. */
export const views = Object.fromEntries(
  all.flatMap((feature) => (feature.views ?? []).map((view) => [view.name, view])),
) as unknown as { readonly [V in View as V['name']]: V }
