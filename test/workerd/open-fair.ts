import { env } from 'cloudflare:workers'
import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import { actOnMeeting } from '../../src/base/meetings/act.ts'
import { configureBooking } from '../../src/base/meetings/configure.ts'
import { requestMeeting } from '../../src/base/meetings/request.ts'
import { defaultBookingSettings } from '../../src/base/meetings/settings.ts'
import type { Slot } from '../../src/base/meetings/slots.ts'
import type { PersonRecord } from '../../src/base/people/person.ts'
import { importPeople } from '../../src/base/people/store.ts'
import { newSession } from '../../src/base/sign-in/session.ts'
import { openSession } from '../../src/base/sign-in/store.ts'
import { CONFIG } from '../../src/config.ts'
import { type PersonViewer, type Store, SYSTEM, type Tenant } from '../../src/contract.ts'
import { hostKey } from '../../src/registry/kv-directory.ts'
import { serializeTenant } from '../../src/registry/tenant.ts'
import { openStore, wire } from '../../src/wire.ts'

/** What went wrong in the events of this file; a test says that it is nothing. */
export const faults: unknown[] = []

const dispatch = wire(env, {
  events: new Map(),
  telemetry: {
    request: () => {},
    fault: (fault) => faults.push(fault),
    opened: () => {},
    note: () => {},
  },
  config: CONFIG,
  openMail: () => ({ send: async () => {} }),
})

interface Sent {
  readonly form?: Record<string, string> | [string, string][]
  readonly json?: unknown
  readonly headers?: Record<string, string>
}

export interface Guest {
  readonly id: string
  readonly store: Store
  readonly viewer: PersonViewer
  ask(path: string, sent?: Sent): Promise<Response>
}

/** An event with people, slots and two tables, as visitors and as the platform see it. */
export async function openFair(
  event: Tenant,
  people: readonly PersonRecord[],
  slots: readonly Slot[],
) {
  await env.TENANTS.put(hostKey(event.canonicalHost), serializeTenant(event))
  const system = openStore(env, event, SYSTEM, [])
  await system.write(importPeople, { groups: [{ id: 'all', label: 'All' }], tags: [], people }, 'p')
  const places = [
    { id: 't1', label: 'Table 1', capacity: 1 },
    { id: 't2', label: 'Table 2', capacity: 1 },
  ]
  const settings = { ...defaultBookingSettings, expiryHours: null, cancelLockHours: 0 }
  await system.write(configureBooking, { settings, opens: null, closes: null, slots, places }, 'c')
  const ask = (path: string, sent: Sent = {}, cookie?: string): Promise<Response> =>
    send(event, path, sent, cookie)
  return { event, system, ask, signIn: (name: string) => signIn(event, system, name) }
}

async function signIn(event: Tenant, system: Store, name: string): Promise<Guest> {
  const { secret, ...session } = await newSession()
  const email = `${name}@people.example`
  const opened = await system.write(openSession, { email, session }, crypto.randomUUID())
  if (!opened.ok) throw new Error(`${name} is not on the list`)
  const viewer = { kind: 'person', id: opened.value.person, session: session.id } as const
  return {
    id: viewer.id,
    viewer,
    store: openStore(env, event, viewer, []),
    ask: (path, sent = {}) => send(event, path, sent, `__Host-session=${secret}`),
  }
}

async function send(
  event: Tenant,
  path: string,
  { form, json, headers = {} }: Sent,
  cookie?: string,
): Promise<Response> {
  const origin = `http://${event.canonicalHost}`
  const given = { ...(cookie === undefined ? {} : { cookie }), ...headers }
  const init: RequestInit = { headers: given }
  if (form !== undefined || json !== undefined) {
    init.method = 'POST'
    init.headers = { origin, ...given }
    init.body = form === undefined ? JSON.stringify(json) : new URLSearchParams(form)
  }
  const ctx = createExecutionContext()
  const response = await dispatch(new Request(origin + path, init), ctx)
  await waitOnExecutionContext(ctx)
  return response
}

/** A confirmed meeting of two guests; answers its id. */
export async function meet(one: Guest, other: Guest, slot: string): Promise<string> {
  const input = { invitee: other.id, slot, message: 'Ropes, please.' }
  const asked = await one.store.write(requestMeeting, input, crypto.randomUUID())
  if (!asked.ok) throw new Error(asked.error.tag)
  await act(other, asked.value.id, 'accept')
  return asked.value.id
}

/** Does something about a meeting, which has to be allowed. */
export async function act(
  who: Guest,
  id: string,
  action: Parameters<typeof actOnMeeting.run>[1]['action'],
  slot: string | null = null,
): Promise<void> {
  const acted = await who.store.write(actOnMeeting, { id, action, slot }, crypto.randomUUID())
  if (!acted.ok) throw new Error(acted.error.tag)
}
