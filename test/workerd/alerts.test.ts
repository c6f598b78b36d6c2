import {
  createExecutionContext,
  runDurableObjectAlarm,
  waitOnExecutionContext,
} from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { Webhook } from 'standardwebhooks'
import { beforeEach, describe, expect, test } from 'vitest'
import { CONFIG } from '../../src/config.ts'
import type { Alert, KnownAlert } from '../../src/ports.ts'
import { hostKey } from '../../src/registry/kv-directory.ts'
import { serializeTenant } from '../../src/registry/tenant.ts'
import { wire, type WorkerEnv } from '../../src/wire.ts'
import { counterParts } from '../../src/wire-alerts.ts'
import { openAlerts } from '../../src/wire-counters.ts'
import { openRegistrar } from '../../src/wire-registrar.ts'
import { tenant } from '../support/tenants.ts'
import { ALERTS, alertWay } from './alert-way.ts'
import { about, failAll, openNotes } from './open-notes.ts'
import { BY, desk, deskStub, done, draft, openDesk, way } from './registrar-desk.ts'

const alerts = openAlerts(env)
const HOUR = 60 * 60_000

const silent = {
  request: () => undefined,
  fault: () => undefined,
  opened: () => undefined,
  note: () => undefined,
}

beforeEach(() => {
  alertWay.webhooks.length = 0
  alertWay.mails.length = 0
  Object.assign(alertWay, { failing: { webhook: 0, mail: 0 }, tried: 0, ahead: 0 })
  alertWay.variables = ALERTS
})

/** What has arrived by the time that nothing is under way any more. */
async function arrived(event: string) {
  await expect.poll(async () => (await alerts.state(event)).underWay).toBe(0)
  return {
    webhooks: alertWay.webhooks.map(({ headers, body }) => {
      // Throws for a wrong signature.
      const message = new Webhook(ALERTS.ALERT_SECRET).verify(body, headers)
      return message as { readonly type: string; readonly data: Readonly<Record<string, unknown>> }
    }),
    mails: [...alertWay.mails],
  }
}

const going = async (event: string): Promise<readonly KnownAlert[]> =>
  (await alerts.state(event)).alerts.filter(({ settled }) => settled === null)

/** An isolate of its own: it remembers nothing of the others. */
const isolate = (given: WorkerEnv, module: object, event: string) =>
  wire(given, {
    events: new Map([[event, async () => ({ default: module })]]),
    telemetry: silent,
    config: CONFIG,
  })

async function visit(dispatch: ReturnType<typeof wire>, url: string): Promise<number> {
  const ctx = createExecutionContext()
  const { status } = await dispatch(new Request(url), ctx)
  await waitOnExecutionContext(ctx)
  return status
}

const publish = (key: string) =>
  env.TENANTS.put(hostKey(`${key}.localhost`), serializeTenant(tenant(key)))

const explain = (host: string) =>
  `https://admin.localhost/explain?url=${encodeURIComponent(`https://${host}/`)}`

const BROKEN = {
  views: {
    'home.hero': () => {
      throw new Error('ada@example.org is not there')
    },
  },
}

