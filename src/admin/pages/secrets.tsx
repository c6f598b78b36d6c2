import type { SecretEntry } from '../../registry/registrar/credential-calls.ts'
import type { TenantEntry } from '../../registry/registrar/tenant-calls.ts'
import type { Issue } from '../../registry/tenant.ts'
import { perform } from '../api/perform.ts'
import type { Problem } from '../api/problem.ts'
import { listSecrets, removeSecret, setSecret } from '../endpoints/secrets.ts'
import { DoneNotice, doneText } from './done.tsx'
import { eventPage, trailOf } from './event-visit.ts'
import { Form, TextField, WrongSummary } from './fields.tsx'
import { Moment } from './moments.tsx'
import { go, refused, type Sight, type Visit } from './page.ts'
import { newOnce, type Sent } from './sent.ts'

/** Which secrets an event has: their names, never what they are. */
export const secretsPage = eventPage({
  path: '/events/:key/secrets',
  title: 'See and set an event’s secrets',
  role: 'operator',
  show: (visit, entry) => secretsSight(visit, entry, null, []),
  async act(visit, entry, sent) {
    const { key } = entry.tenant
    const turn = { ...visit.turn, idempotencyKey: sent.once }
    const gone = sent.text('remove')
    if (gone !== '') {
      const removed = await perform(removeSecret, turn, { params: { key, name: gone } })
      return removed.ok ? go(`/events/${key}/secrets?done=removed`) : refused(removed.error)
    }
    const params = { key, name: sent.text('name').trim() }
    const set = await perform(setSecret, turn, { params, body: { value: sent.text('value') } })
    if (set.ok) return go(`/events/${key}/secrets?done=saved`)
    return secretsSight(visit, entry, sent, issuesIn(set.error))
  },
})

/** A name that cannot be one is to the API an address that is none. */
function issuesIn({ kind, detail, errors }: Problem): readonly Issue[] {
  if (kind === 'not-found') return [{ field: 'name', message: NAMES }]
  if (errors === undefined) return [{ field: '', message: detail }]
  return errors.map((one) => ({ field: 'value', message: one.detail }))
}

const NAMES = 'A letter, then letters, digits, “_” and “-”.'

async function secretsSight(
  visit: Visit,
  entry: TenantEntry,
  sent: Sent | null,
  issues: readonly Issue[],
): Promise<Sight> {
  const { key } = entry.tenant
  const found = await perform(listSecrets, visit.turn, { params: { key } })
  if (!found.ok) return refused(found.error)
  const done = sent === null ? doneText(visit.query['done']) : null
  return {
    kind: 'page',
    title: 'Secrets',
    trail: trailOf(entry),
    about: { key, tab: 'Secrets' },
    status: issues.length > 0 ? 422 : 200,
    body: (
      <>
        <DoneNotice text={done} />
        <p class="lead">
          What its own code signs with, and is known by, elsewhere. Only names are shown: nobody can
          read a secret again, here or by the API.
        </p>
        <SecretList secrets={found.value.body.secrets} now={visit.now} />
        <WrongSummary issues={issues} names={['name', 'value']} />
        <SetForm sent={sent} issues={issues} />
      </>
    ),
  }
}

const SecretList = (props: { readonly secrets: readonly SecretEntry[]; readonly now: number }) =>
  props.secrets.length === 0 ? (
    <p>It has none.</p>
  ) : (
    <table class="cards">
      <caption class="unseen">Secrets by name</caption>
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Set</th>
          <th scope="col">Sealed with</th>
          <th scope="col">Change</th>
        </tr>
      </thead>
      <tbody>
        {props.secrets.map(({ name, set, setBy, sealKey }) => (
          <tr>
            <th scope="row">
              <code>{name}</code>
            </th>
            <td data-label="Set">
              <Moment at={set} now={props.now} /> by {setBy}
            </td>
            <td data-label="Sealed with">{sealKey}</td>
            <td>
              <details>
                <summary>
                  Remove<span class="unseen"> {name}</span>
                </summary>
                <Form once={newOnce()} revision={null}>
                  <p>Code of the event that asks for it is told that there is none.</p>
                  <button class="danger" name="remove" value={name}>
                    Yes, remove it<span class="unseen"> {name}</span>
                  </button>
                </Form>
              </details>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )

const SetForm = (props: { readonly sent: Sent | null; readonly issues: readonly Issue[] }) => (
  <section class="card" aria-label="Set a secret">
    <h2>Set a secret</h2>
    <Form once={props.sent?.once ?? newOnce()} revision={null}>
      <TextField
        name="name"
        label="Name"
        value={props.sent?.text('name') ?? ''}
        hint="As its code asks for it. One that is there is replaced."
        issues={props.issues}
        required
      />
      <TextField
        name="value"
        label="Secret"
        type="password"
        value=""
        issues={props.issues}
        required
      />
      <button>Set it</button>
    </Form>
  </section>
)
