import type { BrowserContext } from 'playwright-core'
import { bookingPlan, tables } from '../../src/base/meetings/booking-plan.ts'
import { configureBooking } from '../../src/base/meetings/configure.ts'
import { requestMeeting } from '../../src/base/meetings/request.ts'
import { defaultBookingSettings } from '../../src/base/meetings/settings.ts'
import { newSession } from '../../src/base/sign-in/session.ts'
import { openSession } from '../../src/base/sign-in/store.ts'
import { demoData } from '../../src/cli/demo-data.ts'
import { type Store, SYSTEM, type Tenant, type Viewer } from '../../src/contract.ts'
import { type BuiltWorker, type BuiltWorkerOptions, startBuiltWorker } from './built-worker.ts'
import { openStores, seedBuiltWorker } from './seed-built-worker.ts'

/** Somebody of the demo, signed in. */
export interface Attendee {
  readonly id: string
  readonly store: Store
  /** The session as a `Cookie` header. */
  readonly cookie: string
  /** Gives a browser this person's session. */
  enter(context: BrowserContext): Promise<void>
}

export interface BuiltFair extends BuiltWorker {
  /** An address of the fair. */
  at(path: string): string
  /** One of the fair's people, by their place on the list, from 0 on. */
  attendee(number: number): Promise<Attendee>
}

/** The built Worker with the demo fair and its 2,000 people, in a runtime of its own. */
export async function startBuiltFair(
  dist: string,
  options: BuiltWorkerOptions = {},
): Promise<BuiltFair> {
  const built = await startBuiltWorker(dist, options)
  const seeds = demoData('demo', []).filter(({ tenant }) => tenant.key === 'maritime-expo')
  await seedBuiltWorker(built.worker, seeds)
  const [seed] = seeds
  if (seed === undefined) throw new Error('The demo has no fair.')
  const { tenant, people } = seed
  const storeOf = await openStores(built.worker, tenant)
  const system = storeOf(SYSTEM)
  await makeBookable(system, tenant, 20)
  return {
    ...built,
    at: (path) => `http://${tenant.canonicalHost}:${built.url.port}${path}`,
    attendee: (number) =>
      signIn(system, storeOf, tenant.canonicalHost, people?.people[number]?.email ?? ''),
  }
}

/** Gives an event its slots, and so many tables. */
export async function makeBookable(system: Store, tenant: Tenant, count: number): Promise<void> {
  const plan = bookingPlan(tenant, defaultBookingSettings, tables(count))
  if (!plan.ok) throw new Error(`${tenant.key} cannot be booked.`)
  await system.write(configureBooking, plan.value, 'plan')
}

/** Somebody on an event's list, signed in. */
export async function signIn(
  system: Store,
  storeOf: (viewer: Viewer) => Store,
  host: string,
  email: string,
): Promise<Attendee> {
  const { secret, ...session } = await newSession()
  const opened = await system.write(openSession, { email, session }, crypto.randomUUID())
  if (!opened.ok) throw new Error(`${email} is not on the list.`)
  const { person } = opened.value
  const cookie = { name: '__Host-session', value: secret, domain: host, path: '/' }
  return {
    id: person,
    cookie: `${cookie.name}=${secret}`,
    store: storeOf({ kind: 'person', id: person, session: session.id }),
    enter: (context) =>
      context.addCookies([{ ...cookie, secure: true, httpOnly: true, sameSite: 'Lax' }]),
  }
}

/** Asks somebody for a meeting; answers the meeting's id. */
export async function askFor(
  from: Attendee,
  invitee: Attendee,
  slot: string | null,
): Promise<string> {
  const input = { invitee: invitee.id, slot, message: 'Ropes, please.' }
  const asked = await from.store.write(requestMeeting, input, crypto.randomUUID())
  if (!asked.ok) throw new Error(asked.error.tag)
  return asked.value.id
}