describe('the operator is told once', () => {
  test('that a piece is left alone, however many isolates give it up', async () => {
    await publish('breaks')
    const dispatches = Array.from({ length: 5 }, () => isolate(env, BROKEN, 'breaks'))
    await Promise.all(
      dispatches.map(async (dispatch) => {
        for (let i = 0; i < CONFIG.breaker.budget; i++) {
          expect(await visit(dispatch, 'http://breaks.localhost/')).toBe(200)
        }
      }),
    )
    const told = await arrived('breaks')
    expect(told.webhooks).toMatchObject([
      {
        type: 'alert.raised',
        data: {
          kind: 'breaker',
          event: 'breaks',
          seam: 'view:home.hero',
          explain: explain('breaks.localhost'),
        },
      },
    ])
    expect(told.mails).toMatchObject([{ to: ALERTS.ALERT_MAIL }])
    expect(told.mails[0]?.text).toContain(explain('breaks.localhost'))
    expect((await going('breaks'))[0]?.times).toBeGreaterThanOrEqual(5)
    // What the event's code said stays in the log.
    expect(JSON.stringify(told)).not.toContain('ada@')
  })

  test('that the platform failed, without a visitor waiting for it', async () => {
    const away = { ...env, TENANTS: { get: () => Promise.reject(new Error('KV is away')) } }
    const dispatches = [1, 2, 3].map(() => isolate(away as unknown as WorkerEnv, {}, 'kv-is-away'))
    const hosts = Array.from({ length: 17 }, (_, i) => `http://kv-${i}.localhost/`)
    const asked = dispatches.flatMap((dispatch) => hosts.map((host) => visit(dispatch, host)))
    expect(new Set(await Promise.all(asked))).toEqual(new Set([503]))
    await expect.poll(() => going('')).toHaveLength(2)
    const { webhooks, mails } = await arrived('')
    const seams = webhooks.map(({ data }) => `${String(data['event'])} ${String(data['seam'])}`)
    expect(seams.toSorted()).toEqual(['null platform', 'null registry'])
    expect(mails).toHaveLength(2)
  })

  test('that work was given up, until there is none any more', async () => {
    const event = 'parks'
    const notes = openNotes(event)
    const giveUp = async (): Promise<void> => {
      await notes.note([about('a', 1), about('b', 2)])
      await failAll(event)
    }
    await giveUp()
    expect((await notes.outbox.state()).parkedInAll).toBe(2)
    await expect.poll(() => going(event)).toHaveLength(1)
    expect((await arrived(event)).webhooks).toMatchObject([
      { data: { kind: 'parked', event, explain: explain(`${event}.localhost`) } },
    ])
    for (const { id } of (await notes.outbox.state()).parked) await notes.outbox.drop(id)
    await expect.poll(() => going(event)).toEqual([])
    await giveUp()
    await expect.poll(() => going(event)).toHaveLength(1)
    const again = await arrived(event)
    expect([again.webhooks.length, again.mails.length]).toEqual([2, 2])
  })

  test('that publishing lags, until it has caught up', async () => {
    const registrar = openDesk('lags')
    const { put } = way
    const lag = async () => (await going('')).filter(({ kind }) => kind === 'publish')
    const wakeLater = async (): Promise<void> => {
      desk.ahead += 3 * 60_000
      await runDurableObjectAlarm(deskStub('lags'))
    }
    try {
      for (const key of ['lags-1', 'lags-2']) {
        way.put = () => Promise.reject(new Error('KV is away'))
        await done(registrar.call('tenants.create', { by: BY, draft: draft(key) }))
        await runDurableObjectAlarm(deskStub('lags'))
        expect(await lag()).toEqual([])
        for (let i = 0; i < 3; i++) await wakeLater()
        expect(await lag()).toHaveLength(1)
        way.put = put
        await wakeLater()
        expect(await lag()).toEqual([])
      }
    } finally {
      way.put = put
      desk.ahead = 0
    }
    const { webhooks, mails } = await arrived('')
    expect(webhooks.map(({ data }) => data['explain'])).toEqual([
      explain('lags-1.localhost'),
      explain('lags-2.localhost'),
    ])
    expect(mails).toHaveLength(2)
  })

  test('of 50 at once, and again when it was over and has come back', async () => {
    const alert: Alert = { kind: 'parked', event: 'many', seam: 'hooks', host: null }
    const storm = () => Promise.all(Array.from({ length: 50 }, () => openAlerts(env).raise(alert)))
    await storm()
    const first = await arrived('many')
    expect([first.webhooks.length, first.mails.length]).toEqual([1, 1])
    expect(await going('many')).toMatchObject([{ times: 50 }])
    await alerts.settled(alert)
    await alerts.settled(alert)
    expect(await going('many')).toEqual([])
    await storm()
    const second = await arrived('many')
    expect([second.webhooks.length, second.mails.length]).toEqual([2, 2])
    // The negative control: another event's is another alert.
    await alerts.raise({ ...alert, event: 'other' })
    expect((await arrived('other')).webhooks).toHaveLength(3)
  })

  test('and once a day while it goes on; what nobody settles is over after an hour', async () => {
    const alert: Alert = { kind: 'parked', event: 'long', seam: 'hooks', host: null }
    for (let hours = 0; hours <= 47; hours++) {
      alertWay.ahead = hours * HOUR
      await alerts.raise(alert)
    }
    const piece: Alert = { ...alert, kind: 'breaker', event: 'quiet' }
    for (const hours of [0, 0.9, 1.8, 2.9]) {
      alertWay.ahead = hours * HOUR
      await alerts.raise(piece)
    }
    // The alarms are set for hours that have only been made up.
    alertWay.ahead = 48 * HOUR
    for (const event of ['long', 'quiet']) {
      await runDurableObjectAlarm(env.FAULTS.get(env.FAULTS.idFromName(event)))
    }
    const told = alertWay.webhooks.map(({ body }) => {
      const { type, data } = JSON.parse(body) as { type: string; data: { event: string } }
      return `${data.event} ${type}`
    })
    expect(told.toSorted()).toEqual([
      'long alert.raised',
      'long alert.reminder',
      'quiet alert.raised',
      'quiet alert.raised',
    ])
  })
})

