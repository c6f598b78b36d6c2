import { explainRows } from '../../dispatch/explain-rows.ts'
import { faultRows } from '../fault-rows.ts'
import { METHODS, tell, type Told } from '../told.ts'
import { EVENTS } from './event-visit.ts'
import { Facts } from './facts.tsx'
import { SelectField } from './fields.tsx'
import type { Page } from './page.ts'

/** What the router would do with a request, and why. */
export const explainPage: Page = {
  path: '/explain',
  title: 'Explain a request',
  role: 'viewer',
  async show({ turn, query, now }) {
    const { url = '' } = query
    const method = METHODS.find((name) => name === query['method']) ?? 'GET'
    const { parts, actor, keepAlive } = turn
    const told = url === '' ? null : await tell(parts, actor, { url, method }, keepAlive)
    return {
      kind: 'page',
      title: 'Explain a request',
      trail: [EVENTS],
      body: (
        <>
          <AddressForm url={url} method={method} />
          <Answer url={url} told={told} now={now} />
        </>
      ),
    }
  },
}

const AddressForm = ({ url, method }: { readonly url: string; readonly method: string }) => (
  <form action="/explain" class="line">
    <SelectField
      name="method"
      label="Method"
      value={method}
      options={METHODS.map((name) => ({ value: name, label: name }))}
      issues={[]}
    />
    <div class="field wider">
      <label for="url">Address</label>
      <input
        id="url"
        name="url"
        type="url"
        required
        value={url}
        placeholder="https://my-fair.example/agenda"
      />
    </div>
    <button>Explain</button>
  </form>
)

interface AnswerProps {
  readonly url: string
  /** null before anything was asked. */
  readonly told: Told | 'no-address' | 'not-yours' | null
  readonly now: number
}

const Answer = ({ url, told, now }: AnswerProps) => {
  if (told === null) return null
  if (typeof told === 'object') {
    return (
      <div class="card">
        <Facts rows={[...explainRows(told, now), ...faultRows(told)]} />
      </div>
    )
  }
  return (
    <p class="bad" role="alert">
      {told === 'not-yours'
        ? 'This is an address of an event that is not yours to see.'
        : `“${url}” is no address. Give one like https://my-fair.example/agenda.`}
    </p>
  )
}
