import { ok, type Result } from '../../contract.ts'
import { query } from '../../store/feature.ts'
import type { MatchEnv } from '../pieces.ts'
import { personOf, type SignedOut, signedOut } from '../people/signed-in.ts'
import { otherSide, type Side } from './meeting.ts'

/** Where the page's script asks how many wait. */
export const WAITING_PATH = '/meetings/waiting'

const waitingFor = (side: Side): string =>
  `(SELECT count(*) FROM meetings_meetings
    WHERE ${side} = ?1 AND status IN ('pending', 'needs-new-time', 'confirmed')
      AND (status = 'needs-new-time' OR (status = 'pending' AND asked = '${side}')
        OR (status = 'confirmed' AND proposed_by = '${otherSide(side)}')))`

/** How many of the caller's meetings wait for an answer of theirs. One statement. */
export const countWaiting = query(
  'meetings.count-waiting',
  (sql, _input: object, context): Result<number, SignedOut> => {
    const viewer = personOf(context)
    if (viewer === null) return signedOut
    const [counted] = sql.all<{ waiting: number }>(
      `SELECT ${waitingFor('requester')} + ${waitingFor('invitee')} AS waiting`,
      viewer.id,
    )
    return ok(counted?.waiting ?? 0)
  },
)

/** For `createPage`: what waits, asked beside whatever else a page asks the store. */
export async function askWaiting({ store }: MatchEnv): Promise<Readonly<Record<string, number>>> {
  const waiting = await store.read(countWaiting, {})
  return waiting.ok ? { '/meetings': waiting.value } : {}
}
