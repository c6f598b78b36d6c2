import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { beforeAll, expect, test } from 'vitest'
import { events } from '../../events/map.gen.ts'
import { replaceSchedule } from '../../src/base/agenda/store.ts'
import { match } from '../../src/base/match.ts'
import { importPeople } from '../../src/base/people/store.ts'
import { newSession } from '../../src/base/sign-in/session.ts'
import { openSession } from '../../src/base/sign-in/store.ts'
import { CONFIG } from '../../src/config.ts'
import { SYSTEM, type Tenant } from '../../src/contract.ts'
import type { FaultPoint } from '../../src/ports.ts'
import { hostKey } from '../../src/registry/kv-directory.ts'
import { serializeTenant } from '../../src/registry/tenant.ts'
import { type EventModule, readModule } from '../../src/seam/module.ts'
import { openStore, wire } from '../../src/wire.ts'
import { invented } from '../support/people.ts'
import { programme } from '../support/programme.ts'
import { seeded } from '../support/seeded.ts'
import { tenant } from '../support/tenants.ts'
import { TWELVE } from '../support/twelve.ts'

// The twelve customisations in one isolate, over real stores, asked in a random but repeatable order:
// what is one event's own is never seen under another's name.

const REQUESTS = 3_000
const TOGETHER = 60
const CANARY = /canary-([a-z-]+)-yranac/g
const canaryOf = (key: string): string => `canary-${key}-yranac`

const KEYS = TWELVE.map(({ key }) => key)
const PATHS = [
  ...new Set(
    match.routes.routes
      .filter(({ method, path }) => method === 'GET' && !path.includes(':'))
      .map(({ path }) => path),
  ),
  '/nowhere',
]

/** The event's own module, with a text that names it on every page. */
function marked(key: string): () => Promise<unknown> {
  return async () => {
    const read = readModule(await events.get(key)?.())
    if (!read.ok) throw new Error(read.error)
    const { messages = {}, ...module }: EventModule = read.value
    const en = { ...messages['en'], 'layout.skip': `To ${canaryOf(key)}` }
    return { default: { ...module, messages: { ...messages, en } } }
  }
}

const record = (key: string): Tenant =>
  tenant(key, { name: `The ${canaryOf(key)}`, place: canaryOf(key) })

const faults: FaultPoint[] = []
const dispatch = wire(env, {
  events: new Map(KEYS.map((key) => [key, marked(key)])),
  telemetry: {
    request: () => {},
    fault: (fault) => faults.push(fault),
    opened: () => {},
    note: () => {},
  },
  config: CONFIG,
  openMail: () => ({ send: async () => {} }),
})
const cookies = new Map<string, string>()

beforeAll(async () => {
  for (const key of KEYS) {
    const event = record(key)
    await env.TENANTS.put(hostKey(event.canonicalHost), serializeTenant(event))
    const store = openStore(env, event, SYSTEM)
    const people = ['ada', 'bob'].map((name) =>
      invented(name, { organisation: `${name} of ${canaryOf(key)}` }),
    )
    await store.write(
      importPeople,
      { groups: [{ id: 'all', label: 'All' }], tags: [], people },
      'p',
    )
    await store.write(replaceSchedule, programme([`Opening of ${canaryOf(key)}`]), 's')
    const { secret, ...session } = await newSession()
    await store.write(openSession, { email: 'ada@people.example', session }, 'o')
    cookies.set(key, `__Host-session=${secret}`)
  }
})

test('no canary of another event in any answer', async () => {
  const random = seeded(7)
  const seen = { own: 0, foreign: 0 }
  const statuses: Record<number, number> = {}
  const one = async (): Promise<void> => {
    const key = KEYS[Math.floor(random() * KEYS.length)] ?? ''
    const path = PATHS[Math.floor(random() * PATHS.length)] ?? '/'
    // Everybody sends a session of their own event, or of another one.
    const of = random() < 0.8 ? key : (KEYS[Math.floor(random() * KEYS.length)] ?? '')
    const cookie = cookies.get(of) ?? ''
    const ctx = createExecutionContext()
    const asked = new Request(`http://${key}.localhost${path}`, { headers: { cookie } })
    const response = await dispatch(asked, ctx)
    const text = JSON.stringify([...response.headers]) + (await response.text())
    await waitOnExecutionContext(ctx)
    statuses[response.status] = (statuses[response.status] ?? 0) + 1
    for (const [, canary] of text.matchAll(CANARY)) {
      if (canary === key) seen.own++
      else seen.foreign++
    }
  }
  for (let done = 0; done < REQUESTS; done += TOGETHER) {
    await Promise.all(Array.from({ length: TOGETHER }, one))
  }
  console.log(`${KEYS.length} customisations: ${REQUESTS} requests`, seen, statuses)
  expect(seen.foreign).toBe(0)
  expect(seen.own).toBeGreaterThan(REQUESTS)
  expect(faults).toEqual([])
}, 120_000)
