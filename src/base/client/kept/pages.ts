import { KEPT, removeCaches } from './caches.ts'
import { NOBODY, VIEWER_HEADER } from '../names.ts'

const PREFIX = `${KEPT}pages-`
/** With the form of what is kept: another form does not find the pages of this one. */
const FORM = `${PREFIX}1-`
/** When a page was kept, epoch milliseconds. */
const KEPT_AT = 'Usher-Kept-At'

export const isPerson = (viewer: string): boolean => viewer !== '' && viewer !== NOBODY

/** One person's pages; there are never two people's, see `keepOnlyPagesOf`. */
const pagesOf = (viewer: string): Promise<Cache> => caches.open(FORM + viewer)

/** Whose pages are kept; null for nobody's. */
export async function keptViewer(): Promise<string | null> {
  const name = (await caches.keys()).find((key) => key.startsWith(FORM))
  return name === undefined ? null : name.slice(FORM.length)
}

/** Forgets everybody's pages but this one's. */
export const keepOnlyPagesOf = (viewer: string): Promise<void> =>
  removeCaches((name) => name.startsWith(PREFIX) && name !== FORM + viewer)

export const forgetPagesOf = (viewer: string): Promise<boolean> => caches.delete(FORM + viewer)

/** A kept page with the time it was kept at. */
export interface KeptPage {
  readonly response: Response
  readonly at: number
}

export async function keptPage(viewer: string, path: string): Promise<KeptPage | null> {
  // Opening a cache would make it: somebody who has none is to stay without.
  if ((await keptViewer()) !== viewer) return null
  // What pages differ by, cookie and language, goes with the person.
  const response = await (await pagesOf(viewer)).match(path, { ignoreVary: true })
  if (response === undefined) return null
  return { response, at: Number(response.headers.get(KEPT_AT)) }
}

export async function keptPaths(viewer: string): Promise<readonly string[]> {
  const requests = await (await pagesOf(viewer)).keys()
  return requests.map(({ url }) => new URL(url).pathname)
}

/** Keeps a page that the server marked as this person's; anything else is not kept. */
export async function keepPage(viewer: string, path: string, response: Response): Promise<void> {
  const { ok, redirected, headers, body } = response
  if (!ok || redirected || headers.get(VIEWER_HEADER) !== viewer) {
    await body?.cancel()
    return
  }
  const kept = new Headers(headers)
  kept.set(KEPT_AT, String(Date.now()))
  await (await pagesOf(viewer)).put(path, new Response(body, { headers: kept }))
}
