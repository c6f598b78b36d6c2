import type { ApiToken } from '../../registry/registrar/credential-calls.ts'
import type { Issue } from '../../registry/tenant.ts'
import { ROLES } from '../access/actor.ts'
import { hashApiToken, newApiToken } from '../access/api-token.ts'
import { DoneNotice } from './done.tsx'
import { EVENTS } from './event-visit.ts'
import { Form, SelectField, TextField, WrongSummary } from './fields.tsx'
import { Acts } from './layout.tsx'
import { Exactly, Moment } from './moments.tsx'
import { go, type Page, type Sight, type Visit } from './page.ts'
import { issuesOf } from './refusal-words.ts'
import { by } from './form-state.ts'
import { newOnce, type Sent } from './sent.ts'

const DAY = 24 * 60 * 60_000

/** Who else may use the API. */
export const tokensPage: Page = {
  path: '/tokens',
  title: 'See and change API tokens',
  role: 'owner',
  everything: true,
  show: (visit) => tokensSight(visit, null, [], null),
  async act(visit, sent) {
    const { registrar } = visit.turn.parts
    const id = sent.text('revoke')
    if (id !== '') {
      const revoked = await registrar.call('tokens.revoke', { by: by(visit, sent), id })
      if (revoked.ok) return go('/tokens?done=revoked')
      return tokensSight(visit, sent, issuesOf(revoked.error, visit.turn.actor), null)
    }
    // Made when the form was: sent twice it is the same token, and shown both times.
    const token = sent.text('token')
    const hash = await hashApiToken(token)
    const label = sent.text('label').trim()
    const issues = [
      ...(hash === null ? [{ field: '', message: 'Open the page anew and send it again.' }] : []),
      ...(label === '' ? [{ field: 'label', message: 'Say what it is for.' }] : []),
    ]
    if (hash === null || issues.length > 0) return tokensSight(visit, sent, issues, null)
    const events = sent
      .text('events')
      .split(/[\s,]+/)
      .filter(Boolean)
    const made = await registrar.call('tokens.create', {
      by: by(visit, sent),
      token: {
        hash,
        label,
        role: ROLES.find((role) => role === sent.text('role')) ?? 'viewer',
        events: events.length === 0 ? null : events,
        expires: expiryOf(sent, visit),
      },
    })
    if (made.ok) return tokensSight(visit, null, [], token)
    return tokensSight(visit, sent, issuesOf(made.error, visit.turn.actor), null)
  },
}

/** In whole days from now on: a form that is sent twice says the same. */
function expiryOf(sent: Sent, { now }: Visit): number | null {
  const days = Number(sent.text('days'))
  return days > 0 ? (Math.floor(now / DAY) + 1 + days) * DAY : null
}

async function tokensSight(
  visit: Visit,
  sent: Sent | null,
  issues: readonly Issue[],
  made: string | null,
): Promise<Sight> {
  const found = await visit.turn.parts.registrar.call('tokens.list', {})
  const tokens = found.ok ? found.value.tokens : []
  const done = visit.query['done'] === 'revoked' ? 'It opens nothing any more.' : null
  return {
    kind: 'page',
    title: 'API tokens',
    trail: [EVENTS],
    status: issues.length > 0 ? 422 : 200,
    body: (
      <>
        {made !== null && (
          <div class="notice good" role="status">
            <p>
              <strong>Copy it now: it is shown this once.</strong>
            </p>
            <pre>
              <code>{made}</code>
            </pre>
          </div>
        )}
        <DoneNotice text={made === null ? done : null} />
        <WrongSummary issues={issues} names={['label', 'events', 'days']} />
        <TokenForm sent={sent} issues={issues} />
        <TokenList tokens={tokens} now={visit.now} />
      </>
    ),
  }
}

const LENGTHS = [
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '365', label: 'a year' },
  { value: '0', label: 'does not expire' },
]

const TokenForm = (props: { readonly sent: Sent | null; readonly issues: readonly Issue[] }) => {
  const typed = (name: string, otherwise: string): string => props.sent?.text(name) ?? otherwise
  const { issues } = props
  return (
    <section class="card" aria-label="Make a token">
      <h2>Make a token</h2>
      <Form once={props.sent?.once ?? newOnce()} revision={null}>
        <input type="hidden" name="token" value={typed('token', newApiToken())} />
        <TextField
          name="label"
          label="What it is for"
          value={typed('label', '')}
          hint="The audit log names it so: deploys, crm-import."
          issues={issues}
          required
        />
        <div class="pair">
          <SelectField
            name="role"
            label="Role"
            value={typed('role', 'viewer')}
            options={ROLES.map((role) => ({ value: role, label: role }))}
            issues={issues}
          />
          <SelectField
            name="days"
            label="It opens for"
            value={typed('days', '90')}
            options={LENGTHS}
            issues={issues}
          />
        </div>
        <TextField
          name="events"
          label="Events"
          value={typed('events', '')}
          hint="Keys of the events that it is for; empty: all."
          issues={issues}
        />
        <button>Make the token</button>
      </Form>
    </section>
  )
}

const TokenList = (props: { readonly tokens: readonly ApiToken[]; readonly now: number }) =>
  props.tokens.length === 0 ? (
    <p>There is no token yet.</p>
  ) : (
    <table class="cards">
      <caption class="unseen">Tokens, the newest first</caption>
      <thead>
        <tr>
          <th scope="col">Token</th>
          <th scope="col">May</th>
          <th scope="col">Used</th>
          <th scope="col">Until</th>
          <th scope="col">Change</th>
        </tr>
      </thead>
      <tbody>
        {props.tokens.map((token) => (
          <TokenRow token={token} now={props.now} />
        ))}
      </tbody>
    </table>
  )

const TokenRow = ({ token, now }: { readonly token: ApiToken; readonly now: number }) => (
  <tr>
    <th scope="row">
      {token.label}
      <br />
      <span class="soft">
        by {token.createdBy}, <Moment at={token.created} now={now} />
      </span>
    </th>
    <td>
      {token.role}, {token.events === null ? 'all events' : token.events.join(', ')}
    </td>
    <td data-label="Used">
      {token.used === null ? 'never' : <Moment at={token.used} now={now} />}
    </td>
    <td data-label="Until">{untilText(token)}</td>
    <td>
      {token.revoked === null && (
        <Acts>
          <Form once={newOnce()} revision={null}>
            <button class="plain" name="revoke" value={token.id}>
              Revoke<span class="unseen"> {token.label}</span>
            </button>
          </Form>
        </Acts>
      )}
    </td>
  </tr>
)

function untilText({ revoked, expires }: ApiToken) {
  if (revoked !== null) {
    return (
      <>
        revoked <Exactly at={revoked} />
      </>
    )
  }
  return expires === null ? 'for good' : <Exactly at={expires} />
}
