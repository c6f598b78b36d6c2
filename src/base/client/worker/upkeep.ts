import {
  forgetPagesOf,
  isPerson,
  keepOnlyPagesOf,
  keepPage,
  keptPage,
  keptViewer,
} from '../kept/pages.ts'
import { KEPT_PATHS, VIEWER_HEADER } from '../names.ts'

/** Milliseconds after which a kept page is fetched again although nobody opened it. */
const OLD = 10 * 60_000

/** Raised when somebody signs in or out: what was asked for before is not kept after. */
let reign = 0
/** Whether something was sent since the pages were kept. */
let changed = false

export const currentReign = (): number => reign

export function somethingChanged(): void {
  changed = true
}

export async function somebodyLeaves(): Promise<void> {
  reign += 1
  await keepOnlyPagesOf('')
}

/** Fetches the pages of the one who is signed in, where they are missing, old or out of date. */
export async function lookAfter(
  viewer: string,
  paths: readonly string[],
  all = changed,
): Promise<void> {
  changed = false
  const begun = reign
  await keepOnlyPagesOf(viewer)
  for (const path of paths) {
    const kept = await keptPage(viewer, path)
    if (!all && kept !== null && Date.now() - kept.at < OLD) continue
    const response = await fetch(path, { headers: { Accept: 'text/html' } })
    await keepUnder(begun, viewer, path, response)
  }
}

/** Keeps a page for somebody who had not left when it was asked for, nor while it was written. */
async function keepUnder(
  begun: number,
  viewer: string,
  path: string,
  response: Response,
): Promise<void> {
  if (reign !== begun) return
  await keepPage(viewer, path, response)
  if (reign !== begun) await forgetPagesOf(viewer)
}

/** Takes notice of a page that goes to the visitor: whose it is, and whether it is one to keep. */
export async function takeNotice(response: Response, path: string, begun: number): Promise<void> {
  const viewer = response.headers.get(VIEWER_HEADER)
  if (viewer === null || reign !== begun) return
  if ((await keptViewer()) !== viewer) {
    reign += 1
    await keepOnlyPagesOf(viewer)
  }
  if (isPerson(viewer) && KEPT_PATHS.includes(path)) await keepUnder(reign, viewer, path, response)
}
