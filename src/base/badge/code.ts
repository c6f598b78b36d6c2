/** What stands on a badge: 128 random bits, in a form that makes a small picture. */
export const newBadgeCode = (): string => {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}

/** The code in a route's path. */
export const CODE_PARAM = ':code{[\\w-]{22}}'
