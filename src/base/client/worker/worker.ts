import type { KeepMessage } from '../kept/messages.ts'
import { keptPaths, keptViewer } from '../kept/pages.ts'
import { sendScans } from '../kept/scans.ts'
import { answerFile, keepFiles, removeOldFiles } from './files.ts'
import { answerNavigation } from './navigation.ts'
import { lookAfter, somethingChanged, somebodyLeaves } from './upkeep.ts'

// Keeps an event's pages for when there is no network. It only ever answers GET: what changes
// something goes out as the page sent it, so that the server sees where it comes from.

declare const self: ServiceWorkerGlobalScope

self.addEventListener('install', (event) => {
  event.waitUntil(install())
})
self.addEventListener('activate', (event) => {
  event.waitUntil(activate())
})
self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (url.origin !== self.location.origin) return
  if (request.method !== 'GET') {
    if (LEAVING.test(url.pathname)) event.waitUntil(somebodyLeaves())
    else somethingChanged()
    return
  }
  if (request.mode === 'navigate') event.respondWith(answerNavigation(self, event, url.pathname))
  else answerFile(event, url.pathname)
})
self.addEventListener('message', (event) => {
  const { kind, viewer, paths } = event.data as KeepMessage
  if (kind === 'keep') event.waitUntil(lookAfter(viewer, paths).catch(() => undefined))
})
// Where the browser knows how: it wakes the worker when there is a network again.
self.addEventListener('sync', ((event: ExtendableEvent) => {
  event.waitUntil(keptViewer().then((viewer) => (viewer === null ? 0 : sendScans(viewer))))
}) as EventListener)

/** After it nobody, or somebody else, may be signed in. */
const LEAVING = /^\/sign-(?:in|out)(?:\/|$)/

async function install(): Promise<void> {
  await keepFiles()
  const viewer = await keptViewer()
  // Pages that were kept before name the files of another version.
  if (viewer !== null) {
    const paths = await keptPaths(viewer)
    await lookAfter(viewer, paths, true).catch(() => undefined)
  }
  await self.skipWaiting()
}

async function activate(): Promise<void> {
  await removeOldFiles()
  // Else a page would wait for the worker to start before it is asked for.
  await self.registration.navigationPreload?.enable()
  await self.clients.claim()
}
