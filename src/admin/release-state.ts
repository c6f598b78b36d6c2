import type { ReleaseEntry } from '../registry/registrar/release-calls.ts'

/**
 * What a release is there for, in words.
 *
 * @param pinned whether the event is pinned to the one in force
 */
export function releaseState(
  { use, rolledBack }: Pick<ReleaseEntry, 'use' | 'rolledBack'>,
  pinned: boolean,
): string {
  if (use === 'in-force') return pinned ? 'in force, pinned' : 'in force'
  if (use === 'previous') return 'stands by'
  return rolledBack === null ? 'not in use' : 'rolled back'
}

/** Whether links to look at a release may still be about. */
export const isHeld = ({ heldUntil }: Pick<ReleaseEntry, 'heldUntil'>, now: number): boolean =>
  heldUntil !== null && heldUntil > now
