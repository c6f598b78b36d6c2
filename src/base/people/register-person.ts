import { err, ok, type Result, type Sql, type StoreContext } from '../../contract.ts'
import { tell } from '../../seam/hook.ts'
import { email, text } from '../form/fields.ts'
import type { Field, FieldProblem } from '../form/read-form.ts'
import { attendeeChanged, attendeeRegistered } from './hooks.ts'
import { indexPerson, normalizeEmail } from './store.ts'

/** Somebody as a registration system knows them. What is left out stays as it is. */
export interface Registration {
  /** That system's own id: the same again is the same person. */
  readonly externalId: string
  readonly email: string
  readonly name: string
  readonly organisation?: string
  readonly role?: string
  /** Id of one of the event's groups. */
  readonly group: string
  /** BCP 47 tag of the language in which they are written to; unless known the event's first. */
  readonly locale?: string
}

/** What of a registration cannot be kept; nothing of it was. */
export interface RegistrationRefusal {
  readonly tag: 'refused'
  readonly field: keyof Registration
  /** `taken`: somebody else on the list has this address. `unknown`: the event has no such group. */
  readonly problem: FieldProblem['key'] | 'taken' | 'unknown'
}

type Read = Result<{ readonly [Name in keyof Registration]: string | null }, RegistrationRefusal>

const FIELDS: Readonly<Record<keyof Registration, Field<string>>> = {
  externalId: text({ max: 200, required: true }),
  email,
  name: text({ max: 120, required: true }),
  organisation: text({ max: 120 }),
  role: text({ max: 120 }),
  group: text({ max: 200, required: true }),
  locale: text({ max: 35 }),
}

/**
 * Puts somebody on the event's list, or writes anew what is registered of them. What else they wrote
 * about themselves stays, and nobody is in the directory before they opt in.
 */
export function registerPerson(
  sql: Sql,
  given: Registration,
  context: StoreContext,
): Result<{ readonly person: string }, RegistrationRefusal> {
  const read = readRegistration(given)
  if (!read.ok) return read
  const { externalId, name, organisation, role, group, locale } = read.value
  const address = normalizeEmail(read.value.email ?? '')
  const problem = problemOf(sql, externalId, address, group)
  if (problem !== null) return err({ tag: 'refused', ...problem })
  const fresh = crypto.randomUUID()
  const [row] = sql.all<{ id: string }>(
    `INSERT INTO people_persons (id, external_id, email, name, organisation, role, bio, "group",
       locale, offers_text, seeks_text, phone, listed)
     VALUES (?1, ?2, ?3, ?4, coalesce(?5, ''), coalesce(?6, ''), '', ?7, ?8, '', '', '', 0)
     ON CONFLICT (external_id) DO UPDATE SET email = ?3, name = ?4,
       organisation = coalesce(?5, organisation), role = coalesce(?6, role), "group" = ?7,
       locale = coalesce(?8, locale)
     RETURNING id`,
    fresh,
    externalId,
    address,
    name,
    organisation ?? null,
    role ?? null,
    group,
    locale ?? null,
  )
  const id = row?.id ?? fresh
  indexPerson(sql, id)
  const fact = { person: { id, externalId }, at: context.now }
  tell(context, id === fresh ? attendeeRegistered : attendeeChanged, id, fact)
  return ok({ person: id })
}

/** Takes whatever it is given: the types were another system's. */
function readRegistration(given: Registration): Read {
  const values: Record<string, string | null> = {}
  for (const [name, field] of Object.entries(FIELDS)) {
    const sent: unknown = given[name as keyof Registration] ?? null
    const checked = field(typeof sent === 'string' ? [sent] : [])
    const isText = sent === null || typeof sent === 'string'
    if (!checked.ok || !isText) {
      const problem = checked.ok ? 'characters' : checked.error.key
      return err({ tag: 'refused', field: name as keyof Registration, problem })
    }
    values[name] = sent === null ? null : checked.value
  }
  return ok(values as { readonly [Name in keyof Registration]: string | null })
}

function problemOf(
  sql: Sql,
  externalId: string | null,
  address: string,
  group: string | null,
): Omit<RegistrationRefusal, 'tag'> | null {
  if (sql.all('SELECT 1 FROM people_groups WHERE id = ?', group).length === 0)
    return { field: 'group', problem: 'unknown' }
  const others = sql.all(
    'SELECT 1 FROM people_persons WHERE email = ? AND external_id IS NOT ?',
    address,
    externalId,
  )
  return others.length === 0 ? null : { field: 'email', problem: 'taken' }
}
