import { env } from 'cloudflare:workers'
import { createExecutionContext, runInDurableObject, waitOnExecutionContext } from 'cloudflare:test'
import { CONFIG } from '../../src/config.ts'
import { type OutgoingMail, SYSTEM, type Tenant } from '../../src/contract.ts'
import type { EventsMap, FaultPoint } from '../../src/ports.ts'
import { hostKey } from '../../src/registry/kv-directory.ts'
import { serializeTenant } from '../../src/registry/tenant.ts'
import { openStore, wireAll } from '../../src/wire.ts'
import { type EventDoor, type Sent, wireRequest } from '../support/event-door.ts'
import type { Reply } from '../support/reply.ts'

export const faults: FaultPoint[] = []

/** The whole Worker over the real store, for events with these modules. */
export function openDoors(events: EventsMap = new Map()): (tenant: Tenant) => Promise<EventDoor> {
  const sent = new Map<string, OutgoingMail[]>()
  const { dispatch, consume } = wireAll(env, {
    events,
    telemetry: { request: () => {}, fault: (fault) => faults.push(fault), opened: () => {} },
    config: CONFIG,
    openMail: ({ key }) => ({ send: async (mail) => void sent.get(key)?.push(mail) }),
  })
  /** Does what the event's store wants done, as the queue's messages would have it done. */
  const work = async ({ key: event, storeId, canonicalHost: host }: Tenant): Promise<void> => {
    const ctx = createExecutionContext()
    const message = { body: { event, storeId, host }, ack: () => {}, retry: () => {} }
    await consume({ messages: [message] }, ctx)
    await waitOnExecutionContext(ctx)
  }
  return async (tenant) => {
    await env.TENANTS.put(hostKey(tenant.canonicalHost), serializeTenant(tenant))
    const mails: OutgoingMail[] = []
    sent.set(tenant.key, mails)
    const origin = `http://${tenant.canonicalHost}`
    const stub = () => env.EVENTS.get(env.EVENTS.idFromName(tenant.storeId))
    return {
      tenant,
      origin,
      mails,
      store: openStore(env, tenant, SYSTEM),
      send: async (path: string, given: Sent = {}) => {
        const ctx = createExecutionContext()
        const request = new Request(origin + path, {
          ...wireRequest({ origin }, given),
          redirect: 'manual',
        })
        const response = await dispatch(request, ctx)
        const reply = await readReply(response)
        await waitOnExecutionContext(ctx)
        // What was refused leaves no work.
        if (request.method === 'POST' && reply.status < 400) await work(tenant)
        return reply
      },
      sql: (statement, ...bindings) =>
        runInDurableObject(stub(), (_object, { storage }) =>
          storage.sql.exec(statement, ...bindings).toArray(),
        ) as never,
    }
  }
}

const readReply = async (response: Response): Promise<Reply> => ({
  status: response.status,
  headers: new Map(response.headers),
  body: await response.text(),
})
