import type { Context } from 'hono'
import {
  type EventEnv,
  type PersonCard,
  readOwnFields,
  readOwnProfile,
  searchDirectory,
} from 'usher/kit'

/** Somebody who takes part. */
export type Guest = Pick<PersonCard, 'id' | 'name' | 'organisation' | 'role'>

/** Whoever has joined by then, those who joined first first; the visitor among them. null for nobody. */
export async function readGuests(c: Context<EventEnv>): Promise<readonly Guest[] | null> {
  const { store } = c.env
  const [profile, own] = await Promise.all([
    store.read(readOwnProfile, {}),
    store.read(readOwnFields, {}),
  ])
  if (!profile.ok || !own.ok) return null
  const others: PersonCard[] = []
  for (let page = 0, more = true; more; page++) {
    const found = await store.read(searchDirectory, { ...JOINED, page })
    if (!found.ok) return null
    others.push(...found.value.people)
    more = found.value.more
  }
  const me = Number(own.value['joined'] ?? 0) > 0 ? [profile.value] : []
  return [...others, ...me].toSorted((a, b) => (a.id < b.id ? -1 : 1))
}

const JOINED = {
  text: '',
  group: null,
  offers: null,
  seeks: null,
  fields: [{ field: 'joined', from: 1, to: Number.MAX_SAFE_INTEGER }],
}
