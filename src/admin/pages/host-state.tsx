import type { Child } from 'hono/jsx'
import type { TenantEntry, Waiting } from '../../registry/registrar/tenant-calls.ts'
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
                </span>
              </th>
              <td data-label="Registry">
                <Published waiting={entry.waiting} host={host} now={visit.now} />
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

const Published = (props: {
  readonly waiting: readonly Waiting[]
  readonly host: string
  readonly now: number
}) => {
  const late = props.waiting.find(({ target }) => target === `host:${props.host}`)
  if (late === undefined) return <>published</>
  return (
    <strong class="wait">
      lagging, since <Moment at={late.since} now={props.now} />
    </strong>
  )
}
