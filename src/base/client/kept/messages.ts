/** What a page tells the service worker: whose pages to look after. */
export interface KeepMessage {
  readonly kind: 'keep'
  readonly viewer: string
  /** Pages of the event that are to be kept. */
  readonly paths: readonly string[]
}

/** What the service worker tells a page: it was too slow, and is kept by now. */
export interface FreshMessage {
  readonly kind: 'fresh'
  readonly path: string
}
