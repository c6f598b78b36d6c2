import type { Result } from '../../contract.ts'
import type { RegistrarRefusal } from '../../registry/registrar/refusals.ts'
import type { TenantEntry, Written } from '../../registry/registrar/tenant-calls.ts'
import type { RefusalIssue } from '../refusal-text.ts'
import { EVENTS, eventPage, trailOf } from './event-visit.ts'
import { CheckField, Form, TextField, WrongSummary } from './fields.tsx'
import { again, by, type FormState, fresh, statusOfForm } from './form-state.ts'
import { go, type Page, type Sight, type Visit } from './page.ts'
import { issuesOf } from './refusal-words.ts'
import type { Sent } from './sent.ts'
import { TIME_ZONES, TimeZones } from './time-zones.tsx'

/** A new event, by the little that it needs. */
export const createPage: Page = {
  path: '/new',
  title: 'Make an event',
  role: 'operator',
  everything: true,
  show: async (visit) => createForm(visit, fresh()),
  async act(visit, sent) {
    const { registrar } = visit.turn.parts
    const draft = { key: keyIn(sent), ...fieldsIn(sent) }
    const made = await registrar.call('tenants.create', {
      by: by(visit, sent),
      draft,
      ...claimsIn(sent),
    })
    return settle(visit, made, 'created', (issues) => createForm(visit, again(sent, issues)))
  },
}

/** A new event after another one. */
export const clonePage = eventPage({
  path: '/events/:key/clone',
  title: 'Clone an event',
  role: 'operator',
  everything: true,
  show: (_, entry) => cloneForm(entry, fresh()),
  async act(visit, entry, sent) {
    const { registrar } = visit.turn.parts
    const made = await registrar.call('tenants.clone', {
      by: by(visit, sent),
      from: entry.tenant.key,
      key: keyIn(sent),
      different: fieldsIn(sent),
      withData: sent.text('withData') === 'yes',
      ...claimsIn(sent),
    })
    return settle(visit, made, 'cloned', (issues) => cloneForm(entry, again(sent, issues)))
  },
})

function settle(
  visit: Visit,
  made: Result<Written, RegistrarRefusal>,
  done: string,
  form: (issues: readonly RefusalIssue[]) => Sight,
): Sight {
  if (made.ok) return go(`/events/${made.value.tenant.key}?done=${done}`)
  return form(issuesOf(made.error, visit.turn.actor))
}

const keyIn = (sent: Sent): string => sent.text('key').trim()

/** Fields of the record; where no host was typed, the registry gives one. */
function fieldsIn(sent: Sent) {
  const host = sent.text('hosts').trim().toLowerCase()
  return {
    name: sent.text('name').trim(),
    place: sent.text('place').trim(),
    starts: sent.text('starts'),
    ends: sent.text('ends'),
    timeZone: sent.text('timeZone').trim(),
    locales: sent
      .text('locales')
      .split(/[\s,]+/)
      .filter(Boolean),
    ...(host === '' ? {} : { hosts: [host] }),
  }
}

const claimsIn = (sent: Sent) => ({
  useAgain: sent.text('useAgain') === 'yes',
  reclaim: sent.text('reclaim') === 'yes',
})

type Defaults = Readonly<Record<string, string>>

const createForm = (visit: Visit, state: FormState): Sight => {
  const today = new Date(visit.now).toISOString().slice(0, 10)
  const [starts, ends] = [daysLater(today, 60), daysLater(today, 61)]
  return {
    kind: 'page',
    title: 'New event',
    trail: [EVENTS],
    status: statusOfForm(state),
    body: (
      <>
        <p class="lead">
          It begins as a draft that only a preview link opens. Everything but the key can be changed
          later.
        </p>
        <EventForm
          state={state}
          defaults={{ starts, ends, timeZone: 'Europe/Berlin', locales: 'en' }}
          verb="Make the draft"
        />
      </>
    ),
  }
}

const cloneForm = (entry: TenantEntry, state: FormState): Sight => {
  const { tenant } = entry
  return {
    kind: 'page',
    title: 'Clone',
    trail: trailOf(entry),
    status: statusOfForm(state),
    body: (
      <>
        <p class="lead">
          A new draft with the settings, looks, redirects and languages of {tenant.name}. Its hosts,
          schedule, notice and farewell are not taken over. People, their meetings and what they
          wrote stay where they are.
        </p>
        <EventForm
          state={state}
          defaults={{
            key: nextName(tenant.key, '-2'),
            name: nextName(tenant.name, ' 2'),
            place: tenant.place,
            starts: daysLater(tenant.starts, 364),
            ends: daysLater(tenant.ends, 364),
            timeZone: tenant.timeZone,
            locales: tenant.locales.join(' '),
          }}
          verb="Make the clone"
          isClone
        />
      </>
    ),
  }
}

const DAY = 24 * 60 * 60_000

/** 364 days keep the day of the week. */
const daysLater = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * DAY).toISOString().slice(0, 10)

/** `fair-2026` → `fair-2027`; what names no year gets an ending. */
function nextName(name: string, ending: string): string {
  const year = /20\d\d(?!.*20\d\d)/
  return year.test(name) ? name.replace(year, (found) => String(Number(found) + 1)) : name + ending
}

const NAMES = ['key', 'name', 'place', 'starts', 'ends', 'timeZone', 'locales', 'hosts']

interface FormProps {
  readonly state: FormState
  readonly defaults: Defaults
  readonly verb: string
  readonly isClone?: true
}

const EventForm = ({ state, defaults, verb, isClone }: FormProps) => {
  const { issues, sent } = state
  const field = (name: string) => ({
    name,
    value: sent?.text(name) ?? defaults[name] ?? '',
    issues,
  })
  return (
    <>
      <WrongSummary issues={issues} names={NAMES} />
      <Form once={state.once} revision={null} class="card">
        <TextField {...field('name')} label="Name" required />
        <TextField
          {...field('key')}
          label="Key"
          hint="Small letters, digits and single hyphens: my-fair-2027. It names the event for good."
          required
        />
        <ClaimField field={field('useAgain')} label="Use the key again" />
        <div class="pair">
          <TextField {...field('starts')} label="First day" type="date" required />
          <TextField {...field('ends')} label="Last day" type="date" required />
        </div>
        <TextField {...field('timeZone')} label="Time zone" list={TIME_ZONES} required />
        <TimeZones />
        <TextField {...field('place')} label="Place" hint="Empty while it is not known." />
        <TextField
          {...field('locales')}
          label="Languages"
          hint="The default first: en ja."
          required
        />
        <TextField
          {...field('hosts')}
          label="Host"
          hint="Empty: the key below the platform’s domain. More hosts can be added later."
        />
        <ClaimField field={field('reclaim')} label="Take the host" />
        {isClone && (
          <CheckField
            {...field('withData')}
            label="With what is set up in it"
            hint="Programme without speakers, tables, groups, tags and the organiser’s settings; dates move with the first day."
          />
        )}
        <button>{verb}</button>
      </Form>
    </>
  )
}

interface ClaimProps {
  readonly field: {
    readonly name: string
    readonly value: string
    readonly issues: readonly RefusalIssue[]
  }
  readonly label: string
}

/** Offered only to those who were told what it is about. */
const ClaimField = ({ field, label }: ClaimProps) =>
  field.value === 'yes' || field.issues.some(({ claim }) => claim === field.name) ? (
    <CheckField {...field} label={label} />
  ) : null
