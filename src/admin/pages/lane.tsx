import type { Child } from 'hono/jsx'
import type { ReleaseEntry } from '../../registry/registrar/release-calls.ts'
import type { TenantEntry } from '../../registry/registrar/tenant-calls.ts'
import { shortId } from '../../release-id.ts'
import { eventPage, trailOf } from './event-visit.ts'
import { Form, TextField, WrongSummary } from './fields.tsx'
import { by, changeEvent, type FormState, fresh, statusOfForm } from './form-state.ts'
import { Acts } from './layout.tsx'
import { MeanwhileNotice } from './meanwhile.tsx'
import type { Sight, Visit } from './page.ts'
import { servedFrom } from './release-in-force.tsx'

/** Moves an event into an isolate of its own, or back beside the others. */
export const lanePage = eventPage({
  path: '/events/:key/lane',
  title: 'Move an event to another lane',
  role: 'operator',
  show: (visit, entry) => laneSight(visit, entry, fresh()),
  async act(visit, entry, sent) {
    const { key } = entry.tenant
    const lane = sent.text('lane') === 'isolated' ? 'isolated' : 'shared'
    return changeEvent(visit, entry, sent, {
      call: 'lanes.move',
      input: { by: by(visit, sent), key, ifRevision: sent.revision, lane },
      goesTo: `/events/${key}/releases?done=${lane}`,
      form: (fresher, state) => laneSight(visit, fresher, state),
    })
  },
})

async function laneSight(visit: Visit, entry: TenantEntry, state: FormState): Promise<Sight> {
  const isIsolated = entry.tenant.lane === 'isolated'
  const found = isIsolated ? await notShared(visit, entry) : null
  return {
    kind: 'page',
    title: isIsolated ? 'Move beside other events' : 'Move into an isolate of its own',
    trail: [...trailOf(entry), { path: `/events/${entry.tenant.key}/releases`, name: 'Releases' }],
    status: statusOfForm(state),
    body: (
      <>
        <MeanwhileNotice meanwhile={state.meanwhile} now={visit.now} />
        <WrongSummary issues={state.issues} names={['reason']} />
        <p class="lead">It is served from {servedFrom(entry)}.</p>
        {isIsolated ? <ToShared entry={entry} found={found} /> : <ToIsolated entry={entry} />}
        {!isIsolated && entry.tenant.release === undefined ? (
          <BuildFirst eventKey={entry.tenant.key} />
        ) : (
          <MoveForm entry={entry} state={state} lane={isIsolated ? 'shared' : 'isolated'} />
        )}
      </>
    ),
  }
}

/** What the release in force does that is refused beside other events; null where nobody said. */
async function notShared(
  { turn }: Visit,
  { tenant: { key, release } }: TenantEntry,
): Promise<ReleaseEntry['notShared']> {
  if (release === undefined) return null
  const found = await turn.parts.registrar.call('releases.get', { key, id: release.id })
  return found.ok ? found.value.notShared : null
}

const ToIsolated = ({ entry: { tenant } }: { readonly entry: TenantEntry }) => (
  <ul>
    {tenant.release !== undefined && (
      <li>
        From then on it is served from release <code>{shortId(tenant.release.id)}</code>, whatever
        is deployed.
      </li>
    )}
    <li>Its code has globals of its own, and limits on computing and calls.</li>
    <li>
      A deployment changes nothing of it. Who wants a fix in it builds and promotes a release.
    </li>
  </ul>
)

interface ToSharedProps {
  readonly entry: TenantEntry
  readonly found: ReleaseEntry['notShared']
}

/** What the shared lane does not have, or takes away. */
const ToShared = ({ entry, found }: ToSharedProps) => (
  <ul class="notice wait">
    <li>
      {entry.statusNow === 'frozen'
        ? 'It is frozen, and stays on its release until its show days are over. After them it'
        : 'From then on it'}{' '}
      is served from what is deployed, which may be older or newer than its release. Code of it that
      is not deployed is not there: the base answers alone.
    </li>
    <li>
      <Refused entry={entry} found={found} />
    </li>
    <li>An endless loop or too much memory stops other events with it.</li>
  </ul>
)

const Refused = ({ entry: { tenant }, found }: ToSharedProps) => {
  const release = <code>{shortId(tenant.release?.id ?? '')}</code>
  if (found === null) {
    return (
      <>
        Code that keeps something in a variable of its module, or wants packages that are not on the
        list, is refused by the build there: <code>npm run build</code> says so.
      </>
    )
  }
  if (found.length === 0) return <>In release {release} nothing was found that is refused there.</>
  return (
    <>
      <strong>Release {release} does what is refused there</strong>, by the next build of the
      platform:
      <ul>
        {found.map(({ file, line, repair }) => (
          <li>
            <code>{line === null ? file : `${file}:${line}`}</code>: {repair}
          </li>
        ))}
      </ul>
    </>
  )
}

export const BuildFirst = ({ eventKey }: { readonly eventKey: string }) => (
  <div class="empty">
    <p>
      <strong>It has no release to run.</strong> One is built from the source of its good state:
    </p>
    <p>
      <code>npx usher release {eventKey} --promote</code>
    </p>
  </div>
)

interface FormProps {
  readonly entry: TenantEntry
  readonly state: FormState
  readonly lane: 'shared' | 'isolated'
}

const MoveForm = ({ entry: { tenant }, state, lane }: FormProps): Child => (
  <Form once={state.once} revision={tenant.revision} class="card">
    <input type="hidden" name="lane" value={lane} />
    <TextField
      name="reason"
      label="Why (for the audit log)"
      value={state.sent?.text('reason') ?? ''}
      issues={state.issues}
    />
    <Acts>
      <button>Move it</button>
      <a class="button plain" href={`/events/${tenant.key}/releases`}>
        Leave it where it is
      </a>
    </Acts>
  </Form>
)
