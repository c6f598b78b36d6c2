import { err, ok, type Result } from '../../contract.ts'
import type { RegistrarRefusal } from './refusals.ts'

type Place = readonly (string | number)[]

/** Where a page ended, for the next one to go on; to its reader it is a word without meaning. */
export const writeCursor = (place: Place): string =>
  btoa(String.fromCharCode(...new TextEncoder().encode(JSON.stringify(place))))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')

/** @param kinds of the parts that the cursor has to have; null for no cursor */
export function readCursor(
  cursor: string | undefined,
  kinds: readonly ('string' | 'number')[],
): Result<Place | null, RegistrarRefusal> {
  if (cursor === undefined) return ok(null)
  try {
    const bytes = atob(cursor.replaceAll('-', '+').replaceAll('_', '/'))
    const text = new TextDecoder().decode(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)))
    const place: unknown = JSON.parse(text)
    const fits =
      Array.isArray(place) &&
      place.length === kinds.length &&
      place.every((part, i) => typeof part === kinds[i])
    if (fits) return ok(place as Place)
  } catch {
    // Falls through: it was never ours.
  }
  const message = 'It is not a cursor of this list. Begin without one.'
  return err({ tag: 'invalid', issues: [{ field: 'cursor', message }] })
}