describe('an alert', () => {
  const alert = (event: string): Alert => ({
    kind: 'platform',
    event,
    seam: 'platform',
    host: null,
  })

  test('that fails on its way is tried again, and arrives once under the same id', async () => {
    alertWay.failing = { webhook: 2, mail: 2 }
    await alerts.raise(alert('bumpy'))
    const told = await arrived('bumpy')
    expect([told.webhooks.length, told.mails.length, alertWay.tried]).toEqual([1, 1, 3])
    expect((await alerts.state('bumpy')).givenUp).toEqual([])
  })

  test('that does not arrive at all is given up, and says so', async () => {
    alertWay.failing = { webhook: 99, mail: 99 }
    await alerts.raise(alert('lost'))
    await arrived('lost')
    const { givenUp } = await alerts.state('lost')
    expect(givenUp.map(({ channel, error }) => `${channel}: ${error}`).toSorted()).toEqual([
      'mail: Error: The post is closed.',
      'webhook: Error: The receiver of alerts answered 500.',
    ])
    expect(alertWay.tried).toBe(4)
  })

  test('of an event on a host of its own leads to that host', async () => {
    await alerts.raise(alert('far'))
    expect((await arrived('far')).webhooks).toMatchObject([
      { data: { explain: explain('far.example.org') } },
    ])
  })

  test.each([
    ['nothing', {}, null],
    ['an address without https', { ...ALERTS, ALERT_WEBHOOK: 'http://ops.example.com/' }, 'https'],
    ['no secret', { ...ALERTS, ALERT_SECRET: '' }, 'ALERT_SECRET'],
  ])('where %s is set up is noted, and not posted', async (what, variables, problem) => {
    alertWay.variables = variables
    const event = `set-up-${what.length}`
    await alerts.raise(alert(event))
    const { webhooks, mails } = await arrived(event)
    expect(webhooks).toEqual([])
    expect(mails).toHaveLength(problem === null ? 0 : 1)
    const state = await alerts.state(event)
    expect(state.alerts).toHaveLength(1)
    expect(state.channels).toEqual(problem === null ? [] : ['mail'])
    if (problem === null) expect(state.problem).toBeNull()
    else expect(state.problem).toContain(problem)
  })

  test('that cannot be noted hurts nobody', async () => {
    const away = { ...env, FAULTS: { idFromName: () => ({}), get: () => ({}) } }
    await publish('unnoted')
    const dispatch = isolate(away as unknown as WorkerEnv, BROKEN, 'unnoted')
    for (let i = 0; i < CONFIG.breaker.budget + 1; i++) {
      expect(await visit(dispatch, 'http://unnoted.localhost/')).toBe(200)
    }
  })
})

test('an event is found where the registrar has it; one it does not have is nowhere', async () => {
  const outlets = counterParts.outletsOf({ ...env, ...ALERTS, APEXES: 'localhost other.example' })
  const hosts = ['own.localhost', 'found.localhost']
  const event = { ...draft('found'), hosts, canonicalHost: 'own.localhost' }
  await done(openRegistrar(env).call('tenants.create', { by: BY, draft: event }))
  expect(await outlets.hostOf('found')).toBe('own.localhost')
  expect(await outlets.hostOf('nobody')).toBeNull()
  expect(outlets).toMatchObject({ apex: 'localhost', channels: { mail: ALERTS.ALERT_MAIL } })
})
