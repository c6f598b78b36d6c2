import type * as v from 'valibot'
import { findHost } from '../../../admin/endpoints/hosts.ts'
import type { tenantEntry } from '../../../admin/endpoints/schemas.ts'
import type { AdminApi } from '../../api/admin-api.ts'
import { Failure } from '../../exit-codes.ts'
import { problemsOf } from '../../hosts/judge.ts'
import { probe, type Sight } from '../../hosts/probe.ts'
import { apiOf, type AskingOptions, asking } from '../../options.ts'
import { counted, patiently } from '../../output/progress.ts'
import { moment, sayAll } from '../../output/say.ts'
import { table } from '../../output/table.ts'
import { entryOf } from '../../records/entry.ts'

type Entry = v.InferOutput<typeof tenantEntry>

interface Checked extends Sight {
  readonly host: string
  readonly event: string
  readonly problems: readonly string[]
}

/** `usher hosts check <event or host>` */
export const checkCommand = asking('check')
  .description('look from this machine whether hosts lead to their event')
  .argument('<event or host>', 'all hosts of an event, or one')
  .addHelpText(
    'after',
    `
What is told is what this machine sees: its DNS, its way to the host. Others may still see what was
true before. Exit code 1 when something is wrong.`,
  )
  .action(async (named: string, options: AskingOptions) => {
    const api = apiOf(options)
    const entry = await found(api, named)
    const hosts = named.includes('.') ? [named.toLowerCase()] : entry.tenant.hosts
    const checks = Promise.all(hosts.map((host) => check(host, entry, new URL(api.origin).port)))
    const checked = await patiently('Looking', checks)
    sayAll(options.json, checked, checkTable)
    const wrong = checked.filter(({ problems }) => problems.length > 0).length
    if (wrong > 0)
      throw new Failure(`Not as it should be: ${wrong} of ${counted(checked.length, 'host')}.`)
  })

const found = (api: AdminApi, named: string): Promise<Entry> =>
  named.includes('.')
    ? api.ask(findHost, { params: { host: named.toLowerCase() } })
    : entryOf(api, named)

async function check(
  host: string,
  { tenant: { key, canonicalHost }, statusNow }: Entry,
  port: string,
): Promise<Checked> {
  const sight = await probe(host, port)
  const problems = problemsOf({ host, canonicalHost, statusNow }, sight, Date.now())
  return { host, event: key, ...sight, problems }
}

const checkTable = (all: readonly Checked[]): string =>
  table([
    ['host', 'DNS', 'answers', 'certificate until', 'problems'],
    ...all.map(({ host, dns, web, problems }) => [
      host,
      dnsText(dns),
      webText(web),
      'error' in web || web.certificateUntil === null ? '·' : moment(web.certificateUntil),
      problems.length === 0 ? 'none' : problems.join(' '),
    ]),
  ])

function dnsText(dns: Sight['dns']): string {
  if (dns === null) return 'this machine'
  const addresses = dns.addresses.length === 0 ? 'no address' : dns.addresses.join(', ')
  return dns.alias === null ? addresses : `${dns.alias} → ${addresses}`
}

function webText(web: Sight['web']): string {
  if ('error' in web) return web.error
  return web.location === null ? String(web.status) : `${web.status} → ${web.location}`
}
