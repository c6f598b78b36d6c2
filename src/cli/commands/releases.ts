import { group } from '../options.ts'
import { checkCommand } from './releases/check.ts'

/** `usher releases …`: what events are served from in isolates of their own, and in their show days. */
export const releasesCommand = group('releases', [checkCommand]).description(
  'what events are served from in isolates of their own, and in their show days',
)
