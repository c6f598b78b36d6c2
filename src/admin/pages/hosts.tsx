import type { TenantEntry } from '../../registry/registrar/tenant-calls.ts'
import { problem } from '../api/problem.ts'
import { DoneNotice, doneText } from './done.tsx'
import { eventPage, mayChange, trailOf } from './event-visit.ts'
import { CheckField, Form, TextField, WrongSummary } from './fields.tsx'
import { by, changeEvent, type FormState, fresh, statusOfForm } from './form-state.ts'
import { HostState } from './host-state.tsx'
import { Acts } from './layout.tsx'
import { MeanwhileNotice } from './meanwhile.tsx'
import { refused, type Sight, type Visit } from './page.ts'
import { newOnce } from './sent.ts'

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
      default:
        return refused(problem('unreadable', 'Say what to do: add, remove or canonical.'))
    }
  },
})

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
              acts={(host) => <HostActs entry={entry} host={host} />}
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
  issues.map((issue) => (issue.field === '' ? issue : { field: 'host', message: issue.message }))

const HostActs = ({ entry, host }: { readonly entry: TenantEntry; readonly host: string }) => {
  const { canonicalHost, revision } = entry.tenant
  if (host === canonicalHost)
    return <span class="soft">Make another one canonical to remove it.</span>
  return (
    <Acts>
      <Form once={newOnce()} revision={revision}>
        <input type="hidden" name="host" value={host} />
        <button class="plain" name="act" value="canonical">
          Make canonical<span class="unseen"> {host}</span>
        </button>
      </Form>
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
    </Acts>
  )
}

const AddForm = ({ entry, state }: { readonly entry: TenantEntry; readonly state: FormState }) => {
  const { sent } = state
  const isAdding = sent?.text('act') === 'add'
  const issues = isAdding ? aboutHost(state) : []
  const wantsClaim = issues.some(({ message }) => message.includes('which is deleted'))
  return (
    <section class="card" aria-label="Add a host">
      <h2>Add a host</h2>
      <Form once={isAdding ? state.once : newOnce()} revision={entry.tenant.revision}>
        <TextField
          name="host"
          label="Host"
          value={isAdding ? sent.text('host') : ''}
          hint="fair.example.org. Point it to the Worker first: docs/operators.md says how."
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
