import type { Feature } from '../feature.ts'
import { settingsStore } from './store.ts'

/** What events, records and organisers set, one over the other. */
export const settingsFeature = { name: 'settings', store: settingsStore } as const satisfies Feature
