import { isPerson, keepOnlyPagesOf, keptPage, keptViewer } from '../kept/pages.ts'
import type { FreshMessage, KeepMessage } from '../kept/messages.ts'
import { fetchPage, parsePage, viewerHere } from './fetch-page.ts'
import { place } from './place.ts'

const note = (): HTMLElement | null => document.getElementById('as-of')

/** Has some pages of a signed-in visitor kept on the device, and nobody else's. */
export async function keepOffline(): Promise<void> {
  const { worker } = document.documentElement.dataset
  if (!('serviceWorker' in navigator)) return
  watchConnection()
  const viewer = viewerHere()
  // Where the server could not tell who it is, nothing is known: nothing is forgotten either.
  if (viewer === undefined) return
  await keepOnlyPagesOf(viewer)
  if (worker === undefined || !isPerson(viewer)) return
  navigator.serviceWorker.addEventListener('message', ({ data }: MessageEvent<FreshMessage>) => {
    if (data.kind === 'fresh' && data.path === location.pathname) void takeKept(viewer)
  })
  try {
    await navigator.serviceWorker.register(worker, { scope: '/', updateViaCache: 'none' })
    changed()
  } catch {
    // A browser that keeps nothing for this visit: the pages work without.
  }
}

/** Lets what is kept be looked after. */
export function changed(): void {
  const viewer = viewerHere()
  if (viewer === undefined || !isPerson(viewer) || !('serviceWorker' in navigator)) return
  const paths = document.documentElement.dataset['keep']?.split(' ') ?? []
  const message: KeepMessage = { kind: 'keep', viewer, paths }
  void navigator.serviceWorker.ready.then(({ active }) => active?.postMessage(message))
}

function watchConnection(): void {
  addEventListener('offline', () => note()?.removeAttribute('hidden'))
  addEventListener('online', () => void renew())
  addEventListener('pageshow', (event) => {
    if (event.persisted) void reloadForeign()
  })
}

/** A page with a note of its age is asked for again. */
async function renew(): Promise<void> {
  if (note()?.hidden !== false) return
  const answer = await fetchPage(location.href, location.pathname)
  if (answer.kind === 'elsewhere') return location.assign(answer.url)
  if (answer.kind === 'page') show(answer.page)
}

/** The page that was too slow is there by now. */
async function takeKept(viewer: string): Promise<void> {
  if (note()?.hidden !== false) return
  const kept = await keptPage(viewer, location.pathname)
  if (kept !== null) show(parsePage(await kept.response.text()))
}

function show(page: Document): void {
  if (!place(page, 'main')) return location.reload()
  const [here, there] = [note(), page.getElementById('as-of')]
  if (here === null || there === null) return
  here.textContent = there.textContent
  here.hidden = true
}

/** A page that the browser kept as it stood may be that of somebody who has left. */
async function reloadForeign(): Promise<void> {
  const viewer = viewerHere()
  if (viewer !== undefined && isPerson(viewer) && (await keptViewer()) !== viewer) location.reload()
}
