import { env } from 'cloudflare:workers'
import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import { bookingPlan, tables } from '../../src/base/meetings/booking-plan.ts'
import { configureBooking } from '../../src/base/meetings/configure.ts'
import { type BookingSettings, defaultBookingSettings } from '../../src/base/meetings/settings.ts'
import type { PersonRecord, Tag } from '../../src/base/people/person.ts'
import { importPeople } from '../../src/base/people/store.ts'
import { newSession } from '../../src/base/sign-in/session.ts'
import { openSession } from '../../src/base/sign-in/store.ts'
import { CONFIG } from '../../src/config.ts'
import {
  type OutgoingMail,
  type PersonViewer,
  type Store,
  SYSTEM,
  type Tenant,
} from '../../src/contract.ts'
import type { FaultPoint } from '../../src/ports.ts'
import { hostKey } from '../../src/registry/kv-directory.ts'
import { serializeTenant } from '../../src/registry/tenant.ts'
import { openStore, wireAll } from '../../src/wire.ts'

interface Sent {
  readonly form?: Readonly<Record<string, string>>
  readonly cookie?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** One person's browser, as far as HTTP goes. */
export interface Visitor {
  readonly id: string
  readonly viewer: PersonViewer
  get(path: string): Promise<Response>
  post(path: string, form: Readonly<Record<string, string>>): Promise<Response>
}

/** A registered event, served by the whole Worker over the real store. */
export interface EventSite {
  readonly tenant: Tenant
  /** The event's store as the platform itself sees it. */
  readonly store: Store
  /** A request of nobody in particular; with `form` a POST from the event's own page. */
  send(path: string, sent?: Sent): Promise<Response>
  /** Somebody on the list, signed in. */
  as(name: string): Promise<Visitor>
}

/** What every event has sent, oldest first. */
export const mails: OutgoingMail[] = []
export const faults: FaultPoint[] = []

const modules = new Map<string, () => Promise<unknown>>()

const { dispatch, consume } = wireAll(env, {
  events: modules,
  telemetry: {
    request: () => {},
    fault: (fault) => faults.push(fault),
    opened: () => {},
    note: () => {},
  },
  config: CONFIG,
  openMail: () => ({
    send: async (mail) => {
      if (post.refuses(mail)) throw new Error('The post does not take it.')
      mails.push(mail)
    },
  }),
})

/** The way of mails out of the house; a test may block it. */
export const post: { refuses: (mail: OutgoingMail) => boolean } = { refuses: () => false }

/** Does what the event's store wants done now, as the queue's messages would have it done. */
export async function work({ key: event, storeId, canonicalHost: host }: Tenant): Promise<void> {
  const ctx = createExecutionContext()
  const message = { body: { event, storeId, host }, ack: () => {}, retry: () => {} }
  await consume({ messages: [message] }, ctx)
  await waitOnExecutionContext(ctx)
}

interface Setup {
  readonly people: readonly PersonRecord[]
  /** The event's words; none unless told. */
  readonly tags?: readonly Tag[]
  readonly settings?: Partial<BookingSettings>
  /** Tables; 2 unless told. */
  readonly tables?: number
  /** What the event's file exports; without it there is none. */
  readonly module?: object
}

export async function eventSite(tenant: Tenant, setup: Setup): Promise<EventSite> {
  await env.TENANTS.put(hostKey(tenant.canonicalHost), serializeTenant(tenant))
  const { module } = setup
  if (module !== undefined) modules.set(tenant.key, async () => ({ default: module }))
  const store = openStore(env, tenant, SYSTEM)
  const groups = [...new Set(setup.people.map(({ group }) => group))]
  const { people, tags = [] } = setup
  const list = { groups: groups.map((id) => ({ id, label: id })), tags, people }
  await store.write(importPeople, list, 'people')
  const settings = { ...defaultBookingSettings, ...setup.settings }
  const plan = bookingPlan(tenant, settings, tables(setup.tables ?? 2))
  if (!plan.ok) throw new Error('no plan')
  await store.write(configureBooking, plan.value, 'plan')
  const origin = `http://${tenant.canonicalHost}`
  const send = async (path: string, { form, cookie, headers = {} }: Sent = {}) => {
    const ctx = createExecutionContext()
    const given = { ...(cookie === undefined ? {} : { cookie }), ...headers }
    const init: RequestInit =
      form === undefined
        ? { headers: given }
        : { method: 'POST', body: new URLSearchParams(form), headers: { origin, ...given } }
    const response = await dispatch(new Request(origin + path, init), ctx)
    await waitOnExecutionContext(ctx)
    if (form !== undefined) await work(tenant)
    return response
  }
  return {
    tenant,
    store,
    send,
    async as(name) {
      const { secret, ...session } = await newSession()
      const email = `${name}@people.example`
      const opened = await store.write(openSession, { email, session }, crypto.randomUUID())
      if (!opened.ok) throw new Error(`${name} is not on the list`)
      const cookie = `__Host-session=${secret}`
      const viewer = { kind: 'person', id: opened.value.person, session: session.id } as const
      return {
        id: viewer.id,
        viewer,
        get: (path) => send(path, { cookie }),
        post: (path, form) => send(path, { cookie, form }),
      }
    },
  }
}
