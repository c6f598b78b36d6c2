import { SAFE_HEADERS } from '../../seam/base.ts'
import type { Client, ClientFile, ClientPlace } from './client.ts'
import { OWN_PATH } from './names.ts'

const FOR_GOOD = 'public, max-age=31536000, immutable'
/** Asked for again every time, so that a new worker, or its farewell, is not missed. */
const ASK_AGAIN = 'no-cache'

/** Where pages find the client. */
export const placeOf = (client: Client, offline: boolean, installs: boolean): ClientPlace => ({
  script: client.script.path,
  worker: offline && installs ? client.worker.path : null,
  installs,
})

/**
 * Answers for the files of the client, alike on every host; null for every other request.
 *
 * @param offline whether browsers are to keep pages; else those that do are told to stop
 */
export function serveClient(
  client: Client,
  offline: boolean,
): (request: Request) => Response | null {
  const worker = offline ? client.worker : { ...client.farewell, path: client.worker.path }
  const files = new Map<string, ClientAnswer>([
    [client.script.path, answer(client.script, { 'Cache-Control': FOR_GOOD })],
    [worker.path, answer(worker, { 'Cache-Control': ASK_AGAIN, 'Service-Worker-Allowed': '/' })],
  ])
  return (request) => {
    const { url, method } = request
    const start = url.indexOf('/', url.indexOf('//') + 2)
    // Nearly every request ends here: no more than a look at the address.
    if (start < 0 || !url.startsWith(OWN_PATH, start)) return null
    if (method !== 'GET' && method !== 'HEAD') return null
    return files.get(url.slice(start).split('?')[0] ?? '')?.(request) ?? null
  }
}

type ClientAnswer = (request: Request) => Response

function answer({ text, version }: ClientFile, own: Record<string, string>): ClientAnswer {
  const tag = `"${version}"`
  const headers = {
    'Content-Type': 'text/javascript; charset=utf-8',
    ETag: tag,
    ...own,
    ...SAFE_HEADERS,
  }
  return (request) => {
    if (request.headers.get('if-none-match')?.includes(tag) === true) {
      return new Response(null, { status: 304, headers })
    }
    return new Response(request.method === 'HEAD' ? null : text, { headers })
  }
}
