import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { CONFIG } from '../../src/config.ts'
import { hostKey } from '../../src/registry/kv-directory.ts'
import { serializeTenant } from '../../src/registry/tenant.ts'
import type { CounterStub } from '../../src/telemetry/fault-counts.ts'
import { wire } from '../../src/wire.ts'
import { tenant } from '../support/tenants.ts'

const silent = {
  request: () => undefined,
  fault: () => undefined,
  opened: () => undefined,
  note: () => undefined,
}
const counter = (event: string): CounterStub =>
  env.FAULTS.get(env.FAULTS.idFromName(event)) as DurableObjectStub & CounterStub

test('isolates report pieces they give up to one counter of the event', async () => {
  await env.TENANTS.put(hostKey('fair.localhost'), serializeTenant(tenant('fair')))
  const broken = {
    views: {
      'home.hero': () => {
        throw new Error('x')
      },
    },
  }
  for (let isolate = 1; isolate <= 3; isolate++) {
    const dispatch = wire(env, {
      events: new Map([['fair', async () => ({ default: broken })]]),
      telemetry: silent,
      config: CONFIG,
    })
    for (let i = 0; i < CONFIG.breaker.budget + 2; i++) {
      const ctx = createExecutionContext()
      expect((await dispatch(new Request('http://fair.localhost/'), ctx)).status).toBe(200)
      await waitOnExecutionContext(ctx)
    }
    expect(await counter('fair').recent()).toMatchObject([
      { seam: 'view:home.hero', openings: isolate },
    ])
  }
  expect(await counter('other').recent()).toEqual([])
})
