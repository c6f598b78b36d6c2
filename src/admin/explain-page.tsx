import type { HtmlEscapedString } from 'hono/utils/html'
import { explainRows } from '../dispatch/explain-rows.ts'
import { adminPage } from './admin-page.tsx'
import { faultRows } from './fault-rows.ts'
import type { Told } from './admin-app.tsx'

interface Props {
  readonly url: string
  readonly method: string
  /** null before anything was asked, or when the address is none. */
  readonly told: Told | null
  /** Epoch milliseconds. */
  readonly now: number
}

/** A form for an address, and what the router would do with it. */
export const explainPage = (props: Props): HtmlEscapedString | Promise<HtmlEscapedString> =>
  adminPage(
    'Explain a request',
    <>
      <AddressForm {...props} />
      {props.told !== null && <Result told={props.told} now={props.now} />}
      {props.told === null && props.url !== '' && (
        <p class="bad" role="alert">
          “{props.url}” is no address. Give one like https://my-fair.example/agenda.
        </p>
      )}
    </>,
  )

export const METHODS: readonly string[] = [
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'OPTIONS',
]

const AddressForm = ({ url, method }: Props) => (
  <form action="/explain">
    <label>
      Method
      <select name="method">
        {METHODS.map((name) => (
          <option selected={name === method}>{name}</option>
        ))}
      </select>
    </label>
    <label class="wide">
      Address
      <input
        name="url"
        type="url"
        required
        value={url}
        placeholder="https://my-fair.example/agenda"
      />
    </label>
    <button>Explain</button>
  </form>
)

const Result = ({ told, now }: { told: Told; now: number }) => (
  <dl>
    {[...explainRows(told, now), ...faultRows(told)].map(([label, text]) => (
      <div>
        <dt>{label}</dt>
        <dd>{text}</dd>
      </div>
    ))}
  </dl>
)
