import type { Child } from 'hono/jsx'
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
            <th scope="col">DNS and certificate</th>
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
              <td data-label="DNS">not checked</td>
              {acts !== undefined && <td>{acts(host)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
      <p class="hint">
        Whether a host resolves to this Worker and has a certificate cannot be seen from here. See
        for yourself: <code>curl -sI {visit.turn.parts.originOf(entry.tenant)}/</code>
      </p>
    </>
  )
}

const isPending = ({ domains }: TenantEntry, host: string): boolean =>
  domains.some((domain) => domain.host === host && domain.state === 'pending')

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
  const domain = props.entry.domains.find(({ host }) => host === props.host)
  return domain === undefined ? <>needs none</> : <DomainState domain={domain} now={props.now} />
}
