import { env } from 'cloudflare:workers'
import { runDurableObjectAlarm } from 'cloudflare:test'
import { CONFIG } from '../../src/config.ts'
import type { Tenant } from '../../src/contract.ts'
import { hostKey, KvDirectory } from '../../src/registry/kv-directory.ts'
import type { Domain } from '../../src/registry/registrar/domain-calls.ts'
import { openAlerts } from '../../src/wire-counters.ts'
import { BY, desk, deskStub, done, draft, openDesk, zone } from './registrar-desk.ts'

export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

const CLOCK = { now: () => Date.now() }

/** What requests find of a host. */
export const inKv = async (host: string): Promise<Tenant | null> =>
  env.TENANTS.get<Tenant>(hostKey(host), 'json')

/** What the router makes of a host that it was never asked for before. */
export const lookUp = async (host: string): Promise<string> =>
  (await new KvDirectory(env.TENANTS, CLOCK, CONFIG.directory).lookup(host, () => undefined)).kind

/** An event at a time with a registrar of its own that asks for proofs, and DNS in a test's hands. */
export function openDomainDesk(prefix: string) {
  let [count, key, host] = [0, '', '']
  const registrar = () => openDesk(key)
  const wake = () => runDurableObjectAlarm(deskStub(key))
  const own = (different = {}) => ({ by: BY, key, ifRevision: null, host, ...different })
  const entry = () => done(registrar().call('tenants.get', { key }))
  const domain = async (): Promise<Domain> => {
    const [found] = (await entry()).domains
    if (found === undefined) throw new Error('It has no domain.')
    return found
  }
  return {
    registrar,
    own,
    entry,
    domain,
    /** An event that is not there yet, a host of its own domain, and its place below the platform's. */
    next: (): { readonly key: string; readonly host: string; readonly home: string } => {
      key = `${prefix}-${++count}`
      host = `${key}.example.org`
      desk.ahead = 0
      desk.asksProof = true
      zone.texts.clear()
      zone.asked.length = 0
      return { key, host, home: `${key}.localhost` }
    },
    make: (different = {}) =>
      done(registrar().call('tenants.create', { by: BY, draft: draft(key, different) })),
    add: () => done(registrar().call('hosts.add', own())),
    check: (different = {}) => done(registrar().call('hosts.check', own(different))),
    change: (patch: Readonly<Record<string, unknown>>) =>
      done(registrar().call('tenants.change', { by: BY, key, ifRevision: null, patch })),
    /** Puts the proof into DNS, among other texts. */
    prove: async () => {
      const { name, value } = await domain()
      zone.texts.set(name, ['v=spf1 -all', value])
    },
    later: async (milliseconds: number) => {
      desk.ahead += milliseconds
      await wake()
      // What the looks have decided is published by the next alarm.
      await wake()
    },
    audit: async (action: string) =>
      (await done(registrar().call('audit.list', { key, action }))).entries,
    alerts: async () =>
      (await openAlerts(env).state(key)).alerts.filter((alert) => alert.kind === 'domain'),
  }
}
