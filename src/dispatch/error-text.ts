/** What was thrown, as text. It may be anything, also what cannot be made a text of. */
export function errorText(error: unknown): string {
  try {
    return String(error)
  } catch {
    return 'something that cannot be looked at'
  }
}
