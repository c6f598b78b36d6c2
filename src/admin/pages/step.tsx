import type { TenantEntry } from '../../registry/registrar/tenant-calls.ts'
import { shortId } from '../../release-id.ts'
import { EVENT_STEPS, needsReason, type Step, stepsOf } from './event-steps.ts'
import { eventPage, trailOf } from './event-visit.ts'
import { ConfirmField, Form, TextField, WrongSummary } from './fields.tsx'
import { again, by, changeEvent, type FormState, fresh, statusOfForm } from './form-state.ts'
import { BuildFirst } from './lane.tsx'
import { Acts } from './layout.tsx'
import { MeanwhileNotice } from './meanwhile.tsx'
import type { Page, Sight, Visit } from './page.ts'
import type { Sent } from './sent.ts'
import { StatusBadge } from './status-badge.tsx'

/** A page for each thing that can become of an event by hand: what it does, and whether it is meant. */
export const stepPages: readonly Page[] = EVENT_STEPS.map((step) =>
  eventPage({
    path: `/events/:key/${step.name}`,
    title: `${step.verb} an event`,
    role: step.role,
    show: (visit, entry) => stepSight(visit, entry, step, fresh()),
    act: (visit, entry, sent) => take(visit, entry, step, sent),
  }),
)

function take(visit: Visit, entry: TenantEntry, step: Step, sent: Sent): Promise<Sight> {
  const { key } = entry.tenant
  const form = (fresher: TenantEntry, state: FormState): Sight =>
    stepSight(visit, fresher, step, state)
  if (step.confirm === true && sent.text('confirm').trim() !== key) {
    const message = `Type ${key}, so that it is the event that you mean.`
    return Promise.resolve(form(entry, again(sent, [{ field: 'confirm', message }])))
  }
  const input = { by: by(visit, sent), key, ifRevision: sent.revision }
  if (step.to === 'deleted') {
    return changeEvent(visit, entry, sent, { call: 'tenants.delete', input, goesTo: '/', form })
  }
  return changeEvent(visit, entry, sent, {
    call: 'tenants.status',
    input: { ...input, to: step.to },
    goesTo: `/events/${key}?done=${step.name}`,
    form,
  })
}

const stepSight = (visit: Visit, entry: TenantEntry, step: Step, state: FormState): Sight => ({
  kind: 'page',
  title: `${step.verb}: ${entry.tenant.name}`,
  trail: trailOf(entry),
  status: statusOfForm(state),
  body: stepsOf(entry).includes(step) ? (
    <>
      <MeanwhileNotice meanwhile={state.meanwhile} now={visit.now} />
      <WrongSummary issues={state.issues} names={['confirm', 'reason']} />
      <p>
        It is <StatusBadge status={entry.statusNow} /> now, on {entry.tenant.hosts.join(', ')}.
      </p>
      <p class="lead">{step.effect}</p>
      {step.to === 'frozen' && entry.tenant.release === undefined ? (
        <BuildFirst eventKey={entry.tenant.key} />
      ) : (
        <>
          <Pinning entry={entry} step={step} />
          <StepForm entry={entry} step={step} state={state} />
        </>
      )}
    </>
  ) : (
    <>
      <p class="lead">
        It is <StatusBadge status={entry.statusNow} />: this cannot become of it from there.
      </p>
      <p>
        <a class="button plain" href={`/events/${entry.tenant.key}`}>
          Back to the event
        </a>
      </p>
    </>
  ),
})

/** Which release show days are pinned to, and what becomes of the pin when they are over. */
const Pinning = ({ entry, step }: { readonly entry: TenantEntry; readonly step: Step }) => {
  const { release } = entry.tenant
  if (release === undefined) return null
  if (step.to === 'frozen') {
    return (
      <p>
        It is pinned to release <code>{shortId(release.id)}</code>: nothing else is promoted until
        it is let go.
      </p>
    )
  }
  return entry.statusNow === 'frozen' && release.pinned ? (
    <p>What freezing has pinned is let go; what somebody pinned by hand stays pinned.</p>
  ) : null
}

interface FormProps {
  readonly entry: TenantEntry
  readonly step: Step
  readonly state: FormState
}

const StepForm = ({ entry, step, state }: FormProps) => {
  const { key, revision } = entry.tenant
  const wanted = needsReason(step, entry)
  const typed = (name: string): string => state.sent?.text(name) ?? ''
  return (
    <Form once={state.once} revision={revision} class="card">
      <TextField
        name="reason"
        label={wanted ? 'Why' : 'Why (for the audit log)'}
        value={typed('reason')}
        hint={wanted ? 'Needed: it is kept in the audit log.' : undefined}
        issues={state.issues}
        required={wanted}
      />
      {step.confirm === true && (
        <ConfirmField eventKey={key} value={typed('confirm')} issues={state.issues} />
      )}
      <Acts>
        <button class={step.danger === true ? 'danger' : ''}>{step.verb}</button>
        <a class="button plain" href={`/events/${key}`}>
          Leave it as it is
        </a>
      </Acts>
    </Form>
  )
}
