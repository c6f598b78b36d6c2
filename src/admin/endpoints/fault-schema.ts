import * as v from 'valibot'
import { moment } from './schemas.ts'

/** How often a piece of an event was given up. */
export const faultCount = v.strictObject({
  seam: v.string(),
  openings: v.number(),
  last: moment,
})

/** Calls to another system. */
export const outboundCount = v.strictObject({
  host: v.pipe(v.string(), v.description('Empty for addresses that the event may not call.')),
  calls: v.pipe(v.number(), v.description('Of the last 30 days.')),
  failed: v.pipe(v.number(), v.description('Of them, without an answer or with a 5xx.')),
  today: v.pipe(v.number(), v.description('Since midnight, UTC.')),
})

/** What the operator was told, and how. */
export const alertState = v.strictObject({
  alerts: v.pipe(
    v.array(
      v.strictObject({
        kind: v.picklist(['breaker', 'parked', 'publish', 'platform', 'domain']),
        seam: v.string(),
        since: moment,
        last: moment,
        times: v.number(),
        settled: v.pipe(v.nullable(moment), v.description('Null while it goes on.')),
      }),
    ),
    v.description('What goes on first.'),
  ),
  channels: v.pipe(v.array(v.string()), v.description('`webhook`, `mail`; empty without any.')),
  problem: v.pipe(v.nullable(v.string()), v.description('What of the set-up cannot work.')),
  underWay: v.pipe(v.number(), v.description('Messages that are yet to arrive.')),
  givenUp: v.array(v.strictObject({ channel: v.string(), at: moment, error: v.string() })),
})
