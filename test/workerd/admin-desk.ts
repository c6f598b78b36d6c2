import { env } from 'cloudflare:workers'
import { newApiToken } from '../../src/admin/access/api-token.ts'
import type { Actor } from '../../src/admin/access/actor.ts'
import type { AdminParts } from '../../src/admin/parts.ts'
import type { Explanation } from '../../src/dispatch/explain.ts'
import { err, type Tenant } from '../../src/contract.ts'
import { hostKey } from '../../src/registry/kv-directory.ts'
import { readMasterKeys } from '../../src/registry/secrets/master-keys.ts'
import type { Registrar } from '../../src/registry/registrar/registrar-calls.ts'
import { type CounterStub, createFaultCounts } from '../../src/telemetry/fault-counts.ts'
import { type AdminHost, adminHost } from '../support/admin-host.ts'
import { type PageForm, readForms } from '../support/read-forms.ts'
import { BY, desk, done, draft, openDesk } from './registrar-desk.ts'

// People at the admin host's pages, with a real registrar behind them.

/** An event at a time, everything that a test does with it, and people of every role. */
export function openEventDesk(name: string) {
  const registrar = openDesk(name)
  const admin = openAdminDesk(registrar)
  let count = 0
  let key = ''
  const entry = async () => done(registrar.call('tenants.get', { key }))
  return {
    registrar,
    admin,
    owner: admin.as('owner'),
    operator: admin.as('operator'),
    viewer: admin.as('viewer'),
    /** A key that no event has, and where its pages are. */
    next: (): { readonly key: string; readonly home: string } => {
      key = `${name}-${++count}`
      desk.ahead = 0
      return { key, home: `/events/${key}` }
    },
    make: (different = {}) =>
      done(registrar.call('tenants.create', { by: BY, draft: draft(key, different) })),
    entry,
    change: (patch: Readonly<Record<string, unknown>>) =>
      done(registrar.call('tenants.change', { by: ADA, key, ifRevision: null, patch })),
    statusOf: async () => (await entry()).statusNow,
  }
}

const ADA = { actor: 'test:ada' }

/** What requests find of a host. */
export async function recordInKv(host: string): Promise<Tenant | null> {
  return JSON.parse((await env.TENANTS.get(hostKey(host))) ?? 'null') as Tenant | null
}

interface Seen {
  readonly status: number
  readonly html: string
  /** Where it leads; null for a page. */
  readonly goesTo: string | null
  readonly forms: readonly PageForm[]
}

/** The first form of a page; fails where there is none. */
export function formOf({ forms, status }: Seen): PageForm {
  const [form] = forms
  if (form === undefined) throw new Error(`no form: ${status}`)
  return form
}

interface Person {
  see(path: string): Promise<Seen>
  /** Sends a form as a browser does: what it holds, with `typed` over it. */
  send(path: string, form: PageForm, typed?: Typed): Promise<Seen>
  /** Opens a page and sends the form that `pick` finds, or its only form that changes something. */
  fill(path: string, typed?: Typed, pick?: (form: PageForm) => boolean): Promise<Seen>
}

type Typed = Readonly<Record<string, string | readonly string[]>>

interface Desk {
  readonly host: AdminHost
  as(role: Actor['role'], events?: Actor['events']): Person
}

export const NOBODY: Explanation = {
  url: '',
  method: 'GET',
  outcome: 'the event answers',
  event: null,
  readAt: null,
  lane: 'shared',
  release: 'source',
  app: null,
}

export function openAdminDesk(registrar: Registrar, parts: Partial<AdminParts> = {}): Desk {
  const counts = createFaultCounts(
    (event) => env.FAULTS.get(env.FAULTS.idFromName(event)) as unknown as CounterStub,
  )
  const holders: Record<string, Pick<Actor, 'name' | 'role' | 'events'>> = {}
  const host = adminHost(
    {
      registrar,
      clock: { now: () => Date.now() },
      explain: async () => NOBODY,
      faultHistory: (event) => counts.history(event),
      masterKeys,
      previewLink: async ({ key }, expires) => `https://${key}.localhost/?preview=${expires}`,
      ...parts,
    },
    holders,
  )
  return {
    host,
    as(role, events = 'all') {
      const token = newApiToken()
      holders[token] = { name: `the ${role}`, role, events }
      return personAt(host, token)
    },
  }
}

async function masterKeys() {
  const keys = await readMasterKeys(`test:${btoa('k'.repeat(32))}`)
  return keys.ok ? keys : err(keys.error.tag)
}

function personAt(host: AdminHost, token: string): Person {
  const headers = { authorization: `Bearer ${token}` }
  const see = async (path: string) => seen(await host.get(path, { headers }))
  const send: Person['send'] = async (path, form, typed = {}) => {
    const untouched = form.fields.filter((field) => field.sent && typed[field.name] === undefined)
    const fields = untouched.map(({ name, value }) => [name, value])
    for (const [name, value] of Object.entries(typed)) {
      fields.push(...[value].flat().map((one) => [name, one]))
    }
    const body = new URLSearchParams(fields).toString()
    const type = { 'content-type': 'application/x-www-form-urlencoded' }
    const to = form.action === '' ? path : form.action
    return seen(await host.get(to, { method: 'POST', headers: { ...headers, ...type }, body }))
  }
  return {
    see,
    send,
    async fill(path, typed = {}, pick = ({ method }) => method === 'post') {
      const { forms, status } = await see(path)
      const form = forms.find(pick)
      if (form === undefined) throw new Error(`${path} has no such form: ${status}`)
      return send(path, form, typed)
    },
  }
}

async function seen(response: Response): Promise<Seen> {
  const html = await response.text()
  const goesTo = response.headers.get('location')
  return { status: response.status, html, goesTo, forms: readForms(html) }
}
