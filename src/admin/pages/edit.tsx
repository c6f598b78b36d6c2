import { TIME_ZONES, TimeZones } from './time-zones.tsx'
import type { Tenant } from '../../contract.ts'
import type { TenantEntry } from '../../registry/registrar/tenant-calls.ts'
import type { Issue } from '../../registry/tenant.ts'
import { eventPage, trailOf } from './event-visit.ts'
import { AreaField, CheckField, Form, TextField, WrongSummary } from './fields.tsx'
import { again, by, changeEvent, type FormState, fresh, statusOfForm } from './form-state.ts'
import { MeanwhileNotice } from './meanwhile.tsx'
import type { Sight, Visit } from './page.ts'
import {
  contested,
  onTop,
  readChanges,
  RECORD_FIELDS,
  type Texts,
  textsOf,
  typedTexts,
} from './record-fields.ts'

const NAMES = [...RECORD_FIELDS.flatMap(({ inputs }) => inputs), 'reason']

/** What an event's record says. */
export const editPage = eventPage({
  path: '/events/:key/edit',
  title: 'Edit an event',
  role: 'operator',
  show: (visit, entry) => form(visit, entry, fresh(), textsOf(entry.tenant)),
  async act(visit, entry, sent) {
    const { key } = entry.tenant
    const typed = typedTexts(sent)
    const before = textsOf(await recordAt(visit, entry, sent.revision))
    const { patch, issues } = readChanges(before, typed)
    if (issues.length > 0) return form(visit, entry, again(sent, issues), typed)
    return changeEvent(visit, entry, sent, {
      call: 'tenants.change',
      input: { by: by(visit, sent), key, ifRevision: sent.revision, patch },
      goesTo: `/events/${key}?done=saved`,
      form(fresher, state) {
        if (state.meanwhile === null) return form(visit, fresher, state, typed)
        const now = textsOf(fresher.tenant)
        const both = { ...state, issues: contested(before, typed, now) }
        return form(visit, fresher, both, onTop(before, typed, now))
      },
    })
  },
})

/** The record that a form was made of; where that is kept no longer, as it is. */
async function recordAt(visit: Visit, { tenant }: TenantEntry, revision: number): Promise<Tenant> {
  if (revision === tenant.revision) return tenant
  const { key } = tenant
  const old = await visit.turn.parts.registrar.call('revisions.get', { key, revision })
  return old.ok ? old.value : tenant
}

const form = (visit: Visit, entry: TenantEntry, state: FormState, texts: Texts): Sight => ({
  kind: 'page',
  title: 'Edit',
  trail: trailOf(entry),
  about: { key: entry.tenant.key, tab: 'Edit' },
  status: statusOfForm(state),
  body: (
    <>
      <MeanwhileNotice meanwhile={state.meanwhile} now={visit.now} />
      {state.meanwhile === null && <WrongSummary issues={state.issues} names={NAMES} />}
      <Form
        once={state.once}
        revision={state.meanwhile === null ? revisionOf(state, entry) : entry.tenant.revision}
      >
        <Basics texts={texts} issues={state.issues} />
        <Closing texts={texts} issues={state.issues} />
        <Ways texts={texts} issues={state.issues} />
        <Code texts={texts} issues={state.issues} />
        <TextField
          name="reason"
          label="Why (for the audit log)"
          value={state.sent?.text('reason') ?? ''}
          issues={state.issues}
        />
        <button>Save</button>
      </Form>
    </>
  ),
})

/** A form that was refused still stands on what it was made of. */
const revisionOf = ({ sent }: FormState, { tenant }: TenantEntry): number =>
  sent?.revision ?? tenant.revision

interface GroupProps {
  readonly texts: Texts
  readonly issues: readonly Issue[]
}

const Basics = ({ texts, issues }: GroupProps) => (
  <fieldset>
    <legend>The event</legend>
    <TextField name="name" label="Name" value={texts['name'] ?? ''} issues={issues} required />
    <TextField
      name="place"
      label="Place"
      value={texts['place'] ?? ''}
      hint="In one line; empty while it is not known."
      issues={issues}
    />
    <div class="pair">
      <TextField
        name="starts"
        label="First day"
        type="date"
        value={texts['starts'] ?? ''}
        issues={issues}
        required
      />
      <TextField
        name="ends"
        label="Last day"
        type="date"
        value={texts['ends'] ?? ''}
        issues={issues}
        required
      />
    </div>
    <TextField
      name="timeZone"
      label="Time zone"
      list={TIME_ZONES}
      value={texts['timeZone'] ?? ''}
      hint="As IANA names it: Asia/Manila."
      issues={issues}
      required
    />
    <TimeZones />
    <TextField
      name="locales"
      label="Languages"
      value={texts['locales'] ?? ''}
      hint="Language tags, the default first: en ja."
      issues={issues}
      required
    />
    <CheckField
      name="listed"
      label="On the platform’s public list while it is live"
      value={texts['listed'] ?? ''}
      issues={issues}
    />
  </fieldset>
)

const Closing = ({ texts, issues }: GroupProps) => (
  <fieldset>
    <legend>Closed, and over</legend>
    <TextField
      name="notice"
      label="Notice"
      value={texts['notice'] ?? ''}
      hint="While there is one, the event is closed and says this instead. Empty: it is open."
      issues={issues}
    />
    <TextField
      name="noticeUntil"
      label="Opens again by itself"
      type="datetime-local"
      value={texts['noticeUntil'] ?? ''}
      hint="In the event’s time zone; empty: when the notice is taken away."
      issues={fieldIssues(issues, 'notice.until', 'noticeUntil')}
    />
    <TextField
      name="farewell"
      label="Archived, it can be read until"
      type="datetime-local"
      value={texts['farewell'] ?? ''}
      hint="Empty: for good."
      issues={issues}
    />
    <TextField
      name="farewellRedirect"
      label="Then it leads to"
      value={texts['farewellRedirect'] ?? ''}
      hint="An https address; empty: a page that says goodbye."
      issues={fieldIssues(issues, 'farewell.redirect', 'farewellRedirect')}
    />
  </fieldset>
)

/** The record's own field under the name that it has in the form. */
const fieldIssues = (issues: readonly Issue[], field: string, name: string): readonly Issue[] =>
  issues.map((issue) => (issue.field === field ? { ...issue, field: name } : issue))

const Ways = ({ texts, issues }: GroupProps) => (
  <fieldset>
    <legend>Old addresses</legend>
    <AreaField
      name="redirects"
      label="Redirects"
      rows={4}
      value={texts['redirects'] ?? ''}
      hint="One a line: the old path, a space, the new path. /2026/* takes everything under it along."
      issues={issues}
    />
  </fieldset>
)

const Code = ({ texts, issues }: GroupProps) => (
  <fieldset>
    <legend>Looks, settings, code</legend>
    <AreaField
      name="theme"
      label="Theme"
      rows={4}
      value={texts['theme'] ?? ''}
      hint="One token a line: accent: #0b6e4f"
      issues={issues}
    />
    <AreaField
      name="settings"
      label="Settings"
      rows={6}
      value={texts['settings'] ?? ''}
      hint="JSON. What there is, and what is in force, is told by Explain."
      issues={issues}
    />
    <AreaField
      name="outbound"
      label="Hosts that its own code may call"
      rows={3}
      value={texts['outbound'] ?? ''}
      hint="One a line, https only."
      issues={issues}
    />
    <TextField
      name="deadline"
      label="Milliseconds that its code has for an answer"
      value={texts['deadline'] ?? ''}
      hint="100 to 60,000; empty: the platform’s own limit."
      issues={issues}
    />
  </fieldset>
)
