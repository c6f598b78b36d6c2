import { LEAVE, PREVIEW_PARAMETER } from './preview.ts'
import type { ReleasePreview } from './release-preview.ts'

/**
 * An answer of a release that is looked at: its pages say what they are, and nothing of it stays with
 * the visitor. Everything else is as the release has it.
 */
export function asPreview(response: Response, preview: ReleasePreview): Response {
  const headers = new Headers(response.headers)
  for (const name of STAYS) headers.delete(name)
  const { status, statusText, body } = response
  if (body === null || !isPage(headers)) return new Response(body, { status, statusText, headers })
  headers.delete('Content-Length')
  const shown = body.pipeThrough(afterBodyTag(banner(preview)))
  return new Response(shown, { status, statusText, headers })
}

/** Cookies would be the live event's, too; and by these, browsers keep pages or compare them with kept ones. */
const STAYS = ['Set-Cookie', 'Usher-Viewer', 'ETag', 'Last-Modified']

const isPage = (headers: Headers): boolean =>
  !headers.has('content-encoding') &&
  (headers.get('content-type') ?? '').toLowerCase().startsWith('text/html')

/** A page without the tag within this many bytes is handed on as it is. */
const LONGEST_HEAD = 256 * 1024

/** Writes a text behind a page's `<body …>`; what comes after goes through as it comes. */
function afterBodyTag(text: string): TransformStream<Uint8Array, Uint8Array> {
  // One character for a byte, so that places in the text are places in the bytes.
  const decoder = new TextDecoder('latin1')
  /** What was read before the tag; null once it was there, or is looked for no more. */
  let held: Uint8Array | null = new Uint8Array()
  return new TransformStream({
    transform(chunk, controller) {
      if (held === null) return controller.enqueue(chunk)
      held = joined(held, chunk)
      const tag = /<body\b[^>]*>/i.exec(decoder.decode(held))
      if (tag === null && held.length < LONGEST_HEAD) return
      const at = tag === null ? held.length : tag.index + tag[0].length
      controller.enqueue(held.slice(0, at))
      if (tag !== null) controller.enqueue(new TextEncoder().encode(text))
      controller.enqueue(held.slice(at))
      held = null
    },
    flush(controller) {
      if (held !== null) controller.enqueue(held)
    },
  })
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length)
  both.set(a)
  both.set(b, a.length)
  return both
}

const BOX =
  'margin:0;padding:.75rem 1rem;background:#1c2330;color:#fff;font:1rem/1.5 ui-sans-serif,system-ui,sans-serif;text-align:start'

const banner = ({ release, expires }: ReleasePreview): string => {
  const until = new Date(expires * 1000).toISOString().slice(0, 16).replace('T', ' ')
  return `<aside lang="en" dir="ltr" aria-label="Preview" style="${BOX}"><strong>Preview of release ${release.slice(0, 12)}.</strong> You see the event’s own data, and nothing can be changed here. Others see the event as it is. Until ${until} UTC. <a href="?${PREVIEW_PARAMETER}=${LEAVE}" style="color:#fff;text-decoration:underline">Leave the preview</a></aside>`
}
