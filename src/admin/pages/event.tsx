import type { Child } from 'hono/jsx'
import type { Tenant } from '../../contract.ts'
import type { TenantEntry } from '../../registry/registrar/tenant-calls.ts'
import { hasRole } from '../access/actor.ts'
import { AuditList } from './audit-list.tsx'
import { DoneNotice, doneText } from './done.tsx'
import { factsOf } from './event-facts.ts'
import { stepsOf } from './event-steps.ts'
import { eventPage, EVENTS, mayChange } from './event-visit.ts'
import { Facts } from './facts.tsx'
import { keepsFailing } from '../keeps-failing.ts'
import { FaultChart } from './fault-chart.tsx'
import { HostState } from './host-state.tsx'
import { Acts } from './layout.tsx'
import { Exactly, Moment } from './moments.tsx'
import type { Visit } from './page.ts'
import { Proposal } from './quarantine.tsx'
import { servedFrom } from './release-in-force.tsx'
import { RunningState } from './running-state.tsx'
import { StatusBadge } from './status-badge.tsx'
import { Timeline } from './timeline.tsx'

/** How an event stands, and what can be done with it. */
export const eventOverview = eventPage({
  path: '/events/:key',
  title: 'See an event',
  role: 'viewer',
  async show(visit, entry) {
    const { tenant } = entry
    const facts = await factsOf(visit, entry)
    const done = doneText(visit.query['done'])
    return {
      kind: 'page',
      title: tenant.name,
      trail: [EVENTS],
      about: { key: tenant.key, tab: 'Overview' },
      body: (
        <>
          <DoneNotice text={done} />
          <Warnings entry={entry} now={visit.now} />
          <Proposal
            entry={entry}
            failing={keepsFailing(facts.faults ?? [])}
            mayAct={mayChange(visit)}
          />
          <div class="columns">
            <Card title="Now">
              <State visit={visit} entry={entry} since={facts.since} />
            </Card>
            <Card title="How it is served">
              <RunningState facts={facts} eventKey={tenant.key} />
            </Card>
            <Card title="Schedule" wide>
              <Timeline tenant={tenant} now={visit.now} />
            </Card>
            <Card title="Faults of the last hour" wide>
              <FaultChart bins={facts.faults} now={visit.now} />
            </Card>
            <Card title="Hosts" wide>
              <HostState visit={visit} entry={entry} />
            </Card>
            <Card title="Record">
              <RecordSummary tenant={tenant} />
            </Card>
            <Card title="Lately">
              <AuditList entries={facts.audit} now={visit.now} aboutOne />
              <p>
                <a href={`/audit?key=${tenant.key}`}>All of its audit log</a>
              </p>
            </Card>
          </div>
        </>
      ),
    }
  },
})

interface CardProps {
  readonly title: string
  readonly wide?: boolean
  readonly children?: Child
}

const Card = ({ title, wide = false, children }: CardProps) => (
  <section class={wide ? 'card wide' : 'card'} aria-label={title}>
    <h2>{title}</h2>
    {children}
  </section>
)

/** What an operator has to know before anything else. */
const Warnings = ({ entry, now }: { readonly entry: TenantEntry; readonly now: number }) => (
  <>
    {entry.waiting.length > 0 && (
      <div class="notice wait">
        <p>
          <strong>Not everything has arrived where requests read it.</strong> The change stands; it
          is tried until it has.
        </p>
        <ul>
          {entry.waiting.map(({ target, since, tries, error }) => (
            <li>
              <code>{target}</code>, since <Moment at={since} now={now} />, {tries} tries
              {error !== null && `: ${error}`}
            </li>
          ))}
        </ul>
      </div>
    )}
    {wantsRelease(entry.tenant) && (
      <p class="wait">
        <strong>It is to be frozen, and has no release.</strong> Until one is promoted, its show
        days would be served from whatever is deployed:{' '}
        <code>npx usher release {entry.tenant.key}</code>
      </p>
    )}
    {entry.tenant.notice !== null && (
      <p class="wait">
        <strong>Closed by a notice:</strong> “{entry.tenant.notice.text}”
      </p>
    )}
  </>
)

/** Show days are to come, or there, that nothing was rehearsed for. */
const wantsRelease = ({ release, schedule, status }: Tenant): boolean =>
  release === undefined && [status, ...schedule.map(({ to }) => to)].includes('frozen')

interface StateProps {
  readonly visit: Visit
  readonly entry: TenantEntry
  /** When it came to its status; null where the log does not go back so far. */
  readonly since: number | null
}

const State = ({ visit, entry, since }: StateProps) => {
  const { tenant, statusNow, suspendedFrom, nextChange } = entry
  const origin = visit.turn.parts.originOf(tenant)
  return (
    <>
      <Facts
        rows={[
          [
            'Status',
            <>
              <StatusBadge status={statusNow} />
              {statusNow !== tenant.status && <span class="soft"> by its schedule</span>}
              {suspendedFrom !== null && <span class="soft"> was {suspendedFrom}</span>}
            </>,
          ],
          ['Since', since === null ? 'longer than the log goes back' : <Exactly at={since} />],
          ...(nextChange === null
            ? []
            : [['Next change', <Moment at={nextChange} now={visit.now} />] as const]),
          [
            'Served from',
            <>
              {servedFrom(entry)} <a href={`/events/${tenant.key}/releases`}>Its releases</a>
            </>,
          ],
          ['Where', <a href={`${origin}/`}>{tenant.canonicalHost}</a>],
          ['Key', <code>{tenant.key}</code>],
          ['Revision', <a href={`/events/${tenant.key}/revisions`}>{tenant.revision}</a>],
        ]}
      />
      {mayChange(visit) && <WhatToDo visit={visit} entry={entry} />}
    </>
  )
}

const WhatToDo = ({ visit, entry }: Omit<StateProps, 'since'>) => {
  const base = `/events/${entry.tenant.key}`
  const isHidden = entry.statusNow === 'draft'
  return (
    <Acts>
      {stepsOf(entry)
        .filter(({ role }) => hasRole(visit.turn.actor, role))
        .map(({ name, verb, danger, primary }) => (
          <a class={buttonClass(danger === true, primary === true)} href={`${base}/${name}`}>
            {verb}
          </a>
        ))}
      {isHidden && (
        <a class="button plain" href={`${base}/preview`}>
          Preview link
        </a>
      )}
      {visit.turn.actor.events === 'all' && (
        <a class="button plain" href={`${base}/clone`}>
          Clone
        </a>
      )}
    </Acts>
  )
}

const buttonClass = (danger: boolean, primary: boolean): string => {
  if (danger) return 'button danger'
  return primary ? 'button' : 'button plain'
}

const RecordSummary = ({ tenant }: { readonly tenant: Tenant }) => {
  const { starts, ends, timeZone, place, locales, redirects, settings, theme, outbound } = tenant
  const names = (of: object | undefined): string => Object.keys(of ?? {}).join(', ') || 'none'
  return (
    <Facts
      rows={[
        ['Days', `${starts} to ${ends}`],
        ['Time zone', timeZone],
        ['Place', place === '' ? 'not known yet' : place],
        ['Languages', locales.join(', ')],
        ['Settings', names(settings)],
        ['Theme', names(theme)],
        ['Redirects', redirects.length === 0 ? 'none' : redirects.length],
        ['Its code may call', outbound.length === 0 ? 'nobody' : outbound.join(', ')],
        ['On the public list', tenant.listed ? 'while it is live' : 'never'],
      ]}
    />
  )
}
