import { env } from 'cloudflare:workers'
import { createExecutionContext } from 'cloudflare:test'
import { expect, test } from 'vitest'
import { readSchedule, replaceSchedule } from '../../src/base/agenda/store.ts'
import { newSession } from '../../src/base/sign-in/session.ts'
import { CONFIG } from '../../src/config.ts'
import { ANONYMOUS, SYSTEM } from '../../src/contract.ts'
import { EventSuspended } from '../../src/event-suspended.ts'
import { suspend } from '../../src/store/suspension.ts'
import { createConsoleTelemetry } from '../../src/telemetry/console-telemetry.ts'
import { openStore, wire } from '../../src/wire.ts'
import { openRegistrar } from '../../src/wire-registrar.ts'
import { tenant as given } from '../support/tenants.ts'
import { BY, done, draft } from './registrar-desk.ts'

// The event's own store is the last gate: it refuses what caches would still show.

const registrar = openRegistrar(env)
const quiet = createConsoleTelemetry(
  () => {},
  () => {},
)

test('suspending refuses an event’s data at once, also where its record is still remembered', async () => {
  const patient = wire(env, { events: new Map(), telemetry: quiet, config: CONFIG })
  const visit = async (cookie?: string) => {
    const init = cookie === undefined ? {} : { headers: { cookie } }
    const request = new Request('http://stopped.localhost/agenda', init)
    const response = await patient(request, createExecutionContext())
    return { status: response.status, body: await response.text() }
  }
  const draftLive = draft('stopped', { status: 'live' })
  const { tenant } = await done(registrar.call('tenants.create', { by: BY, draft: draftLive }))
  const store = openStore(env, tenant, ANONYMOUS)
  await store.read(readSchedule, {})
  const { secret } = await newSession()
  const cookie = `__Host-session=${secret}`
  expect((await visit(cookie)).status).toBe(200)

  const own = { by: BY, key: 'stopped', ifRevision: null }
  const suspended = await done(registrar.call('tenants.status', { ...own, to: 'suspended' }))
  expect(suspended.published).toBe(true)
  await expect(store.read(readSchedule, {})).rejects.toThrow(EventSuspended)
  await expect(
    store.write(replaceSchedule, { version: null, rooms: [], sessions: [] }, 'r'),
  ).rejects.toThrow(EventSuspended)
  // The platform's own work goes on.
  await openStore(env, tenant, SYSTEM).read(readSchedule, {})
  const nobody = new Request('http://nobody.localhost/agenda')
  const unknown = await patient(nobody, createExecutionContext())
  expect(await visit(cookie)).toEqual({ status: 404, body: await unknown.text() })

  await done(registrar.call('tenants.status', { ...own, to: 'back' }))
  await store.read(readSchedule, {})
  expect((await visit(cookie)).status).toBe(200)
})

test('a store follows the newer record, whichever it is told first', async () => {
  const stores = given('newer')
  const tell = (suspended: boolean, revision: number) =>
    openStore(env, stores, SYSTEM).write(suspend, { suspended, revision }, crypto.randomUUID())
  await tell(false, 3)
  await tell(true, 2)
  await openStore(env, stores, ANONYMOUS).read(readSchedule, {})
  await tell(true, 4)
  await expect(openStore(env, stores, ANONYMOUS).read(readSchedule, {})).rejects.toThrow(
    EventSuspended,
  )
})
