import type { TenantEntry } from '../../registry/registrar/tenant-calls.ts'
import { shortId } from '../../release-id.ts'
import { keepsFailing } from '../keeps-failing.ts'
import { lastGoodRelease } from '../last-good-release.ts'
import { eventPage, trailOf } from './event-visit.ts'
import { Form, TextField, WrongSummary } from './fields.tsx'
import { by, changeEvent, type FormState, fresh, statusOfForm } from './form-state.ts'
import { BuildFirst } from './lane.tsx'
import { Acts } from './layout.tsx'
import { MeanwhileNotice } from './meanwhile.tsx'
import { go, type Sight, type Visit } from './page.ts'

/** Takes an event that fails away from the others. */
export const quarantinePage = eventPage({
  path: '/events/:key/quarantine',
  title: 'Take an event away from the others',
  role: 'operator',
  show: (visit, entry) => quarantineSight(visit, entry, fresh()),
  async act(visit, entry, sent) {
    const { key } = entry.tenant
    const release = await lastGoodRelease(visit.turn.parts.registrar, entry.tenant)
    if (release === null) return go(`/events/${key}/quarantine`)
    return changeEvent(visit, entry, sent, {
      call: 'lanes.quarantine',
      input: { by: by(visit, sent), key, ifRevision: sent.revision, release },
      goesTo: `/events/${key}/releases?done=isolated`,
      form: (fresher, state) => quarantineSight(visit, fresher, state),
    })
  },
})

async function quarantineSight(visit: Visit, entry: TenantEntry, state: FormState): Promise<Sight> {
  const { parts } = visit.turn
  const { tenant } = entry
  const [release, bins] = await Promise.all([
    lastGoodRelease(parts.registrar, tenant),
    parts.faultHistory(tenant.key).catch(() => []),
  ])
  return {
    kind: 'page',
    title: `Quarantine: ${tenant.name}`,
    trail: trailOf(entry),
    status: statusOfForm(state),
    body: (
      <>
        <MeanwhileNotice meanwhile={state.meanwhile} now={visit.now} />
        <WrongSummary issues={state.issues} names={['reason']} />
        <Body entry={entry} state={state} release={release} failing={keepsFailing(bins)} />
      </>
    ),
  }
}

interface BodyProps {
  readonly entry: TenantEntry
  readonly state: FormState
  readonly release: string | null
  /** Pieces that keep being given up. */
  readonly failing: readonly string[]
}

const Body = ({ entry, state, release, failing }: BodyProps) => {
  const { key, lane, revision } = entry.tenant
  if (lane === 'isolated') {
    return (
      <>
        <p class="lead">
          It is in an isolate of its own already: what fails there hurts nobody else.
        </p>
        <p>
          <a class="button plain" href={`/events/${key}/releases`}>
            See its releases, and roll back
          </a>
        </p>
      </>
    )
  }
  if (release === null) return <BuildFirst eventKey={key} />
  return (
    <>
      <p class="lead">
        It moves into an isolate of its own, on release <code>{shortId(release)}</code>, in one
        change. Other events are rid of its code; its data, hosts and people stay as they are.
      </p>
      <Form once={state.once} revision={revision} class="card">
        <TextField
          name="reason"
          label="Why (for the audit log)"
          value={state.sent?.text('reason') ?? reasonOf(failing)}
          issues={state.issues}
        />
        <Acts>
          <button>Quarantine it</button>
          <a class="button plain" href={`/events/${key}`}>
            Leave it as it is
          </a>
        </Acts>
      </Form>
    </>
  )
}

const reasonOf = (failing: readonly string[]): string =>
  failing.length === 0 ? '' : `Keeps failing: ${failing.join(', ')}`

interface ProposalProps {
  readonly entry: TenantEntry
  readonly failing: readonly string[]
  readonly mayAct: boolean
}

/** On the event's page, when pieces of it keep being given up: what can be done about it. */
export const Proposal = ({ entry, failing, mayAct }: ProposalProps) => {
  const { key, lane } = entry.tenant
  if (failing.length === 0) return null
  const isIsolated = lane === 'isolated'
  return (
    <div class="notice bad" role="alert">
      <p>
        <strong>It keeps failing:</strong> {failing.join(', ')} was given up again and again in the
        last hour.{' '}
        {isIsolated
          ? 'Its release may be rolled back.'
          : 'It can be taken away from the others, onto its last good release.'}
      </p>
      {mayAct && (
        <p>
          <a
            class="button danger"
            href={isIsolated ? `/events/${key}/releases` : `/events/${key}/quarantine`}
          >
            {isIsolated ? 'See its releases' : 'Quarantine it'}
          </a>
        </p>
      )}
    </div>
  )
}
