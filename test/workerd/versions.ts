import { env } from 'cloudflare:workers'
import { createExecutionContext, runInDurableObject, waitOnExecutionContext } from 'cloudflare:test'
import { tables } from '../../src/base/meetings/booking-plan.ts'
import { arrangePlaces } from '../../src/base/meetings/configure.ts'
import type { PersonRecord } from '../../src/base/people/person.ts'
import { importPeople } from '../../src/base/people/store.ts'
import { newSession } from '../../src/base/sign-in/session.ts'
import { openSession } from '../../src/base/sign-in/store.ts'
import { CONFIG } from '../../src/config.ts'
import { type PersonViewer, type Store, SYSTEM, type Tenant } from '../../src/contract.ts'
import type { Explanation } from '../../src/dispatch/explain.ts'
import type { FaultPoint } from '../../src/ports.ts'
import { hostKey } from '../../src/registry/kv-directory.ts'
import { serializeTenant } from '../../src/registry/tenant.ts'
import { openStore, wireShare } from '../../src/wire.ts'
import { invented } from '../support/people.ts'

/** One version of an event's code and record, in an isolate of its own. */
export interface Version {
  /** A GET of Ada; unless told, of a page that asks the event's store. */
  get(path?: string, as?: Guest): Promise<Response>
  post(path: string, form: readonly (readonly [string, string])[], as: Guest): Promise<Response>
  explain(): Promise<Explanation>
  readonly faults: FaultPoint[]
}

/** The same event in another version of its code, beside those that there are. */
export async function version(
  event: Tenant,
  module?: unknown,
  fallsOpen = async () => false,
): Promise<Version> {
  const faults: FaultPoint[] = []
  const modules = new Map([[event.key, async () => ({ default: module })]])
  const { dispatch, explain } = wireShare(env, {
    events: module === undefined ? new Map() : modules,
    telemetry: {
      request: () => {},
      fault: (fault) => faults.push(fault),
      opened: () => {},
      note: () => {},
    },
    config: CONFIG,
    openMail: () => ({ send: async () => {} }),
    fallsOpen,
  })
  const url = `http://${event.canonicalHost}`
  await env.TENANTS.put(hostKey(event.canonicalHost), serializeTenant(event))
  const ada = await signIn(event, 'ada')
  const ask = async (path: string, { secret }: Guest, init: RequestInit = {}) => {
    const ctx = createExecutionContext()
    const headers = { cookie: `__Host-session=${secret}`, origin: url }
    const response = await dispatch(new Request(url + path, { ...init, headers }), ctx)
    await waitOnExecutionContext(ctx)
    return response
  }
  const get: Version['get'] = (path = '/people/nobody', as = ada) => ask(path, as)
  // The record that this version knows is the one of now, whatever comes after.
  await get('/')
  return {
    faults,
    get,
    post: (path, form, as) =>
      ask(path, as, { method: 'POST', body: new URLSearchParams(form.map(([...pair]) => pair)) }),
    explain: () => explain(url, 'GET', () => {}),
  }
}

/** Somebody on the list, with the event's store as they see it. */
export interface Guest {
  readonly secret: string
  readonly id: string
  readonly viewer: PersonViewer
  readonly store: Store
}

export async function signIn(event: Tenant, name: string): Promise<Guest> {
  const { secret, ...session } = await newSession()
  const asked = { email: `${name}@people.example`, session }
  const opened = await openStore(env, event, SYSTEM).write(openSession, asked, crypto.randomUUID())
  if (!opened.ok) throw new Error(`${name} is not on the list`)
  const viewer = { kind: 'person', id: opened.value.person, session: session.id } as const
  return { secret, id: viewer.id, viewer, store: openStore(env, event, viewer) }
}

const FOUR = ['ada', 'bob', 'cleo', 'dora'].map((name) => invented(name))

/** A store with four people and some tables, that has not been told of settings. */
export async function openEvent(
  event: Tenant,
  places = 1,
  people: readonly PersonRecord[] = FOUR,
): Promise<Store> {
  const system = openStore(env, event, SYSTEM)
  await system.write(importPeople, { groups: [{ id: 'all', label: 'All' }], tags: [], people }, 'p')
  await system.write(arrangePlaces, { places: tables(places) }, 'places')
  return system
}

/** What the event's store holds, asked inside it. */
export const rows = <Row>(event: Tenant, statement: string): Promise<Row[]> =>
  runInDurableObject(
    env.EVENTS.get(env.EVENTS.idFromName(event.storeId)),
    (_object, { storage }) => storage.sql.exec(statement).toArray() as Row[],
  )
