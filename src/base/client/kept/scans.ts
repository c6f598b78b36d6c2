import { createStore, delMany, entries, update } from 'idb-keyval'
import { SCANS_PATH, VIEWER_HEADER } from '../names.ts'

/** A badge that somebody scanned without a network. */
export interface WaitingScan {
  /** Whose scan it is, as pages are marked. */
  readonly viewer: string
  readonly code: string
  /** When it was scanned, epoch milliseconds. */
  readonly at: number
}

/** What the server takes at once. */
const BATCH = 500

let opened: ReturnType<typeof createStore> | undefined
const store = (): ReturnType<typeof createStore> => (opened ??= createStore('usher', 'scans'))

const keyOf = ({ viewer, code }: WaitingScan): string => `${viewer} ${code}`

/** Keeps a scan until it can be sent. Of the same badge the first scan counts. */
export const keepScan = (scan: WaitingScan): Promise<void> =>
  update<WaitingScan>(keyOf(scan), (earlier) => earlier ?? scan, store())

export const forgetScans = (scans: readonly WaitingScan[]): Promise<void> =>
  delMany(scans.map(keyOf), store())

/** One person's scans that wait, the first one first. */
export async function waitingScans(viewer: string): Promise<readonly WaitingScan[]> {
  const kept = await entries<string, WaitingScan>(store())
  return kept
    .map(([, scan]) => scan)
    .filter((scan) => scan.viewer === viewer)
    .toSorted((a, b) => a.at - b.at)
}

/**
 * Sends one person's scans; those that the server took wait no more. It refuses them when somebody
 * else is signed in by now. Answers how many were sent; rejects without a network.
 */
export async function sendScans(viewer: string): Promise<number> {
  const scans = (await waitingScans(viewer)).slice(0, BATCH)
  if (scans.length === 0) return 0
  const response = await fetch(SCANS_PATH, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', [VIEWER_HEADER]: viewer },
    body: JSON.stringify(scans.map(({ code, at }) => ({ code, at }))),
  })
  if (!response.ok) return 0
  await forgetScans(scans)
  return scans.length + (await sendScans(viewer))
}
