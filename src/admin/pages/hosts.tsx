import type { TenantEntry } from '../../registry/registrar/tenant-calls.ts'
import { perform } from '../api/perform.ts'
import { problem } from '../api/problem.ts'
import { checkHost, vouchForHost } from '../endpoints/hosts.ts'
import { DomainActs } from './domain-acts.tsx'
import { DoneNotice, doneText } from './done.tsx'
import { eventPage, mayChange, trailOf } from './event-visit.ts'
import { CheckField, Form, TextField, WrongSummary } from './fields.tsx'
import { again, by, changeEvent, type FormState, fresh, statusOfForm } from './form-state.ts'
import { HostState } from './host-state.tsx'
import { Acts } from './layout.tsx'
import { MeanwhileNotice } from './meanwhile.tsx'
import { go, refused, type Sight, type Visit } from './page.ts'
import { newOnce, type Sent } from './sent.ts'

/** Where an event is found. */
export const hostsPage = eventPage({
  path: '/events/:key/hosts',
  title: 'Change an event’s hosts',
  role: 'viewer',
  actRole: 'operator',
  show: (visit, entry) => hostsSight(visit, entry, fresh()),
  async act(visit, entry, sent) {
    const { key } = entry.tenant
    const host = sent.text('host').trim().toLowerCase()
    const input = { by: by(visit, sent), key, ifRevision: sent.revision, host }
    const common = {
      goesTo: `/events/${key}/hosts?done=hosts`,
      form: (fresher: TenantEntry, state: FormState) => hostsSight(visit, fresher, state),
    }
    switch (sent.text('act')) {
      case 'add': {
        const reclaim = sent.text('reclaim') === 'yes'
        return changeEvent(visit, entry, sent, {
          call: 'hosts.add',
          input: { ...input, reclaim },
          ...common,
        })
      }
      case 'remove':
        return changeEvent(visit, entry, sent, { call: 'hosts.remove', input, ...common })
      case 'canonical':
        return changeEvent(visit, entry, sent, { call: 'hosts.set-canonical', input, ...common })
      case 'check': {
        const checked = await perform(checkHost, visit.turn, { params: { key, host } })
        return checked.ok ? go(`/events/${key}/hosts?done=looked`) : refused(checked.error)
      }
      case 'vouch':
        return vouch(visit, entry, sent, host)
      default:
        return refused(problem('unreadable', 'Say what to do with a host: add, remove, check …'))
    }
  },
})

async function vouch(visit: Visit, entry: TenantEntry, sent: Sent, host: string): Promise<Sight> {
  const { key } = entry.tenant
  const turn = { ...visit.turn, idempotencyKey: sent.once }
  const reason = sent.text('reason').trim()
  const asked = { params: { key, host }, query: reason === '' ? {} : { reason } }
  const vouched = await perform(vouchForHost, turn, asked)
  if (vouched.ok) return go(`/events/${key}/hosts?done=vouched`)
  if (vouched.error.kind !== 'invalid') return refused(vouched.error)
  const message = `Say why ${host} is served without proof: it is kept in the audit log.`
  return hostsSight(visit, entry, again(sent, [{ field: '', message }]))
}

const hostsSight = (visit: Visit, entry: TenantEntry, state: FormState): Sight => {
  const done = state.sent === null ? doneText(visit.query['done']) : null
  return {
    kind: 'page',
    title: 'Hosts',
    trail: trailOf(entry),
    about: { key: entry.tenant.key, tab: 'Hosts' },
    status: statusOfForm(state),
    body: (
      <>
        <DoneNotice text={done} />
        <MeanwhileNotice meanwhile={state.meanwhile} now={visit.now} />
        <WrongSummary issues={aboutHost(state)} names={['host']} />
        {mayChange(visit) ? (
          <>
            <HostState
              visit={visit}
              entry={entry}
              acts={(host) => <HostActs visit={visit} entry={entry} host={host} />}
            />
            <AddForm entry={entry} state={state} />
          </>
        ) : (
          <HostState visit={visit} entry={entry} />
        )}
      </>
    ),
  }
}

/** The form has one field for what the record has in a list. */
const aboutHost = ({ issues }: FormState) =>
  issues.map((issue) => (issue.field === '' ? issue : { ...issue, field: 'host' }))

interface HostProps {
  readonly visit: Visit
  readonly entry: TenantEntry
  readonly host: string
}

const HostActs = ({ visit, entry, host }: HostProps) => {
  const { canonicalHost, revision } = entry.tenant
  const domain = entry.domains.find((one) => one.host === host)
  return (
    <Acts>
      {domain !== undefined && <DomainActs visit={visit} domain={domain} />}
      {host === canonicalHost ? (
        <span class="soft">Make another one canonical to remove it.</span>
      ) : (
        <OtherActs host={host} revision={revision} isServed={domain?.state !== 'pending'} />
      )}
    </Acts>
  )
}

interface OtherProps {
  readonly host: string
  readonly revision: number
  readonly isServed: boolean
}

/** What can be done with a host that links are not built on. */
const OtherActs = ({ host, revision, isServed }: OtherProps) => (
  <>
    {isServed && (
      <Form once={newOnce()} revision={revision}>
        <input type="hidden" name="host" value={host} />
        <button class="plain" name="act" value="canonical">
          Make canonical<span class="unseen"> {host}</span>
        </button>
      </Form>
    )}
    <details>
      <summary>
        Remove<span class="unseen"> {host}</span>
      </summary>
      <Form once={newOnce()} revision={revision}>
        <p>Anybody may take it then. Links to it end at “No event here”.</p>
        <input type="hidden" name="host" value={host} />
        <button class="danger" name="act" value="remove">
          Yes, remove it<span class="unseen"> {host}</span>
        </button>
      </Form>
    </details>
  </>
)

const AddForm = ({ entry, state }: { readonly entry: TenantEntry; readonly state: FormState }) => {
  const { sent } = state
  const isAdding = sent?.text('act') === 'add'
  const issues = isAdding ? aboutHost(state) : []
  const wantsClaim = issues.some(({ claim }) => claim === 'reclaim')
  return (
    <section class="card" aria-label="Add a host">
      <h2>Add a host</h2>
      <Form once={isAdding ? state.once : newOnce()} revision={entry.tenant.revision}>
        <TextField
          name="host"
          label="Host"
          value={isAdding ? sent.text('host') : ''}
          hint="fair.example.org. One outside the platform’s domains is served once it is proven: docs/operators.md says how."
          issues={issues}
          required
        />
        {wantsClaim && <CheckField name="reclaim" label="Take the host" value="" issues={[]} />}
        <button name="act" value="add">
          Add the host
        </button>
      </Form>
    </section>
  )
}
