import type { Feature } from '../feature.ts'
import { webhooksStore } from './store.ts'

/** Signed messages from and to other systems. */
export const webhooksFeature = { name: 'webhooks', store: webhooksStore } as const satisfies Feature
