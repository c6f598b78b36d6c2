import type { HtmlEscapedString } from 'hono/utils/html'
import { explainRows } from '../dispatch/explain-rows.ts'
import { adminPage } from './admin-page.tsx'
import { faultRows } from './fault-rows.ts'
import { METHODS, type Told } from './told.ts'

interface Props {
  readonly url: string
  readonly method: string
  /** Why nothing is told, where nothing is. */
  readonly told: Told | 'no-address' | 'not-yours'
  /** Epoch milliseconds. */
  readonly now: number
}

/** A form for an address, and what the router would do with it. */
export const explainPage = (props: Props): HtmlEscapedString | Promise<HtmlEscapedString> =>
  adminPage(
    'Explain a request',
    <>
      <AddressForm {...props} />
      {typeof props.told === 'object' && <Result told={props.told} now={props.now} />}
      {props.told === 'not-yours' && (
        <p class="bad" role="alert">
          This is an address of an event that is not yours to see.
        </p>
      )}
      {props.told === 'no-address' && props.url !== '' && (
        <p class="bad" role="alert">
          “{props.url}” is no address. Give one like https://my-fair.example/agenda.
        </p>
      )}
    </>,
  )

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
