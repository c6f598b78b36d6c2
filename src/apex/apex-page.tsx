import { html } from 'hono/html'
import type { LiveEvent, LiveEvents } from '../ports.ts'

/** The platform's own front page, on its bare domain: the events that are live and want to be found. */
export async function apexPage(request: Request, events: LiveEvents): Promise<Response> {
  const url = new URL(request.url)
  if (url.pathname !== '/') return new Response(null, { status: 302, headers: { Location: '/' } })
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return new Response(null, { status: 405, headers: { Allow: 'GET, HEAD' } })
  }
  const markup = <ApexPage events={await events.list()} port={url.port} protocol={url.protocol} />
  const page = await html`<!doctype html>${markup}`
  const body = request.method === 'HEAD' ? null : page.toString()
  return new Response(body, {
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Cache-Control': 'public, max-age=60',
      'Content-Security-Policy':
        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    },
  })
}

interface ApexProps {
  readonly events: readonly LiveEvent[]
  readonly port: string
  readonly protocol: string
}

const ApexPage = ({ events, port, protocol }: ApexProps) => (
  <html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>Events</title>
      <style dangerouslySetInnerHTML={{ __html: STYLES }} />
    </head>
    <body>
      <main>
        <h1>Events</h1>
        {events.length === 0 && <p>No event is open right now. Please come back soon.</p>}
        <ul>
          {events.map(({ name, host, starts, ends, place }) => (
            <li>
              <a href={`${protocol}//${host}${port === '' ? '' : `:${port}`}/`}>{name}</a>
              <p>{[days(starts, ends), place].filter(Boolean).join(', ')}</p>
            </li>
          ))}
        </ul>
      </main>
    </body>
  </html>
)

const dates = new Intl.DateTimeFormat('en', { dateStyle: 'long', timeZone: 'UTC' })

const days = (starts: string, ends: string): string =>
  dates.formatRange(new Date(starts), new Date(ends))

const STYLES = `
:root { color-scheme: light dark; --ink: #1c2330; --soft: #566074; --paper: #f6f5f2; --line: #d9d6cf }
@media (prefers-color-scheme: dark) {
  :root { --ink: #eceae4; --soft: #a8afbd; --paper: #14171d; --line: #343a46 }
}
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 1.125rem/1.5 ui-sans-serif, system-ui, sans-serif; overflow-wrap: anywhere }
main { max-width: 44rem; margin: auto; padding: clamp(2rem, 10vw, 6rem) 1.5rem }
h1 { font-size: clamp(2.5rem, 10vw, 4.5rem); letter-spacing: -.03em; margin: 0 0 2rem; line-height: 1 }
ul { list-style: none; margin: 0; padding: 0 }
li { border-top: 1px solid var(--line); padding: 1.1rem 0 }
a { color: inherit; font-size: clamp(1.25rem, 4vw, 1.75rem); font-weight: 650; text-underline-offset: .2em }
a:focus-visible { outline: 3px solid; outline-offset: 4px }
p { margin: .25rem 0 0; color: var(--soft) }
`
