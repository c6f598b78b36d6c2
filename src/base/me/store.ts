import { ok, type Result } from '../../contract.ts'
import { tell } from '../../seam/hook.ts'
import { command, type StoreFeature } from '../../store/feature.ts'
import type { FieldValue } from '../fields/field.ts'
import { checkFields, readDefinitions, writeFields } from '../fields/values.ts'
import { attendeeChanged } from '../people/hooks.ts'
import type { Person } from '../people/person.ts'
import { personOf, type SignedOut, signedOut } from '../people/signed-in.ts'
import { indexPerson, setTags } from '../people/store.ts'

/** What people change of themselves. */
export interface ProfileChange extends Omit<Person, 'id' | 'group'> {
  readonly phone: string
  readonly locale: string | null
  readonly listed: boolean
  /** The event's own fields by name; what is left out stays as it is. */
  readonly fields?: Readonly<Record<string, FieldValue | null>>
}

/** Puts the caller's own words in the place of those before. */
export const saveProfile = command(
  'me.save-profile',
  (sql, change: ProfileChange, context): Result<null, SignedOut> => {
    const person = personOf(context)
    if (person === null) return signedOut
    const [row] = sql.all<{ external_id: string | null }>(
      `UPDATE people_persons SET name = ?, organisation = ?, role = ?, bio = ?, offers_text = ?,
         seeks_text = ?, phone = ?, locale = ?, listed = ? WHERE id = ? AND erased IS NULL
       RETURNING external_id`,
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
    if (row === undefined) return signedOut
    setTags(sql, person.id, change)
    if (change.fields !== undefined) {
      // The form has looked at them; while a new version is rolled out it may have known other fields.
      writeFields(sql, person.id, checkFields(readDefinitions(sql), change.fields).values)
    }
    indexPerson(sql, person.id)
    const fact = { person: { id: person.id, externalId: row.external_id }, at: context.now }
    tell(context, attendeeChanged, person.id, fact)
    return ok(null)
  },
)

export const meStore: StoreFeature = { name: 'me', migrations: [], operations: [saveProfile] }
