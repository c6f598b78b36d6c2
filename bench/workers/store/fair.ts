import { configureBooking, type Place } from '../../../src/base/meetings/configure.ts'
import { defaultBookingSettings } from '../../../src/base/meetings/settings.ts'
import type { Slot } from '../../../src/base/meetings/slots.ts'
import { importPeople } from '../../../src/base/people/store.ts'
import { newSession } from '../../../src/base/sign-in/session.ts'
import { openSession } from '../../../src/base/sign-in/store.ts'
import { inventPeople } from '../../../src/cli/demo-people/invent-people.ts'
import { type PersonViewer, type Store, SYSTEM } from '../../../src/contract.ts'
import { hostKey } from '../../../src/registry/kv-directory.ts'
import { serializeTenant } from '../../../src/registry/tenant.ts'
import { openStore, type WorkerEnv } from '../../../src/wire.ts'
import { benchTenant } from '../loop/fixture.ts'
import { slotId } from './pairing.ts'

// The event that is measured. Its meetings are those of the first people in the first slots; the
// others are left to what is measured.

export const fair = benchTenant('fair')

const PEOPLE = 2_000
export const BOOKED_PEOPLE = 1_500
const TABLES = 170
/** The first for its meetings, then for those of the loop, then for those over HTTP. */
export const SLOTS = { booked: 36, loop: 18, http: 18 } as const

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

/** Registers the event and puts people, slots and tables into its store. Nothing is booked yet. */
export async function fillFair(env: WorkerEnv): Promise<void> {
  await env.TENANTS.put(hostKey(fair.canonicalHost), serializeTenant(fair))
  const store = openStore(env, fair, SYSTEM)
  await store.write(importPeople, inventPeople(PEOPLE), 'people')
  const settings = { ...defaultBookingSettings, expiryHours: null }
  const plan = { settings, opens: null, closes: null, slots: slots(), places: places() }
  await store.write(configureBooking, plan, 'plan')
}

/** In a month: what has begun cannot be booked. */
function slots(): readonly Slot[] {
  const first = Date.now() + 30 * DAY
  return Array.from({ length: SLOTS.booked + SLOTS.loop + SLOTS.http }, (_, nth) => {
    const start = first + nth * 20 * MINUTE
    return { id: slotId(nth), start, end: start + 20 * MINUTE }
  })
}

const places = (): readonly Place[] =>
  Array.from({ length: TABLES }, (_, nth) => ({
    id: `table-${nth}`,
    label: `Table ${nth}`,
    capacity: 1,
  }))

/** Somebody who is signed in. */
export interface Guest {
  readonly viewer: PersonViewer
  readonly cookie: string
  readonly store: Store
}

/** Of those who are signed in the first do what the loops do, the others book over HTTP. */
const GUESTS = { loop: 160, http: 240 } as const

/** Signs people in who have no meeting yet and are in the directory. */
export async function signIn(
  env: WorkerEnv,
): Promise<{ readonly loop: readonly Guest[]; readonly http: readonly Guest[] }> {
  const free = inventPeople(PEOPLE).people.slice(BOOKED_PEOPLE)
  const listed = free.filter((person) => person.listed).slice(0, GUESTS.loop + GUESTS.http)
  const guests = await Promise.all(listed.map(({ email }) => enter(env, email)))
  return { loop: guests.slice(0, GUESTS.loop), http: guests.slice(GUESTS.loop) }
}

async function enter(env: WorkerEnv, email: string): Promise<Guest> {
  const { secret, ...session } = await newSession()
  const store = openStore(env, fair, SYSTEM)
  const opened = await store.write(openSession, { email, session }, session.id)
  if (!opened.ok) throw new Error(`${email} is not on the list.`)
  const viewer = { kind: 'person', id: opened.value.person, session: session.id } as const
  return { viewer, cookie: `__Host-session=${secret}`, store: openStore(env, fair, viewer) }
}
