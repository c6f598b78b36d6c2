import type { Clock, OutgoingMail } from '../contract.ts'
import { CONFIG } from '../config.ts'
import { createOpenHttp } from '../outbound/open-http.ts'
import type { OpenHttp, OpenMail, OpenSecrets, Telemetry } from '../ports.ts'

/** A call that the event's code made to another system. */
export interface SentRequest {
  readonly url: string
  readonly method: string
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export interface OutsideOptions {
  /** Hosts that the event's code may call, as in the event's record; none unless given. */
  readonly outbound?: readonly string[]
  /** The event's secrets, by name. A webhook's is `whsec_` and base64. */
  readonly secrets?: Readonly<Record<string, string>>
  /** How other systems answer; 202 unless given. */
  readonly outside?: (request: SentRequest) => Response | Promise<Response>
}

/** Everything outside of the event: nothing leaves the test. */
export interface Outside {
  readonly openMail: OpenMail
  readonly openHttp: OpenHttp
  readonly openSecrets: OpenSecrets
  readonly mails: readonly OutgoingMail[]
  readonly webhooks: readonly SentRequest[]
}

export function createOutside(
  { secrets = {}, outside = () => new Response(null, { status: 202 }) }: OutsideOptions,
  clock: Clock,
  telemetry: Telemetry,
): Outside {
  const mails: OutgoingMail[] = []
  const webhooks: SentRequest[] = []
  return {
    mails,
    webhooks,
    openMail: () => ({ send: async (mail) => void mails.push(mail) }),
    openSecrets: () => ({
      async get(name) {
        const secret = Object.hasOwn(secrets, name) ? secrets[name] : undefined
        if (secret !== undefined) return secret
        throw new Error(`testEvent: there is no secret "${name}". Give it: { secrets: { … } }.`)
      },
    }),
    openHttp: createOpenHttp({
      async fetch(url, { method = 'GET', headers, body }) {
        const text = typeof body === 'string' ? body : ''
        const sent = { url, method, headers: Object.fromEntries(new Headers(headers)), body: text }
        webhooks.push(sent)
        return outside(sent)
      },
      apexes: new Set(),
      limits: CONFIG.outbound,
      clock,
      telemetry,
    }),
  }
}
