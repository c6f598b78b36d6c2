import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { createFaultCounts, withReports } from '../../src/telemetry/fault-counts.ts'
import { openAlerts, openCounter } from '../../src/wire-counters.ts'
import { alertWay } from './alert-way.ts'

const DAY = 24 * 60 * 60_000

const silent = {
  request: () => undefined,
  fault: () => undefined,
  opened: () => undefined,
  note: () => undefined,
}

test('calls to other systems are counted by event and host, over all isolates', async () => {
  const counts = createFaultCounts((event) => openCounter(env, event))
  expect(await counts.outbound('calls')).toEqual([])
  const held: Promise<unknown>[] = []
  const isolates = [1, 2, 3].map(() =>
    withReports(silent, {
      counts,
      alerts: openAlerts(env),
      clock: { now: () => Date.now() },
      keepAlive: (promise) => held.push(promise),
    }),
  )
  const call = { type: 'outbound', event: 'calls', method: 'POST', duration: 1 } as const
  for (const telemetry of isolates) {
    for (let i = 0; i < 20; i++) {
      telemetry.note({ ...call, host: 'crm.example.com', status: i < 2 ? 503 : 200 })
    }
    telemetry.note({ ...call, host: 'crm.example.com', status: null })
    telemetry.note({ ...call, host: null, status: null })
    telemetry.note({ ...call, event: 'calls-2', host: 'b.example.com', status: 404 })
  }
  // One report an isolate and event, however many calls there were.
  expect(held).toHaveLength(6)
  await Promise.all(held)
  expect(await counts.outbound('calls')).toEqual([
    { host: 'crm.example.com', calls: 63, failed: 9, today: 63 },
    { host: '', calls: 3, failed: 3, today: 3 },
  ])
  alertWay.ahead = DAY
  expect(await counts.outbound('calls-2')).toMatchObject([{ calls: 3, failed: 0, today: 0 }])
  alertWay.ahead = 31 * DAY
  expect(await counts.outbound('calls-2')).toEqual([])
})
