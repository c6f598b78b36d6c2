import type { PersonRecord } from '../base/people/person.ts'
import { importPeople } from '../base/people/store.ts'
import { newSession } from '../base/sign-in/session.ts'
import { openSession } from '../base/sign-in/store.ts'
import type { Store } from '../contract.ts'

/** What a test wants different of an invented person. */
export type TestPerson = Partial<Omit<PersonRecord, 'externalId'>>

/** By the short name they are called in the test: `ada`. */
export type TestPeople = Readonly<Record<string, TestPerson>>

/** Somebody signed in: their id in the event, and what their browser sends. */
export interface SignedIn {
  readonly id: string
  readonly cookie: string
}

/** `ada` is Ada Example, an engineer at Ada Works, in the group `all` and in the directory. */
function invent(name: string, different: TestPerson): PersonRecord {
  const given = `${name.charAt(0).toUpperCase()}${name.slice(1)}`
  return {
    externalId: name,
    email: `${name}@people.example`,
    name: `${given} Example`,
    organisation: `${given} Works`,
    role: 'Engineer',
    bio: '',
    group: 'all',
    locale: null,
    offers: [],
    seeks: [],
    offersText: '',
    seeksText: '',
    listed: true,
    phone: '',
    ...different,
  }
}

/** Puts people on the event's list, with the groups and tags that they name, and signs each in. */
export async function signInAll(
  store: Store,
  people: TestPeople,
): Promise<ReadonlyMap<string, SignedIn>> {
  const records = Object.entries(people).map(([name, different]) => invent(name, different))
  const groups = labels(records.map(({ group }) => group))
  const tags = labels(records.flatMap(({ offers, seeks }) => [...offers, ...seeks]))
  await store.write(importPeople, { groups, tags, people: records }, 'test-people')
  const signedIn = new Map<string, SignedIn>()
  for (const { externalId, email } of records) {
    const { secret, ...session } = await newSession()
    const opened = await store.write(openSession, { email, session }, session.id)
    if (!opened.ok) throw new Error(`testEvent: two people have the address ${email}.`)
    signedIn.set(externalId, { id: opened.value.person, cookie: `__Host-session=${secret}` })
  }
  return signedIn
}

const labels = (ids: readonly string[]): { readonly id: string; readonly label: string }[] =>
  [...new Set(ids)].map((id) => ({ id, label: id }))
