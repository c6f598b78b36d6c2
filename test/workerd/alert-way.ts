import { sign } from '../../src/base/webhooks/signature.ts'
import type { OutgoingMail } from '../../src/contract.ts'
import { OUTBOX } from '../../src/store/outbox.ts'
import { readChannels } from '../../src/telemetry/alerts/channels.ts'
import type { CounterParts } from '../../src/telemetry/fault-counter.ts'

// Where alerts go in tests: a receiver and a mailbox that may fail, and a clock.

export const ALERTS = {
  ALERT_WEBHOOK: 'https://ops.example.com/alerts',
  ALERT_SECRET: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  ALERT_MAIL: 'ops@example.com',
}

export const alertWay = {
  webhooks: [] as { readonly headers: Record<string, string>; readonly body: string }[],
  mails: [] as OutgoingMail[],
  /** Tries that fail before one works, each way. */
  failing: { webhook: 0, mail: 0 },
  tried: 0,
  /** Milliseconds that are added to the clock. */
  ahead: 0,
  /** As the variables are read when a counter starts. */
  variables: ALERTS as Partial<typeof ALERTS>,
}

export const counterOfTests: CounterParts<unknown> = {
  outletsOf: () => ({
    channels: readChannels(alertWay.variables),
    async fetch(url, init) {
      if (url !== ALERTS.ALERT_WEBHOOK) throw new Error(`Nobody is at ${url}.`)
      alertWay.tried++
      if (alertWay.failing.webhook-- > 0) return new Response('', { status: 500 })
      const { headers, body } = new Request(url, init)
      const text = await new Response(body).text()
      alertWay.webhooks.push({ headers: Object.fromEntries(headers), body: text })
      return new Response(null, { status: 204 })
    },
    mail: {
      async send(mail) {
        if (alertWay.failing.mail-- > 0) throw new Error('The post is closed.')
        alertWay.mails.push(mail)
      },
    },
    sign,
    hostOf: async (event) => (event === 'far' ? 'far.example.org' : null),
    apex: 'localhost',
  }),
  options: { ...OUTBOX, tries: 4, pause: 10, growth: 1 },
  now: () => Date.now() + alertWay.ahead,
}
