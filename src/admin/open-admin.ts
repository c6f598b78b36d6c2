import type { KeepAlive } from '../ports.ts'
import type { AccessEnv } from './access/access-env.ts'
import type { LocalDoor } from './access/identify.ts'
import { setUpDoor } from './access/set-up.ts'
import { createAdminApp, serveAdmin } from './admin-app.tsx'
import type { AdminParts } from './parts.ts'
import type { Registrar } from '../registry/registrar/registrar-calls.ts'

/** Answers a request to the admin host. */
export type Admin = (
  request: Request,
  requestId: string,
  keepAlive: KeepAlive,
) => Response | Promise<Response>

export interface AdminSurroundings extends Omit<AdminParts, 'door'> {
  readonly env: AccessEnv
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>
  /** Development's own way in. */
  readonly local: LocalDoor | undefined
}

/** Everything the admin host is made of; loaded when it is first asked for. */
export function openAdmin({ env, fetch, local, ...parts }: AdminSurroundings): Admin {
  const door = setUpDoor(env, {
    fetch,
    clock: parts.clock,
    tokenHolder: (hash) => tokenHolder(parts.registrar, hash),
    ...(local === undefined ? {} : { local }),
  })
  const app = createAdminApp({ ...parts, door })
  return (request, requestId, keepAlive) => serveAdmin(app, request, requestId, keepAlive)
}

/** @throws when the registrar does not answer */
async function tokenHolder(registrar: Registrar, hash: string) {
  const found = await registrar.call('tokens.find', { hash })
  if (!found.ok || found.value === null) return null
  const { label, role, events } = found.value
  return { name: label, role, events: events ?? ('all' as const) }
}
