/** A request's path as it was sent, without query. */
export function pathOf(url: string): string {
  const start = url.indexOf('/', url.indexOf('//') + 2)
  if (start < 0) return '/'
  const end = url.slice(start).search(/[?#]/)
  return end < 0 ? url.slice(start) : url.slice(start, start + end)
}

/** The same address on another host; a local port is kept. */
export function onHost(url: string, host: string): string {
  const to = new URL(url)
  to.hostname = host
  return to.href
}

/** The same host and query, another path. Never another host, whatever the path says. */
export function atPath(url: string, path: string): string {
  const to = new URL(url)
  to.pathname = path
  return to.href
}

export const redirect = (
  location: string,
  status: 303 | 302 | 308,
  headers: Readonly<Record<string, string>> = {},
): Response => new Response(null, { status, headers: { Location: location, ...headers } })
