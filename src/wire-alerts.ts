import { sign } from './base/webhooks/signature.ts'
import { createSendEmail } from './mail/send-email.ts'
import { OUTBOX } from './store/outbox.ts'
import { type AlertEnv, readChannels } from './telemetry/alerts/channels.ts'
import type { CounterParts } from './telemetry/fault-counter.ts'
import { within } from './within.ts'
import { apexesOf, openRegistrar } from './wire-registrar.ts'

/** What counters need of a Worker's bindings to tell the operator. */
export interface CounterSurroundings extends AlertEnv {
  readonly REGISTRAR: DurableObjectNamespace
  readonly APEXES: string
  readonly MAIL?: SendEmail
  readonly MAIL_FROM?: string
}

/** Milliseconds the registrar has to say where an event is. */
const PATIENCE = 2_000

/** What the class of an event's counter is made of. */
export const counterParts: CounterParts<CounterSurroundings> = {
  outletsOf: (env) => ({
    channels: readChannels(env),
    fetch: (url, init) => fetch(url, init),
    mail: createSendEmail(env.MAIL, env.MAIL_FROM)({ name: 'Usher' }),
    sign,
    async hostOf(key) {
      const asked = openRegistrar(env).call('tenants.get', { key })
      const found = await within(asked, PATIENCE, () => null)
      return found?.ok === true ? found.value.tenant.canonicalHost : null
    },
    apex: apexesOf(env).values().next().value ?? '',
  }),
  options: OUTBOX,
}
