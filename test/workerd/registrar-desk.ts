import { env } from 'cloudflare:workers'
import { CONFIG } from '../../src/config.ts'
import type { Result } from '../../src/contract.ts'
import { needsProof } from '../../src/registry/registrar/host-rules.ts'
import type { Copy } from '../../src/registry/registrar/copies.ts'
import { kvRecords } from '../../src/registry/registrar/kv-records.ts'
import type { ReleaseDraft } from '../../src/registry/registrar/release-calls.ts'
import type { ToldStore } from '../../src/registry/registrar/publisher.ts'
import type { RegistrarRefusal } from '../../src/registry/registrar/refusals.ts'
import type { Registrar } from '../../src/registry/registrar/registrar-calls.ts'
import {
  createRegistrar,
  type RegistrarStub,
} from '../../src/registry/registrar/registrar-client.ts'
import { openAlerts } from '../../src/wire-counters.ts'
import { registrarClass } from '../../src/registry/registrar/registrar.ts'

// A registrar on the real runtime whose way out, clock and rules are a test's.

/** The way to KV and to stores; a test may block it. */
export const way: {
  put: (key: string, text: string) => Promise<void>
  delete: (key: string) => Promise<void>
  tell: (store: ToldStore) => Promise<void>
  handOn: (copy: Copy) => Promise<void>
} = {
  put: (key, text) => env.TENANTS.put(key, text),
  delete: (key) => env.TENANTS.delete(key),
  tell: async (store) => void told.push(store),
  handOn: async (copy) => void copied.push(copy),
}

/** What stores were told, in order. */
export const told: ToldStore[] = []

/** Which stores were handed what is set up in another one, in order. */
export const copied: Copy[] = []

export const desk = {
  /** Milliseconds that are added to the clock. */
  ahead: 0,
  /** Whether hosts outside the platform's domains are to be proven. */
  asksProof: false,
  /** Whether DNS takes its time. */
  slowDns: false,
}

/** What DNS has, by name; an error where it does not answer. And what it was asked. */
export const zone = {
  texts: new Map<string, readonly string[] | Error>(),
  leads: new Map<string, readonly string[] | Error>(),
  asked: [] as string[],
}

const APEXES = new Set(['localhost', 'usher.example'])

let ids = 0

export class DeskRegistrarBase extends registrarClass({
  rulesOf: () => ({
    apexes: APEXES,
    newId: () => String(++ids).padStart(8, '0'),
    hostsKept: CONFIG.registrar.hostsKept,
    keep: CONFIG.registrar.keep,
    needsProof: (host) => desk.asksProof && needsProof(host, APEXES),
    domains: CONFIG.registrar.domains,
  }),
  outletsOf: () => ({
    records: {
      ...kvRecords(env.TENANTS),
      put: (...what) => way.put(...what),
      delete: (key) => way.delete(key),
    },
    tellStore: (store) => way.tell(store),
    handOn: (copy) => way.handOn(copy),
    dns: {
      async txt(name) {
        zone.asked.push(name)
        while (desk.slowDns) await scheduler.wait(10)
        const texts = zone.texts.get(name) ?? []
        if (texts instanceof Error) throw texts
        return texts
      },
      async leads(name) {
        const leads = zone.leads.get(name) ?? []
        if (leads instanceof Error) throw leads
        return leads
      },
    },
    alerts: openAlerts(env),
  }),
  patience: 100,
  now: () => Date.now() + desk.ahead,
}) {}

export const deskStub = (name: string): DurableObjectStub => env.DESK.get(env.DESK.idFromName(name))

/** A registrar of a test's own; all of them share KV. */
export const openDesk = (name: string): Registrar =>
  createRegistrar(() => deskStub(name) as unknown as RegistrarStub)

export const BY = { actor: 'test', reason: 'because' } as const

/** What an operation answered; fails where it was refused. */
export async function done<T>(call: Promise<Result<T, RegistrarRefusal>>): Promise<T> {
  const result = await call
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.error)}`)
  return result.value
}

/** Why an operation was refused; fails where it was done. */
export async function refusal(
  call: Promise<Result<unknown, RegistrarRefusal>>,
): Promise<RegistrarRefusal> {
  const result = await call
  if (result.ok) throw new Error(`done: ${JSON.stringify(result.value)}`)
  return result.error
}

/** A release that has a module of its own and one that all have. */
export const release = (letter: string): ReleaseDraft => ({
  id: letter.repeat(64),
  bytes: 1_000,
  protocol: 1,
  store: 1,
  platform: '0123456789abcdef',
  overrides: { fallsOpen: true, seams: { views: 2 } },
  objects: [`modules/${letter}`, 'modules/shared', `releases/${letter}.json`],
})

/** The least that a new event needs. */
export const draft = (key: string, different: Readonly<Record<string, unknown>> = {}) => ({
  key,
  name: `The ${key}`,
  timeZone: 'Europe/Berlin',
  locales: ['en'],
  starts: '2027-03-27',
  ends: '2027-03-28',
  ...different,
})
