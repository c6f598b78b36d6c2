const HARMLESS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Whether somebody else's page may have sent this: a browser that has signed in sends its password
 * along with whatever any page has it send. It names the page's origin; a program with its own token
 * names none.
 */
export function isFromElsewhere({ method, headers, url }: Request): boolean {
  if (HARMLESS.has(method)) return false
  const origin = headers.get('origin')
  if (origin === null) return !/^bearer /i.test(headers.get('authorization') ?? '')
  return origin !== new URL(url).origin
}
