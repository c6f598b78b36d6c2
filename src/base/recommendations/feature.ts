import type { Feature } from '../feature.ts'
import { recommendationsStore } from './store.ts'

/** Whom to meet, and why. */
export const recommendationsFeature = {
  name: 'recommendations',
  store: recommendationsStore,
} as const satisfies Feature
