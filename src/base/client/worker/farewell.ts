import { KEPT, removeCaches } from '../kept/caches.ts'

// Takes the place of the worker where nothing is to be kept any more, and takes it away.

declare const self: ServiceWorkerGlobalScope

self.addEventListener('install', (event) => {
  event.waitUntil(self.skipWaiting())
})
self.addEventListener('activate', (event) => {
  event.waitUntil(leave())
})

async function leave(): Promise<void> {
  await removeCaches((name) => name.startsWith(KEPT))
  await self.registration.unregister()
}
