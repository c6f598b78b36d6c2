import { raw } from 'hono/html'
import type { Child } from 'hono/jsx'
import type { HtmlEscapedString } from 'hono/utils/html'

const WAYS = [
  ['/explain', 'Explain a request'],
  ['/outbox', 'Work of an event'],
] as const

/** A page of the admin host; its title is that of its way. */
export const adminPage = (
  title: (typeof WAYS)[number][1],
  body: Child,
): HtmlEscapedString | Promise<HtmlEscapedString> => (
  <>
    {raw('<!doctype html>')}
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title} · Usher</title>
        <style dangerouslySetInnerHTML={{ __html: STYLES }} />
      </head>
      <body>
        <main>
          <nav aria-label="Pages">
            {WAYS.map(([path, name]) => (
              <a href={path} {...(name === title ? { 'aria-current': 'page' } : {})}>
                {name}
              </a>
            ))}
          </nav>
          <h1>{title}</h1>
          {body}
        </main>
      </body>
    </html>
  </>
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
.soft { color: var(--soft); margin: 0 }
nav { display: flex; gap: 1.25rem; margin-bottom: 2rem }
nav a { color: var(--soft) }
nav a[aria-current] { color: var(--ink); font-weight: 650 }
section { border-top: 1px solid var(--line); padding: 1rem 0 }
section p { margin: 0 0 .25rem }
h2 { margin: 2.5rem 0 1rem; font-size: 1.25rem }
h2 + section { border-top: 0; padding-top: 0 }
h2 + form { margin-bottom: 1.25rem }
code { font-size: .9em }
.acts { display: flex; flex-wrap: wrap; gap: .75rem; align-items: start; margin-top: .75rem }
summary { min-height: 2.75rem; padding: .5rem .75rem; border: 1px solid var(--line); border-radius: 8px; cursor: pointer }
details[open] { flex: 1 1 100%; order: 1 }
details p { margin: .75rem 0 }
@media (max-width: 34rem) { dl div { grid-template-columns: 1fr } }
`
