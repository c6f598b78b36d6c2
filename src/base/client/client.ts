/**
 * What runs in the browser, built from `page/` and `worker/`: the same for every event. The build
 * writes it into `client.gen.ts`; the Worker's entry hands it in.
 */
export interface Client {
  /** Makes pages quicker that work without it. A changed one has another path. */
  readonly script: ClientFile
  /** Keeps pages for when there is no network. Its path stays: browsers ask for it again. */
  readonly worker: ClientFile
  /** In the place of the worker: removes it, and all it kept, from browsers that have it. */
  readonly farewell: ClientFile
}

export interface ClientFile {
  /** From the root of any event's host. */
  readonly path: string
  readonly text: string
  /** Hash of the text. */
  readonly version: string
}

/** What pages say of the client. */
export interface ClientPlace {
  readonly script: string
  /** Path of the service worker; null where none is wanted. */
  readonly worker: string | null
  /** Whether the event can be put among a telephone's apps. */
  readonly installs: boolean
}
