import { err, ok, type Result } from '../../contract.ts'
import { command, query, type StoreFeature } from '../../store/feature.ts'
import { personOf, type SignedOut, signedOut } from '../people/signed-in.ts'
import { bookmarksPersonal } from './personal.ts'

const migrations = [
  [
    `CREATE TABLE bookmarks_bookmarks (
      person TEXT NOT NULL, session TEXT NOT NULL, PRIMARY KEY (person, session)
    ) STRICT, WITHOUT ROWID`,
  ],
]

/** Ids of the sessions that the caller marked. One statement. */
export const listBookmarks = query(
  'bookmarks.list',
  (sql, _input: object, context): Result<readonly string[], SignedOut> => {
    const person = personOf(context)
    if (person === null) return signedOut
    const rows = sql.all<{ session: string }>(
      'SELECT session FROM bookmarks_bookmarks WHERE person = ?',
      person.id,
    )
    return ok(rows.map(({ session }) => session))
  },
)

/** Marks a session of the programme for the caller, or no longer. Doing so twice changes nothing. */
export const setBookmark = command(
  'bookmarks.set',
  (
    sql,
    { session, marked }: { session: string; marked: boolean },
    context,
  ): Result<null, SignedOut | { readonly tag: 'not-found' }> => {
    const person = personOf(context)
    if (person === null) return signedOut
    if (!marked) {
      sql.all(
        'DELETE FROM bookmarks_bookmarks WHERE person = ? AND session = ?',
        person.id,
        session,
      )
      return ok(null)
    }
    if (sql.all('SELECT 1 FROM agenda_sessions WHERE id = ?', session).length === 0)
      return err({ tag: 'not-found' })
    sql.all(
      'INSERT INTO bookmarks_bookmarks VALUES (?, ?) ON CONFLICT DO NOTHING',
      person.id,
      session,
    )
    return ok(null)
  },
)

export const bookmarksStore: StoreFeature = {
  name: 'bookmarks',
  migrations,
  operations: [listBookmarks, setBookmark],
  personal: bookmarksPersonal,
  setUp: 'none',
}
