import type { FreshMessage } from '../kept/messages.ts'
import { keptPage, keptViewer } from '../kept/pages.ts'
import { keepScan } from '../kept/scans.ts'
import { BADGE_ADDRESS, HIDDEN_NOTE, KEPT_PATHS, OFFLINE_PATH, SHOWN_NOTE } from '../names.ts'
import { currentReign, takeNotice } from './upkeep.ts'

/** Milliseconds that the network has where there is something else to show. */
const PATIENCE = 4_000

const LATE = Symbol('late')

interface SyncRegistration extends ServiceWorkerRegistration {
  readonly sync?: { register(tag: string): Promise<void> }
}

/** The network's answer; without one, what is kept. */
export async function answerNavigation(
  self: ServiceWorkerGlobalScope,
  event: FetchEvent,
  path: string,
): Promise<Response> {
  const begun = currentReign()
  const network = load(event)
  const instead = await findInstead(path)
  const patience = instead?.patience ?? Infinity
  const answer = await within(network, patience).catch((): null => null)
  if (answer !== null && answer !== LATE) {
    // A copy that nobody reads would be held for nothing.
    const noted = KEPT_PATHS.includes(path) ? answer.clone() : answer
    event.waitUntil(takeNotice(noted, path, begun))
    return answer
  }
  if (instead === null) return network
  if (answer === LATE) event.waitUntil(tellWhenFresh(self, event, network, path, begun))
  if (instead.code !== null) {
    await keepScan({ viewer: instead.viewer, code: instead.code, at: Date.now() })
    const { sync } = self.registration as SyncRegistration
    event.waitUntil(sync?.register('scans').catch(() => undefined) ?? Promise.resolve())
  }
  return withNote(instead.page)
}

/** What there is to show where the network does not answer. */
interface Instead {
  readonly viewer: string
  readonly page: Response
  /** Milliseconds that the network has first. */
  readonly patience: number
  /** The badge that was scanned. */
  readonly code: string | null
}

async function findInstead(path: string): Promise<Instead | null> {
  const viewer = await keptViewer()
  if (viewer === null) return null
  const kept = KEPT_PATHS.includes(path) ? await keptPage(viewer, path) : null
  if (kept !== null) return { viewer, page: kept.response, patience: PATIENCE, code: null }
  const offline = await keptPage(viewer, OFFLINE_PATH)
  if (offline === null) return null
  const code = BADGE_ADDRESS.exec(path)?.[1] ?? null
  // Where an event has no badges, the address is one of its own.
  const scanned = code !== null && (await keptPage(viewer, '/badge')) !== null
  const how = scanned ? { patience: PATIENCE, code } : { patience: Infinity, code: null }
  return { viewer, page: offline.response, ...how }
}

/** What the browser asked for while the worker started, or else by itself. */
async function load(event: FetchEvent): Promise<Response> {
  const loaded = (await event.preloadResponse) as Response | undefined
  return loaded ?? fetch(event.request)
}

const within = (network: Promise<Response>, patience: number): Promise<Response | typeof LATE> =>
  patience === Infinity
    ? network
    : Promise.race([
        network,
        new Promise<typeof LATE>((resolve) => setTimeout(() => resolve(LATE), patience)),
      ])

async function tellWhenFresh(
  self: ServiceWorkerGlobalScope,
  event: FetchEvent,
  network: Promise<Response>,
  path: string,
  begun: number,
): Promise<void> {
  const response = await network.catch(() => null)
  if (response === null) return
  await takeNotice(response, path, begun)
  const client = await self.clients.get(event.resultingClientId)
  client?.postMessage({ kind: 'fresh', path } satisfies FreshMessage)
}

/** A kept page says how old it is. */
async function withNote(kept: Response): Promise<Response> {
  const html = (await kept.text()).replace(HIDDEN_NOTE, SHOWN_NOTE)
  const headers = new Headers(kept.headers)
  // The text as it was before it was packed.
  headers.delete('Content-Encoding')
  headers.delete('Content-Length')
  return new Response(html, { headers })
}
