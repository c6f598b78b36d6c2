import { KEPT, removeCaches } from '../kept/caches.ts'

/** Set by the build: the worker's version, and the paths of what pages need. */
declare const VERSION: string
declare const FILES: readonly string[]

const PREFIX = `${KEPT}files-`
const NAME = PREFIX + VERSION

export const keepFiles = async (): Promise<void> => (await caches.open(NAME)).addAll(FILES)

export const removeOldFiles = (): Promise<void> =>
  removeCaches((name) => name.startsWith(PREFIX) && name !== NAME)

/** A file's path changes with its content: what is kept of it is right. */
export function answerFile(event: FetchEvent, path: string): void {
  if (!FILES.includes(path)) return
  event.respondWith(caches.match(path).then((kept) => kept ?? fetch(event.request)))
}
