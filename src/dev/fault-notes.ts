import type { FaultPoint, KeepAlive, Opening, RequestPoint, Telemetry } from '../ports.ts'

const MAX_KEPT = 100

/** Remembers the faults of recent requests, to show them on the page that they spoilt. */
export class FaultNotes implements Telemetry {
  readonly #next: Telemetry
  readonly #faults = new Map<string, FaultPoint[]>()

  constructor(next: Telemetry) {
    this.#next = next
  }

  request(point: RequestPoint): void {
    this.#next.request(point)
  }

  fault(fault: FaultPoint): void {
    this.#next.fault(fault)
    const known = this.#faults.get(fault.requestId) ?? []
    this.#faults.set(fault.requestId, [...known, fault])
    for (const oldest of this.#faults.keys()) {
      if (this.#faults.size <= MAX_KEPT) break
      this.#faults.delete(oldest)
    }
  }

  opened(opening: Opening, keepAlive: KeepAlive): void {
    this.#next.opened(opening, keepAlive)
  }

  /** The page with its faults under it, and with the script that reloads it after a change. */
  explain(response: Response): Response {
    const type = response.headers.get('content-type') ?? ''
    if (!type.startsWith('text/html') || response.body === null) return response
    const faults = this.#faults.get(response.headers.get('x-request-id') ?? '') ?? []
    const page = new Response(response.body, response)
    page.headers.delete('content-security-policy')
    const reload = '<script type="module" src="/@vite/client"></script>'
    return new HTMLRewriter()
      .onDocument({
        end(end) {
          end.append(reload + faults.map(panel).join(''), { html: true })
        },
      })
      .transform(page)
  }
}

const panel = ({ event, seam, error }: FaultPoint): string => `
<section style="margin:1rem;padding:1rem 1.25rem;border:2px solid #c92a2a;border-radius:8px;background:#fff;color:#1a1a1a;font:14px/1.5 ui-sans-serif,system-ui,sans-serif">
<strong style="color:#c92a2a">Development only · events/${escape(event)} · ${escape(seam)}</strong>
<pre style="margin:.5rem 0 0;overflow:auto;white-space:pre-wrap;font:13px/1.5 ui-monospace,monospace">${escape(text(error))}</pre>
</section>`

/** Colour codes of the terminal, which the bundler puts into its messages. */
const COLORS = new RegExp(`${String.fromCharCode(27)}\\[[\\d;]*m`, 'g')

const text = (error: unknown): string =>
  (error instanceof Error
    ? (error.stack ?? String(error))
    : `thrown: ${JSON.stringify(error)}`
  ).replaceAll(COLORS, '')

const escape = (raw: string): string =>
  raw.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
