import { isReserved, refuseEventKey } from '../../event-key.ts'

/**
 * Why an event may not have this hostname, as a sentence; null when it may. Below the platform's own
 * domains events have one label, which no other event goes by.
 *
 * @param host canonical: lower case, without port
 */
export function refuseHost(host: string, apexes: ReadonlySet<string>): string | null {
  if (/(?:^|\.)(?:\d+|0x[0-9a-f]*)$/.test(host)) return `${host} is an address. Give a name.`
  if (apexes.has(host)) return `${host} is the platform's own.`
  const label = labelUnder(host, apexes)
  if (label === null) return null
  if (label.includes('.')) return `${host} is too deep: events have one label below the platform's.`
  if (isReserved(label)) return `${host} is the platform's own.`
  return refuseEventKey(label) === null ? null : `${host} could be taken for a preview.`
}

/** What stands before the platform's domain; null for a host of somebody's own. */
export function labelUnder(host: string, apexes: ReadonlySet<string>): string | null {
  for (const apex of apexes) {
    if (host.endsWith(`.${apex}`)) return host.slice(0, -apex.length - 1)
  }
  return null
}

/** Whether a host is neither below the platform's own domains nor on this machine alone. */
export const needsProof = (host: string, apexes: ReadonlySet<string>): boolean =>
  labelUnder(host, apexes) === null && !host.endsWith('.localhost')
