import type { Change } from '../../registry/registrar/changes.ts'
import type { TenantEntry } from '../../registry/registrar/tenant-calls.ts'
import { problem } from '../api/problem.ts'
import { ChangesTable } from './changes-table.tsx'
import { eventPage, trailOf } from './event-visit.ts'
import { CheckField, Form, TextField, WrongSummary } from './fields.tsx'
import { by, changeEvent, type FormState, fresh, statusOfForm } from './form-state.ts'
import { Acts } from './layout.tsx'
import { MeanwhileNotice } from './meanwhile.tsx'
import { refused, type Sight, type Visit } from './page.ts'

/** Puts old content in force again. */
export const rollBackPage = eventPage({
  path: '/events/:key/roll-back',
  title: 'Roll an event back',
  role: 'operator',
  show: (visit, entry) => rollBackSight(visit, entry, fresh(), Number(visit.query['to'])),
  async act(visit, entry, sent) {
    const { key } = entry.tenant
    const to = Number(sent.text('to'))
    return changeEvent(visit, entry, sent, {
      call: 'revisions.roll-back',
      input: {
        by: by(visit, sent),
        key,
        ifRevision: sent.revision,
        to,
        reclaim: sent.text('reclaim') === 'yes',
      },
      goesTo: `/events/${key}?done=rolled-back`,
      form: (fresher, state) => rollBackSight(visit, fresher, state, to),
    })
  },
})

async function rollBackSight(
  visit: Visit,
  entry: TenantEntry,
  state: FormState,
  to: number,
): Promise<Sight> {
  const { key, revision, status } = entry.tenant
  const diff = await visit.turn.parts.registrar.call('revisions.diff', { key, a: revision, b: to })
  if (!diff.ok) {
    return refused(problem('not-found', `There is no revision ${to}, or it is kept no longer.`))
  }
  return {
    kind: 'page',
    title: `Roll back to revision ${to}`,
    trail: [...trailOf(entry), { path: `/events/${key}/revisions`, name: 'Revisions' }],
    status: statusOfForm(state),
    body: (
      <>
        <MeanwhileNotice meanwhile={state.meanwhile} now={visit.now} />
        <WrongSummary issues={state.issues} names={['reason']} />
        <p class="lead">
          It becomes revision {revision + 1}, with the content of revision {to}. Its status stays{' '}
          {status}. Nothing is lost: revision {revision} stays among the others.
        </p>
        <ChangesTable changes={effect(diff.value.changes)} caption="What changes" />
        <RollBackForm entry={entry} state={state} to={to} />
      </>
    ),
  }
}

/** The status is not rolled back. */
const effect = (changes: readonly Change[]): readonly Change[] =>
  changes.filter(({ path }) => path[0] !== 'status')

const RollBackForm = (props: {
  readonly entry: TenantEntry
  readonly state: FormState
  readonly to: number
}) => {
  const { state, entry, to } = props
  const { key, revision } = entry.tenant
  const wantsClaim = state.issues.some(({ claim }) => claim === 'reclaim')
  return (
    <Form once={state.once} revision={revision} class="card">
      <input type="hidden" name="to" value={String(to)} />
      <TextField
        name="reason"
        label="Why (for the audit log)"
        value={state.sent?.text('reason') ?? ''}
        issues={state.issues}
      />
      {wantsClaim && <CheckField name="reclaim" label="Take the host" value="" issues={[]} />}
      <Acts>
        <button>Roll back</button>
        <a class="button plain" href={`/events/${key}/revisions`}>
          Leave it as it is
        </a>
      </Acts>
    </Form>
  )
}
