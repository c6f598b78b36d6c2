import { SAFE_HEADERS } from '../seam/base.ts'
import { LEAVE, PREVIEW_PARAMETER } from './preview.ts'

/** A page of the platform itself, for when no event can answer. Needs nothing but its words. */
export interface Notice {
  readonly status: number
  readonly title: string
  readonly text: string
  /** Ways on: path → what it says. */
  readonly ways?: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
}

/** One answer for hosts that are unknown, reserved, malformed, hidden: they cannot be told apart. */
export const NO_EVENT: Notice = {
  status: 404,
  title: 'No event here',
  text: 'There is no event at this address. Check the spelling, or look for the link in your invitation.',
}

/** Seconds after which a visitor may try again. */
const RETRY_AFTER = '10'

export const UNAVAILABLE: Notice = {
  status: 503,
  title: 'Back in a moment',
  text: 'This event cannot be shown right now. Nothing is lost. Please try again in a few seconds.',
  headers: { 'Retry-After': RETRY_AFTER },
}

export const TOO_BIG: Notice = {
  status: 413,
  title: 'That was too much',
  text: 'What was sent is bigger than this event takes. Please send less, or a smaller file.',
}

export const TOO_SLOW: Notice = {
  status: 408,
  title: 'That took too long',
  text: 'What you sent did not arrive in time. Please check your connection and try again.',
  headers: { 'Retry-After': RETRY_AFTER },
}

export const READ_ONLY: Notice = {
  status: 403,
  title: 'This event is over',
  text: 'Its pages can still be read, but nothing can be changed any more.',
}

/** Out of a preview, to the event as it is for all. */
const OUT = `/?${PREVIEW_PARAMETER}=${LEAVE}`

export const LOOK_ONLY: Notice = {
  status: 403,
  title: 'This is a preview',
  text: 'It shows the event’s own data, and nothing can be changed here. Leave the preview to do it in the event itself.',
  ways: { '/': 'The first page of the preview', [OUT]: 'Leave the preview' },
}

export const PREVIEW_OVER: Notice = {
  status: 410,
  title: 'This preview is over',
  text: 'The link shows nothing any more. Ask whoever sent it for a new one.',
}

/** A release that somebody looks at, and that cannot be shown. */
export const noPreview = (release: string, requestId: string): Notice => ({
  status: 503,
  title: 'There is nothing to see',
  text: `The release ${release.slice(0, 12)} does not load, or did not answer. Why stands in the log, with this number: ${requestId}.`,
  ways: { [OUT]: 'Leave the preview' },
})

/** The operator closed the event for a while and says why. */
export const closed = (name: string, text: string, retryAfter: number): Notice => ({
  status: 503,
  title: `${name} is closed for a moment`,
  text,
  headers: { 'Retry-After': String(retryAfter) },
})

export const gone = (name: string): Notice => ({
  status: 410,
  title: `${name} is over`,
  text: 'Thank you for having been there. This event has ended and its pages are closed.',
})

export const eventFault = (name: string, requestId: string): Notice => ({
  status: 500,
  title: 'Something went wrong',
  text: `This page of ${name} could not be shown. If it happens again, tell the organisers this number: ${requestId}.`,
})

/** The notice as an answer: HTML for pages, nothing but headers for HEAD. */
export function notice(request: Request, shown: Notice): Response {
  const { status, headers } = shown
  return new Response(request.method === 'HEAD' ? null : page(shown), {
    status,
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Cache-Control': 'no-store',
      'Content-Security-Policy':
        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
      ...SAFE_HEADERS,
      ...headers,
    },
  })
}

const escape = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)

const page = ({ title, text, ways = {} }: Notice): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escape(title)}</title>
<style>
:root { color-scheme: light dark; --ink: #1c2330; --soft: #566074; --paper: #f6f5f2; --line: #d9d6cf }
@media (prefers-color-scheme: dark) {
  :root { --ink: #eceae4; --soft: #a8afbd; --paper: #14171d; --line: #343a46 }
}
body {
  margin: 0; min-height: 100svh; display: grid; place-items: center; background: var(--paper);
  color: var(--ink); font: 1.125rem/1.6 ui-sans-serif, system-ui, sans-serif;
}
main { max-width: 34rem; padding: 2rem 1.5rem; border-left: 3px solid var(--line) }
h1 { margin: 0 0 .75rem; font-size: clamp(2rem, 7vw, 3rem); line-height: 1.1; letter-spacing: -.02em }
p { margin: 0; color: var(--soft) }
p a { color: inherit; display: inline-block; padding: .7rem 0 0 }
</style>
<main>
<h1>${escape(title)}</h1>
<p>${escape(text)}</p>${Object.entries(ways)
  .map(([path, says]) => `\n<p><a href="${escape(path)}">${escape(says)}</a></p>`)
  .join('')}
</main>
</html>
`
