/**
 * Labels no event may take: hosts of the platform, what clients and crawlers ask of any domain, and
 * names that mean something to JavaScript objects.
 */
const RESERVED: ReadonlySet<string> = new Set(
  `admin api app assets auth autoconfig autodiscover blog cdn constructor dashboard dev docs email
  events ftp help imap internal localhost login mail map mx ns1 ns2 platform pop preview prototype
  root smtp ssl staging static status support system test usher valueof webmail wpad www`.split(
    /\s+/,
  ),
)

const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/

/** A DNS label: 1 to 63 of `a-z`, `0-9` and inner hyphens, lower case. */
export const isLabel = (text: string): boolean => LABEL.test(text)

export const isReserved = (label: string): boolean => RESERVED.has(label)

/**
 * Why `key` cannot name an event, as a sentence with the repair; null when it can. `--` is kept for
 * preview hosts (`<label>--<key>`).
 */
export function refuseEventKey(key: string): string | null {
  if (!isLabel(key)) {
    return 'An event key is a DNS label: 1 to 63 lower-case letters, digits and inner hyphens.'
  }
  if (key.includes('--')) return 'An event key has no "--": previews use it. Use a single hyphen.'
  if (isReserved(key)) return `"${key}" is reserved for the platform. Choose another key.`
  return null
}
