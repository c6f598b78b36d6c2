/** Names that mean this machine or somebody's own network, whatever they resolve to. */
const LOCAL =
  /(?:^|\.)(?:localhost|local|localdomain|internal|intranet|lan|home|corp|private|home\.arpa)$/

/**
 * Why events may never call this host, as a sentence; null when a tenant record may allow it. Numbers
 * are addresses and no names; the URL parser makes dotted ones of all others that mean one.
 */
export function refuseOutboundHost(host: string): string | null {
  if (/^[\d.]+$/.test(host) || host.includes(':') || host.startsWith('[')) {
    return `${host} is an address. Give the host's name.`
  }
  if (!host.includes('.') || LOCAL.test(host)) return `${host} is not on the public internet.`
  return null
}
