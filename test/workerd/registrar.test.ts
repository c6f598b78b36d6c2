import { env } from 'cloudflare:workers'
import { createExecutionContext } from 'cloudflare:test'
import { expect, test } from 'vitest'
import { DEVELOPMENT } from '../../src/config.ts'
import { hostKey } from '../../src/registry/kv-directory.ts'
import { parseTenant } from '../../src/registry/tenant.ts'
import { createConsoleTelemetry } from '../../src/telemetry/console-telemetry.ts'
import { wire } from '../../src/wire.ts'
import { openRegistrar } from '../../src/wire-registrar.ts'
import { BY, done, draft } from './registrar-desk.ts'

// The registrar of the real Worker: what it decides is what visitors see.

const registrar = openRegistrar(env)
const quiet = createConsoleTelemetry(
  () => {},
  () => {},
)
const dispatch = wire(env, { events: new Map(), telemetry: quiet, config: DEVELOPMENT })
const get = async (host: string, path = '/') =>
  dispatch(new Request(`http://${host}${path}`), createExecutionContext())

test('GET / of an event that was created live is the event', async () => {
  expect((await get('opening.localhost')).status).toBe(404)
  const draftLive = draft('opening', { status: 'live' })
  const made = await done(registrar.call('tenants.create', { by: BY, draft: draftLive }))
  expect(made).toMatchObject({ published: true, waiting: [], tenant: { revision: 1 } })
  const response = await get('opening.localhost')
  expect(response.status).toBe(200)
  expect(await response.text()).toContain('The opening')
  const record = await env.TENANTS.get(hostKey('opening.localhost'))
  expect(parseTenant(JSON.parse(record ?? ''))).toEqual({ ok: true, value: made.tenant })
})

test('an event is a draft until it is launched, and gone when it is deleted', async () => {
  await done(registrar.call('tenants.create', { by: BY, draft: draft('life') }))
  expect((await get('life.localhost')).status).toBe(404)
  const own = { by: BY, key: 'life', ifRevision: null }
  await done(registrar.call('tenants.status', { ...own, to: 'live' }))
  expect((await get('life.localhost')).status).toBe(200)
  await done(registrar.call('tenants.status', { ...own, to: 'suspended' }))
  expect((await get('life.localhost')).status).toBe(404)
  await done(registrar.call('tenants.delete', own))
  expect(await env.TENANTS.get(hostKey('life.localhost'))).toBeNull()
})
