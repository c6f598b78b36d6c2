import { guardSeam } from '../../seam/guard.ts'
import type { GuardFacts } from '../guarded.tsx'

/**
 * Before seeing who else is here: the directory, a person's page, recommendations, the page that asks
 * somebody for a meeting. It is asked at every such request. A fault closes all this with 503. Since 0.2.
 */
export const directoryGuard = guardSeam<GuardFacts>()('directory')
