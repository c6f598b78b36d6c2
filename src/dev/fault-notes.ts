import type { FaultPoint, NotePoint, Opening, RequestPoint, Telemetry } from '../ports.ts'
import { faultText } from './fault-text.ts'

const MAX_KEPT = 100

interface Note {
  readonly faults: FaultPoint[]
  request: RequestPoint | null
}

/**
 * Telemetry of the development Worker: says faults in the terminal in people's words, and remembers
 * them to show them on the page that they spoilt.
 */
export class FaultNotes implements Telemetry {
  readonly #notes = new Map<string, Note>()
  readonly #refused: ReadonlyMap<string, readonly string[]>

  /** @param refused event key → what a build would refuse of its source, a line each */
  constructor(refused: ReadonlyMap<string, readonly string[]>) {
    this.#refused = refused
  }

  request(point: RequestPoint): void {
    this.#note(point.requestId).request = point
  }

  fault(fault: FaultPoint): void {
    this.#note(fault.requestId).faults.push(fault)
    console.error(`${place(fault)}: ${told(fault)}`)
  }

  note(point: NotePoint): void {
    console.log(noteText(point))
  }

  opened({ event, seam }: Opening): void {
    console.error(`events/${event} ${seam}: failed so often that it is left alone for a while`)
  }

  /** The page with what is wrong on it, its timing, and the script that reloads it after a change. */
  explain(response: Response): Response {
    const id = response.headers.get('x-request-id') ?? ''
    const note = this.#notes.get(id)
    this.#notes.delete(id)
    const page = new Response(response.body, response)
    if (note?.request) page.headers.set('Server-Timing', timing(note.request))
    const type = response.headers.get('content-type') ?? ''
    if (!type.startsWith('text/html') || response.body === null) return page
    const policy = page.headers.get('content-security-policy')
    if (policy !== null) page.headers.set('content-security-policy', `${policy}; ${RELOADING}`)
    const refusals = this.#refused.get(note?.request?.event ?? '') ?? []
    const panels = [
      ...(refusals.length > 0 ? [panel(REFUSED, refusals.join('\n'))] : []),
      ...(note?.faults ?? []).map((fault) => panel(place(fault), told(fault))),
    ].join('')
    const panelBox = panels === '' ? '' : `<aside style="${BOX}">${panels}</aside>`
    return new HTMLRewriter()
      .onDocument({
        end(end) {
          end.append(`<script type="module" src="/@vite/client"></script>${panelBox}`, {
            html: true,
          })
        },
      })
      .transform(page)
  }

  #note(requestId: string): Note {
    let note = this.#notes.get(requestId)
    if (note === undefined) {
      note = { faults: [], request: null }
      this.#notes.set(requestId, note)
      for (const oldest of this.#notes.keys()) {
        if (this.#notes.size <= MAX_KEPT) break
        this.#notes.delete(oldest)
      }
    }
    return note
  }
}

/** The page's own policy goes on counting; only the script that reloads it is let in. */
const RELOADING = "script-src 'self'; connect-src 'self'; style-src-attr 'unsafe-inline'"

const BOX =
  'position:fixed;inset:auto 0 0 0;max-height:45vh;overflow:auto;z-index:2147483647;' +
  'background:#fff;color:#1a1a1a;border-top:4px solid #c92a2a;box-shadow:0 -8px 30px #0004;' +
  'font:14px/1.5 ui-sans-serif,system-ui,sans-serif'

const REFUSED = 'npm test and npm run build refuse this'

const panel = (title: string, text: string): string =>
  `<details open style="padding:.75rem 1.25rem"><summary style="color:#c92a2a;font-weight:700;cursor:pointer">` +
  `Development only · ${escape(title)}</summary>` +
  `<pre style="margin:.5rem 0 0;white-space:pre-wrap;font:13px/1.5 ui-monospace,monospace">${escape(text)}</pre></details>`

const place = ({ event, seam }: FaultPoint): string =>
  event === '' ? 'platform' : `events/${event} · ${seam}`

/** The development server hands on what an import throws without its stack. */
function told({ event, seam, error }: FaultPoint): string {
  const text = faultText(error)
  if (seam !== 'module' || text.includes('/events/')) return text
  return `${text}\nIt is at the top level of events/${event}/: npm run build names file and line.`
}

function noteText(point: NotePoint): string {
  if (point.type === 'admin') return `admin ${point.what}: ${point.request}, ${point.why}`
  if (point.type === 'log') return `events/${point.event} ${point.seam}: ${point.text}`
  const { event, host, method, status, duration } = point
  return `events/${event} called ${method} ${host ?? '(an address it may not call)'}: ${status ?? 'no answer'}, ${duration} ms`
}

const timing = ({ duration, phases }: RequestPoint): string =>
  `resolve;dur=${phases.resolve}, app;dur=${phases.app}, total;dur=${duration}`

const escape = (raw: string): string =>
  raw.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
