import type { Redirect } from './contract.ts'

/** What a redirect may name: a path from the root, without host, query, fragment or tricks. */
const PATH = /^\/(?:[\w\-.~!$&'()*+,;=:@]|%[0-9a-f]{2}|\/(?!\/))*$/i

/** Why these redirects cannot be used, as a sentence; null when they can. */
export function refuseRedirects(redirects: readonly Redirect[]): string | null {
  const seen = new Set<string>()
  for (const { from, to, prefix } of redirects) {
    if (!isPath(from) || !isPath(to)) return `"${from}" and "${to}" have to be paths like "/old".`
    const id = `${from} ${prefix}`
    if (seen.has(id)) return `"${from}" is redirected twice. Keep one.`
    seen.add(id)
  }
  for (const { from, prefix } of redirects) {
    const start = prefix ? `${trimmed(from)}/x` : from
    if (isLoop(redirects, start)) return `"${from}" leads back to where it began.`
  }
  return null
}

const isPath = (path: string): boolean =>
  path.length <= 400 && PATH.test(path) && URL.parse(path, 'http://fair.example')?.pathname === path

/** Where a path of the event has gone: an exact redirect first, then the longest prefix. */
export function redirected(redirects: readonly Redirect[], path: string): string | null {
  let best: Redirect | undefined
  for (const redirect of redirects) {
    if (!redirect.prefix) {
      if (redirect.from === path) return redirect.to
    } else if (isUnder(path, redirect.from)) {
      if (best === undefined || redirect.from.length > best.from.length) best = redirect
    }
  }
  if (best === undefined) return null
  // Browsers drop tabs and line breaks from an address before they read it.
  const rest = path.slice(trimmed(best.from).length).replace(/[\t\n\r]/g, '')
  // `//host` would be another host to a browser, and so would `/\host`.
  return `${trimmed(best.to)}${rest}`.replace(/^[/\\]*/, '/')
}

const trimmed = (path: string): string => path.replace(/\/+$/, '')

const isUnder = (path: string, prefix: string): boolean =>
  path === trimmed(prefix) || path.startsWith(`${trimmed(prefix)}/`)

/** Following redirects from here comes to a place twice, or never ends. */
function isLoop(redirects: readonly Redirect[], start: string): boolean {
  const visited = new Set<string>()
  let path: string | null = start
  while (path !== null) {
    if (visited.has(path) || visited.size > redirects.length) return true
    visited.add(path)
    path = redirected(redirects, path)
  }
  return false
}
