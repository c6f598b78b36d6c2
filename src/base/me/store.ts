import { ok, type Result } from '../../contract.ts'
import { command, type StoreFeature } from '../../store/feature.ts'
import type { Person } from '../people/person.ts'
import { personOf, type SignedOut, signedOut } from '../people/signed-in.ts'
import { indexPerson, setTags } from '../people/store.ts'

/** What people change of themselves. */
export interface ProfileChange extends Omit<Person, 'id' | 'group'> {
  readonly phone: string
  readonly locale: string | null
  readonly listed: boolean
}

/** Puts the caller's own words in the place of those before. */
export const saveProfile = command(
  'me.save-profile',
  (sql, change: ProfileChange, context): Result<null, SignedOut> => {
    const person = personOf(context)
    if (person === null) return signedOut
    sql.all(
      `UPDATE people_persons SET name = ?, organisation = ?, role = ?, bio = ?, offers_text = ?,
         seeks_text = ?, phone = ?, locale = ?, listed = ? WHERE id = ? AND erased IS NULL`,
      change.name,
      change.organisation,
      change.role,
      change.bio,
      change.offersText,
      change.seeksText,
      change.phone,
      change.locale,
      change.listed ? 1 : 0,
      person.id,
    )
    setTags(sql, person.id, change)
    indexPerson(sql, person.id)
    return ok(null)
  },
)

export const meStore: StoreFeature = { name: 'me', migrations: [], operations: [saveProfile] }
