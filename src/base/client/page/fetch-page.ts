/** What became of asking for a page of the event. */
export type Answer =
  | { readonly kind: 'page'; readonly page: Document }
  /** The answer is another page, or another person's: to be gone to, not put in place. */
  | { readonly kind: 'elsewhere'; readonly url: string }
  /** No answer, or none of the event's. */
  | { readonly kind: 'unreachable' }

/**
 * Asks for a page as a browser does; one that leads to a path other than the one expected is elsewhere.
 * Rejects only when it is aborted.
 */
export async function fetchPage(
  url: string,
  expected: string,
  init: RequestInit = {},
): Promise<Answer> {
  try {
    const response = await fetch(url, { ...init, headers: { Accept: 'text/html' } })
    if (response.redirected && new URL(response.url).pathname !== expected) {
      return { kind: 'elsewhere', url: response.url }
    }
    const page = parsePage(await response.text())
    if (page.getElementById('main') === null) return { kind: 'unreachable' }
    const same = page.documentElement.dataset['viewer'] === viewerHere()
    return same ? { kind: 'page', page } : { kind: 'elsewhere', url: location.href }
  } catch (error) {
    if (init.signal?.aborted === true) throw error
    return { kind: 'unreachable' }
  }
}

export const parsePage = (html: string): Document =>
  new DOMParser().parseFromString(html, 'text/html')

/** Whose page this is, as the server marks it; undefined where it could not tell. */
export const viewerHere = (): string | undefined => document.documentElement.dataset['viewer']
