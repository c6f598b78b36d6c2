import type * as v from 'valibot'
import type { tenantEntry } from '../../admin/endpoints/schemas.ts'
import { domainText } from '../hosts/domain-text.ts'
import { moment } from '../output/say.ts'
import { shortId } from '../../release-id.ts'

type Entry = v.InferOutput<typeof tenantEntry>
type Row = readonly [label: string, text: string]

/** An event as label and text. */
export function entryRows(entry: Entry): readonly Row[] {
  const { tenant, created, changed, waiting, domains } = entry
  return [
    ['event', tenant.key],
    ['status', statusText(entry)],
    ['lane', tenant.lane === 'isolated' ? 'an isolate of its own' : 'beside other events'],
    ...releaseRows(tenant),
    ...recordRows(tenant),
    ...domains.map((domain): Row => ['proof', domainText(domain)]),
    ['created', `${moment(created.at)} by ${created.actor}`],
    ['changed', `${moment(changed.at)} by ${changed.actor}`],
    ...waiting.map(({ target, error }): Row => ['not yet published', `${target} ${error ?? ''}`]),
  ]
}

const releaseRows = ({ release }: Entry['tenant']): readonly Row[] =>
  release === undefined
    ? []
    : [['release', `${shortId(release.id)}${release.pinned ? ', pinned' : ''}`]]

function statusText({ tenant, statusNow, nextChange, suspendedFrom }: Entry): string {
  const now =
    statusNow === tenant.status
      ? statusNow
      : `${statusNow} by schedule (${tenant.status} in the record)`
  const from = suspendedFrom === null ? '' : `; resumes as ${suspendedFrom}`
  return nextChange === null ? now + from : `${now}${from}; changes ${moment(nextChange)}`
}

/** A record as label and text; what is as usual is left out. */
export function recordRows(record: Entry['tenant']): readonly Row[] {
  const { hosts, canonicalHost, starts, ends, timeZone, schedule, redirects } = record
  return [
    ['name', record.name],
    ['days', `${starts} to ${ends}, ${timeZone}`],
    ['place', record.place],
    ['languages', record.locales.join(', ')],
    ...hosts.map((host): Row => ['host', host === canonicalHost ? `${host} (canonical)` : host]),
    ...schedule.map(({ at, to }): Row => ['schedule', `${to} at ${at}`]),
    ...some('notice', record.notice),
    ...some('farewell', record.farewell),
    ...redirects.map(({ from, to, prefix }): Row => [
      'redirect',
      `${from}${prefix ? '/…' : ''} → ${to}`,
    ]),
    ...Object.entries(record.theme).map(([token, value]): Row => ['theme', `${token} = ${value}`]),
    ...Object.entries(record.settings ?? {}).map(([name, value]): Row => [
      'setting',
      `${name} = ${JSON.stringify(value)}`,
    ]),
    ...record.outbound.map((host): Row => ['may call', host]),
    ...some('deadline', record.deadline),
    ...(record.listed ? [] : [['listed', 'no'] as const]),
    ['store', record.storeId],
    ['revision', String(record.revision)],
  ]
}

const some = (label: string, value: unknown): readonly Row[] =>
  value === null ? [] : [[label, JSON.stringify(value)]]
