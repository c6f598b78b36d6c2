import type { Child } from 'hono/jsx'
import type { Domain } from '../../registry/registrar/domain-calls.ts'
import type { TenantEntry } from '../../registry/registrar/tenant-calls.ts'
import { DomainState } from './domain-state.tsx'
import { Moment } from './moments.tsx'
import type { Visit } from './page.ts'

interface Props {
  readonly visit: Visit
  readonly entry: TenantEntry
  /** What can be done with a host; nothing when left out. */
  readonly acts?: (host: string) => Child
}

/** Each host, whether requests find what was decided, and how to see that it resolves. */
export const HostState = ({ visit, entry, acts }: Props) => {
  const { hosts, canonicalHost } = entry.tenant
  return (
    <>
      <table class="cards">
        <caption class="unseen">Hosts</caption>
        <thead>
          <tr>
            <th scope="col">Host</th>
            <th scope="col">Registry</th>
            <th scope="col">Proof</th>
            <th scope="col">DNS</th>
            {acts !== undefined && <th scope="col">Change</th>}
          </tr>
        </thead>
        <tbody>
          {hosts.map((host) => (
            <tr>
              <th scope="row">
                {host}
                <br />
                <span class="soft">
                  {host === canonicalHost ? 'canonical: links begin with it' : 'redirects'}
                  {isPending(entry, host) && ', once it is proven'}
                </span>
              </th>
              <td data-label="Registry">
                <Published entry={entry} host={host} now={visit.now} />
              </td>
              <td data-label="Proof">
                <Proof entry={entry} host={host} now={visit.now} />
              </td>
              <td data-label="DNS">
                <Leads domain={domainOf(entry, host)} />
              </td>
              {acts !== undefined && <td>{acts(host)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
      <p class="hint">
        Whether a host has a certificate and answers cannot be seen from here. See for yourself:{' '}
        <code>curl -sI {visit.turn.parts.originOf(entry.tenant)}/</code>
      </p>
    </>
  )
}

const domainOf = ({ domains }: TenantEntry, host: string): Domain | undefined =>
  domains.find((domain) => domain.host === host)

const isPending = (entry: TenantEntry, host: string): boolean =>
  domainOf(entry, host)?.state === 'pending'

/** Where a host leads, as DNS said when its proof was looked for. */
const Leads = ({ domain }: { readonly domain: Domain | undefined }) => {
  if (domain === undefined) return <>the platform’s own</>
  const { leads } = domain
  if (leads === null) return <span class="soft">not looked at</span>
  if (leads.length === 0) return <strong class="wait">leads nowhere</strong>
  return (
    <>
      {leads.map((to) => (
        <div>{to}</div>
      ))}
    </>
  )
}

const Published = (props: {
  readonly entry: TenantEntry
  readonly host: string
  readonly now: number
}) => {
  const late = props.entry.waiting.find(({ target }) => target === `host:${props.host}`)
  if (late === undefined) {
    return isPending(props.entry, props.host) ? <>withheld</> : <>published</>
  }
  return (
    <strong class="wait">
      lagging, since <Moment at={late.since} now={props.now} />
    </strong>
  )
}

const Proof = (props: {
  readonly entry: TenantEntry
  readonly host: string
  readonly now: number
}) => {
  const domain = domainOf(props.entry, props.host)
  return domain === undefined ? <>needs none</> : <DomainState domain={domain} now={props.now} />
}
