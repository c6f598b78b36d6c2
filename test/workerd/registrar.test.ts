import { env } from 'cloudflare:workers'
import { createExecutionContext } from 'cloudflare:test'
import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { DEVELOPMENT } from '../../src/config.ts'
import { defineEvent, type EventEnv } from '../../src/kit/kit.ts'
import { hostKey } from '../../src/registry/kv-directory.ts'
import { readMasterKeys } from '../../src/registry/secrets/master-keys.ts'
import { sealSecret } from '../../src/registry/secrets/seal.ts'
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

test('an event is given the secrets that are kept for it, sealed, and no other’s', async () => {
  const SECRETS_KEY = `k1:${btoa('k'.repeat(32))}`
  const read = await readMasterKeys(SECRETS_KEY)
  if (!read.ok) throw new Error(read.error.tag)
  const module = defineEvent({
    routes: new Hono<EventEnv>().get('/secret', async (c) => {
      const told = c.env.secrets.get('CRM').catch((error: unknown) => String(error))
      return c.text(await told)
    }),
  })
  const events = new Map(['keeper', 'nosy'].map((key) => [key, async () => ({ default: module })]))
  const surroundings = { events, telemetry: quiet, config: DEVELOPMENT }
  const ask = async (key: string, platform = wire({ ...env, SECRETS_KEY }, surroundings)) => {
    const request = new Request(`http://${key}.localhost/secret`)
    return (await platform(request, createExecutionContext())).text()
  }
  for (const key of ['keeper', 'nosy']) {
    const live = draft(key, { status: 'live' })
    await done(registrar.call('tenants.create', { by: BY, draft: live }))
  }
  expect(await ask('keeper')).toContain('keeper has no secret "CRM"')
  const sealed = await sealSecret(read.value, { event: 'keeper', name: 'CRM' }, 'whsec_own')
  if (!sealed.ok) throw new Error(sealed.error.tag)
  const kept = { by: BY, name: 'CRM', ...sealed.value }
  await done(registrar.call('secrets.set', { ...kept, key: 'keeper' }))
  await done(registrar.call('secrets.set', { ...kept, key: 'nosy' }))
  expect(await ask('keeper')).toBe('whsec_own')
  expect(await ask('nosy')).toContain('does not open')
  expect(await ask('keeper', wire(env, surroundings))).toContain('SECRETS_KEY')
})
