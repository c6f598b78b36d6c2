import { guardSeam } from '../../seam/guard.ts'
import type { GuardFacts } from '../guarded.tsx'

/**
 * Before exchanging contacts: the own code, another's, the list of contacts, scans that come later. It
 * is asked at every such request. A fault closes all this with 503. Since 0.2.
 */
export const badgeGuard = guardSeam<GuardFacts>()('badge')
