import { err, ok, type Result } from '../../contract.ts'
import { command } from '../../store/feature.ts'
import { seesPerson } from '../meetings/sight.ts'
import { personOf, type SignedOut, signedOut } from '../people/signed-in.ts'

/** Neither of the two is recommended to the other from now on, nor can ask for a meeting. */
export const dismiss = command(
  'recommendations.dismiss',
  (
    sql,
    { person }: { person: string },
    context,
  ): Result<null, SignedOut | { readonly tag: 'not-found' }> => {
    const viewer = personOf(context)
    if (viewer === null) return signedOut
    if (person === viewer.id || !seesPerson(sql, viewer.id, person))
      return err({ tag: 'not-found' })
    sql.all(
      'INSERT INTO recommendations_vetoes VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
      viewer.id,
      person,
      context.now,
    )
    return ok(null)
  },
)

/** Takes the caller's own dismissal back; what the other one did stands. Twice changes nothing. */
export const restore = command(
  'recommendations.restore',
  (sql, { person }: { person: string }, context): Result<null, SignedOut> => {
    const viewer = personOf(context)
    if (viewer === null) return signedOut
    sql.all('DELETE FROM recommendations_vetoes WHERE person = ? AND other = ?', viewer.id, person)
    return ok(null)
  },
)
