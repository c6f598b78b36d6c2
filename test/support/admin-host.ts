import type { Actor } from '../../src/admin/access/actor.ts'
import { hashApiToken } from '../../src/admin/access/api-token.ts'
import { FailedTries } from '../../src/admin/access/failed-tries.ts'
import { createAdminApp, serveAdmin } from '../../src/admin/admin-app.tsx'
import type { AdminParts } from '../../src/admin/parts.ts'
import type { AlertState, FaultPoint, NotePoint } from '../../src/ports.ts'

export const BREAK_GLASS = 'break-glass-of-the-test'

export const NO_ALERTS: AlertState = {
  alerts: [],
  channels: ['webhook'],
  problem: null,
  underWay: 0,
  givenUp: [],
}

type Holder = Pick<Actor, 'name' | 'role' | 'events'>

interface Asking {
  readonly method?: string
  /** Names in small letters. */
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | ReadableStream<Uint8Array>
}

export interface AdminHost {
  get(path: string, init?: Asking): Promise<Response>
  readonly notes: NotePoint[]
  readonly faults: FaultPoint[]
}

/** The admin host in this process. `tokens`: who has which API token. */
export function adminHost(
  parts: Partial<AdminParts> = {},
  tokens: Readonly<Record<string, Holder>> = {},
): AdminHost {
  const notes: NotePoint[] = []
  const faults: FaultPoint[] = []
  const clock = { now: () => Date.UTC(2027, 2, 27) }
  const app = createAdminApp({
    door: {
      breakGlass: BREAK_GLASS,
      access: null,
      failed: new FailedTries({ most: 1000, window: 60_000, size: 10 }),
      clock,
      tokenHolder: async (hash) => {
        for (const [token, holder] of Object.entries(tokens)) {
          if ((await hashApiToken(token)) === hash) return holder
        }
        return null
      },
    },
    registrar: { call: () => Promise.reject(new Error('no registrar here')) },
    outboxOf: async () => null,
    bouncesOf: async () => null,
    explain: () => Promise.reject(new Error('nothing is explained here')),
    originOf: ({ canonicalHost }) => `https://${canonicalHost}`,
    previewLink: async () => null,
    masterKeys: async () => ({ ok: false, error: 'no master key here' }),
    recentFaults: async () => [],
    faultHistory: async () => [],
    releases: () => ({ ok: false, error: 'no bucket here' }),
    outboundCalls: async () => [],
    alertState: async () => NO_ALERTS,
    telemetry: { note: (point) => notes.push(point), fault: (fault) => faults.push(fault) },
    clock,
    ...parts,
  })
  const keepAlive = (): void => undefined
  return {
    get: async (path, init = {}) => {
      const headers = { authorization: `Bearer ${BREAK_GLASS}`, ...init.headers }
      // A body that is a stream is sent while the answer comes.
      const given = { ...init, headers, duplex: 'half' } as RequestInit
      const request = new Request(`https://admin.example.org${path}`, given)
      return serveAdmin(app, request, 'request-1', keepAlive)
    },
    notes,
    faults,
  }
}
