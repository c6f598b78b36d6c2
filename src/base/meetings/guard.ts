import { guardSeam } from '../../seam/guard.ts'
import type { GuardFacts } from '../guarded.tsx'

/**
 * Before anything about meetings: asking, answering, their list, the schedule, times off, the calendar
 * feed. It is asked at every such request, also at those that change something; a feed that it does not
 * let by is 403. Mails and hooks are sent all the same, the menu says how many meetings wait, and what
 * people download of themselves is whole. A fault closes all this with 503. Since 0.2.
 */
export const meetingsGuard = guardSeam<GuardFacts>()('meetings')
