import { isLabel, isReserved, refuseEventKey } from '../event-key.ts'

/** What the host of a request asks for. */
export type Host =
  /** Perhaps an event's host; the registry knows. `preview` is the label of `<label>--<key>.<apex>`. */
  | { readonly kind: 'event'; readonly hostname: string; readonly preview: string | null }
  /** A host of the platform itself; `''` is the bare apex. */
  | { readonly kind: 'platform'; readonly hostname: string; readonly name: '' | 'admin' }
  /** Can be nobody's host. */
  | { readonly kind: 'refused'; readonly reason: HostRefusal }

export type HostRefusal = 'malformed' | 'disagrees' | 'reserved' | 'too-deep'

const MAX_HOSTNAME = 253

/**
 * The one reader of hosts. The URL is the source; a Host header, where there is one, has to name the
 * same host. Forwarded headers are never looked at.
 *
 * @param url the request's URL, absolute
 * @param header its raw Host header; null in requests made inside the process
 * @param apexes the platform's own domains, lower case
 */
export function readHost(url: string, header: string | null, apexes: ReadonlySet<string>): Host {
  const named = authority(url)
  if (header === null || header === named) return known(named, apexes)
  const hostname = canonical(named)
  if (hostname === null) return refused('malformed')
  return canonical(header) === hostname ? known(named, apexes) : refused('disagrees')
}

/** Hosts read lately, as they were written: the same few come again and again. */
const read = new WeakMap<ReadonlySet<string>, Map<string, Host>>()
const MAX_READ = 20_000

/** Those of the apexes asked about last, which in a Worker are always the same. */
let latest: { readonly apexes: ReadonlySet<string>; readonly hosts: Map<string, Host> } | undefined

function hostsRead(apexes: ReadonlySet<string>): Map<string, Host> {
  if (latest?.apexes === apexes) return latest.hosts
  let hosts = read.get(apexes)
  if (hosts === undefined) read.set(apexes, (hosts = new Map()))
  latest = { apexes, hosts }
  return hosts
}

function known(named: string, apexes: ReadonlySet<string>): Host {
  const hosts = hostsRead(apexes)
  let host = hosts.get(named)
  if (host === undefined) {
    if (named.length > 2 * MAX_HOSTNAME) return refused('malformed')
    const written = copyOf(named)
    const name = canonical(written)
    // One text for both: an isolate has thousands, and each look at another one is a look at memory.
    const hostname = name === written ? written : name
    host = hostname === null ? refused('malformed') : classify(hostname, apexes)
    if (hosts.size >= MAX_READ) hosts.clear()
    hosts.set(written, host)
  }
  return host
}

/** A text of its own: the engine makes a slice keep the whole address it was cut from. */
const copyOf = (text: string): string => JSON.parse(JSON.stringify(text)) as string

function classify(hostname: string, apexes: ReadonlySet<string>): Host {
  if (apexes.has(hostname)) return { kind: 'platform', hostname, name: '' }
  const dot = hostname.indexOf('.')
  if (dot < 0) return refused('malformed')
  if (apexes.has(hostname.slice(dot + 1))) {
    const label = hostname.slice(0, dot)
    if (label === 'admin') return { kind: 'platform', hostname, name: 'admin' }
    return isReserved(label) ? refused('reserved') : underApex(hostname, label, dot)
  }
  for (const apex of apexes) if (hostname.endsWith(`.${apex}`)) return refused('too-deep')
  return { kind: 'event', hostname, preview: null }
}

/** `<key>.<apex>`, or `<label>--<key>.<apex>`: a preview of that event. */
function underApex(hostname: string, label: string, dot: number): Host {
  const dashes = label.indexOf('--')
  if (dashes < 0) return { kind: 'event', hostname, preview: null }
  const preview = label.slice(0, dashes)
  const key = label.slice(dashes + 2)
  // `xn--` begins a name in another script, which no event key is.
  if (preview === 'xn' || !isLabel(preview) || refuseEventKey(key) !== null)
    return refused('reserved')
  return { kind: 'event', hostname: key + hostname.slice(dot), preview }
}

/** Between `//` and the path; slicing costs a sixth of `new URL()`. */
function authority(url: string): string {
  const start = url.indexOf('//') + 2
  for (let end = start; end < url.length; end++) {
    const code = url.charCodeAt(end)
    // / ? # \\
    if (code === 47 || code === 63 || code === 35 || code === 92) return url.slice(start, end)
  }
  return url.slice(start)
}

/** Lower case, without port and one trailing dot; null when it is no DNS name. */
function canonical(host: string): string | null {
  const colon = host.indexOf(':')
  if (colon >= 0 && !/^:\d{0,5}$/.test(host.slice(colon))) return null
  // Looked at before it is lowered: other scripts have letters whose small form is one of ours.
  const written = colon >= 0 ? host.slice(0, colon) : host
  if (!/^[\w.-]*$/.test(written)) return null
  let name = written.toLowerCase()
  if (name.endsWith('.')) name = name.slice(0, -1)
  if (name.length === 0 || name.length > MAX_HOSTNAME) return null
  const labels = name.split('.')
  if (!labels.every(isLabel)) return null
  // A name whose last label is a number is an IPv4 address to every URL parser.
  return /^(?:\d+|0x[0-9a-f]*)$/.test(labels[labels.length - 1] ?? '') ? null : name
}

const refused = (reason: HostRefusal): Host => ({ kind: 'refused', reason })
