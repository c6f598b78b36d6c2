import type { Tenant } from '../../contract.ts'
import type { TenantEntry } from '../../registry/registrar/tenant-calls.ts'
import type { Issue } from '../../registry/tenant.ts'
import { DoneNotice, doneText } from './done.tsx'
import { eventPage, mayChange, trailOf } from './event-visit.ts'
import { Form, SelectField, TextField, WrongSummary } from './fields.tsx'
import { by, changeEvent, type FormState, fresh, statusOfForm } from './form-state.ts'
import { MeanwhileNotice } from './meanwhile.tsx'
import type { Sight, Visit } from './page.ts'
import type { Sent } from './sent.ts'
import { Timeline } from './timeline.tsx'

/** What becomes of an event by itself. */
export const schedulePage = eventPage({
  path: '/events/:key/schedule',
  title: 'Change an event’s schedule',
  role: 'viewer',
  actRole: 'operator',
  show: (visit, entry) => scheduleSight(visit, entry, fresh(), rowsOf(entry.tenant)),
  async act(visit, entry, sent) {
    const { key } = entry.tenant
    const rows = rowsIn(sent)
    const schedule = rows.filter(isFilled).toSorted((a, b) => a.at.localeCompare(b.at))
    return changeEvent(visit, entry, sent, {
      call: 'tenants.change',
      input: { by: by(visit, sent), key, ifRevision: sent.revision, patch: { schedule } },
      goesTo: `/events/${key}/schedule?done=schedule`,
      form: (fresher, state) =>
        scheduleSight(
          visit,
          fresher,
          { ...state, issues: atRows(state.issues, schedule, rows) },
          rows,
        ),
    })
  },
})

interface Row {
  /** Local, `2027-03-27T09:00`. */
  readonly at: string
  readonly to: string
}

const rowsOf = ({ schedule }: Tenant): readonly Row[] => schedule

function rowsIn(sent: Sent): readonly Row[] {
  const to = sent.all('to')
  return sent.all('at').map((at, i) => ({ at, to: to[i] ?? '' }))
}

const isFilled = ({ at, to }: Row): boolean => at !== '' || to !== ''

/** The registrar counts the rows that it was given; the form's are in another order. */
const atRows = (
  issues: readonly Issue[],
  given: readonly Row[],
  rows: readonly Row[],
): readonly Issue[] =>
  issues.map((issue) => {
    const [, place, field] = /^schedule\.(\d+)\.(at|to)$/.exec(issue.field) ?? []
    const row = place === undefined ? -1 : rows.indexOf(given[Number(place)] as Row)
    if (row < 0) return issue
    const message = field === 'at' ? 'Give a day and a time.' : 'Choose what it becomes.'
    return { field: `${field}-${row}`, message }
  })

const scheduleSight = (
  visit: Visit,
  entry: TenantEntry,
  state: FormState,
  rows: readonly Row[],
): Sight => {
  const done = state.sent === null ? doneText(visit.query['done']) : null
  return {
    kind: 'page',
    title: 'Schedule',
    trail: trailOf(entry),
    about: { key: entry.tenant.key, tab: 'Schedule' },
    status: statusOfForm(state),
    body: (
      <>
        <DoneNotice text={done} />
        <section class="card" aria-label="As it is">
          <h2>As it is</h2>
          <Timeline tenant={entry.tenant} now={visit.now} />
        </section>
        <MeanwhileNotice meanwhile={state.meanwhile} now={visit.now} />
        {mayChange(visit) && <RowsForm entry={entry} state={state} rows={rows} />}
      </>
    ),
  }
}

const CHOICES = [
  { value: '', label: '—' },
  { value: 'live', label: 'goes live' },
  { value: 'frozen', label: 'is frozen' },
  { value: 'archived', label: 'is archived' },
]

interface FormProps {
  readonly entry: TenantEntry
  readonly state: FormState
  readonly rows: readonly Row[]
}

const RowsForm = ({ entry, state, rows }: FormProps) => {
  const { issues } = state
  const shown = [...rows.filter(isFilled), { at: '', to: '' }, { at: '', to: '' }]
  const names = shown.flatMap((_, i) => [`at-${i}`, `to-${i}`])
  return (
    <section class="card" aria-label="Change it">
      <h2>Change it</h2>
      <WrongSummary issues={issues} names={names} />
      <Form once={state.once} revision={entry.tenant.revision}>
        <p class="hint">
          On the clock of {entry.tenant.timeZone}. A line is taken out by emptying both of its
          fields. A schedule only moves an event forward.
        </p>
        {shown.map(({ at, to }, i) => (
          <fieldset>
            <legend>{i < shown.length - 2 ? `Change ${i + 1}` : 'One more'}</legend>
            <div class="pair">
              <TextField
                name="at"
                id={`at-${i}`}
                label="At"
                type="datetime-local"
                value={at}
                issues={issues}
              />
              <SelectField
                name="to"
                id={`to-${i}`}
                label="It"
                value={to}
                options={CHOICES}
                issues={issues}
              />
            </div>
          </fieldset>
        ))}
        <TextField
          name="reason"
          label="Why (for the audit log)"
          value={state.sent?.text('reason') ?? ''}
          issues={issues}
        />
        <button>Save the schedule</button>
      </Form>
    </section>
  )
}
