import { err, ok, type Result } from '../../contract.ts'
import { command, type StoreFeature } from '../../store/feature.ts'
import { personOf, type SignedOut, signedOut } from '../people/signed-in.ts'
import { recommendationsPersonal } from './personal.ts'

const migrations = [
  [
    `CREATE TABLE recommendations_vetoes (
      person TEXT NOT NULL, other TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (person, other)
    ) STRICT, WITHOUT ROWID`,
    'CREATE INDEX recommendations_vetoes_other ON recommendations_vetoes (other, person)',
  ],
]

/** Neither of the two is shown the other again, nor can ask for a meeting. */
export const dismiss = command(
  'recommendations.dismiss',
  (
    sql,
    { person }: { person: string },
    context,
  ): Result<null, SignedOut | { readonly tag: 'not-found' }> => {
    const viewer = personOf(context)
    if (viewer === null) return signedOut
    const known = sql.all(
      `INSERT INTO recommendations_vetoes SELECT ?, id, ? FROM people_persons WHERE id = ? AND erased IS NULL
       ON CONFLICT DO UPDATE SET at = at RETURNING 1`,
      viewer.id,
      context.now,
      person,
    )
    return known.length > 0 ? ok(null) : err({ tag: 'not-found' })
  },
)

export const recommendationsStore: StoreFeature = {
  name: 'recommendations',
  migrations,
  operations: [dismiss],
  personal: recommendationsPersonal,
}
