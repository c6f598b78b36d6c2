const NOWHERE = 'https://event.invalid'

/**
 * A path of the event's own, as a page may be asked to go on to; null for what leads off the host or
 * is no path.
 */
export function localPath(text: string | undefined): string | null {
  if (text === undefined || !/^\/(?![/\\])/.test(text) || text.length > 500) return null
  const url = URL.parse(text, NOWHERE)
  // A path that begins with two slashes after it was tidied up would be another host's.
  if (url === null || url.origin !== NOWHERE || url.pathname.startsWith('//')) return null
  return url.pathname + url.search + url.hash
}
