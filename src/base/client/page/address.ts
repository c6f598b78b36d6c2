import { fetchPage } from './fetch-page.ts'
import { place } from './place.ts'

/** The address of what is shown, without the part after #. */
let shown = ''

const here = (): string => location.pathname + location.search

/** Makes back and forward show what was there. */
export function watchAddress(): void {
  shown = here()
  addEventListener('popstate', () => {
    // Jumps within a page come here too.
    if (here() !== shown) void goBack()
  })
}

/** The address follows what was put in place; a word that is typed is one step back, not seven. */
export function follow(url: URL): void {
  const to = url.pathname + url.search
  if (to === shown) return
  shown = to
  const typing: unknown = history.state
  if (typing === TYPING) history.replaceState(TYPING, '', to)
  else history.pushState(TYPING, '', to)
}

/** Marks an address that came from typing; the next one takes its place. */
const TYPING = 'typing'

async function goBack(): Promise<void> {
  shown = here()
  const answer = await fetchPage(shown, location.pathname)
  if (here() !== shown) return
  if (answer.kind !== 'page' || !place(answer.page, 'main')) location.reload()
}
