import type { Feature } from '../feature.ts'
import { formMessages } from './messages.ts'

/** The words of every form. */
export const formFeature = { name: 'form', messages: formMessages } as const satisfies Feature
