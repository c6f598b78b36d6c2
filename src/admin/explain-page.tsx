import { raw } from 'hono/html'
import type { HtmlEscapedString } from 'hono/utils/html'
import { explainRows } from '../dispatch/explain-rows.ts'
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
export const explainPage = (props: Props): HtmlEscapedString | Promise<HtmlEscapedString> => (
  <>
    {raw('<!doctype html>')}
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Explain a request · Usher</title>
        <style dangerouslySetInnerHTML={{ __html: STYLES }} />
      </head>
      <body>
        <main>
          <h1>Explain a request</h1>
          <AddressForm {...props} />
          {props.told !== null && <Result told={props.told} now={props.now} />}
          {props.told === null && props.url !== '' && (
            <p class="bad" role="alert">
              “{props.url}” is no address. Give one like https://my-fair.example/agenda.
            </p>
          )}
        </main>
      </body>
    </html>
  </>
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

const STYLES = `
:root { color-scheme: light dark; --ink: #1c2330; --soft: #566074; --paper: #f6f5f2; --card: #fff; --line: #d9d6cf; --bad: #a61e1e }
@media (prefers-color-scheme: dark) {
  :root { --ink: #eceae4; --soft: #a8afbd; --paper: #14171d; --card: #1d222b; --line: #343a46; --bad: #ff9d9d }
}
* { box-sizing: border-box }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.5 ui-sans-serif, system-ui, sans-serif;
  overflow-wrap: anywhere }
main { max-width: 56rem; margin: auto; padding: clamp(1.5rem, 5vw, 3rem) 1.25rem }
h1 { font-size: clamp(1.75rem, 5vw, 2.5rem); letter-spacing: -.02em; margin: 0 0 1.5rem; line-height: 1.1 }
form { display: flex; flex-wrap: wrap; gap: 1rem; align-items: end }
label { display: grid; gap: .25rem; color: var(--soft); font-size: .9rem }
.wide { flex: 1 1 18rem }
input, select, button { font: inherit; min-height: 2.75rem; padding: .4rem .75rem; border: 1px solid var(--line);
  border-radius: 8px; background: var(--card); color: var(--ink); width: 100% }
button { width: auto; background: var(--ink); color: var(--paper); font-weight: 650; cursor: pointer }
:focus-visible { outline: 3px solid var(--soft); outline-offset: 2px }
dl { margin: 2rem 0 0; background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: .5rem 1.25rem }
dl div { display: grid; grid-template-columns: minmax(7rem, 12rem) 1fr; gap: .25rem 1.5rem; padding: .6rem 0 }
dl div + div { border-top: 1px solid var(--line) }
dt { color: var(--soft) }
dd { margin: 0 }
.bad { color: var(--bad); margin-top: 1.5rem }
@media (max-width: 34rem) { dl div { grid-template-columns: 1fr } }
`
