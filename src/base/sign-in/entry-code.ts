/** Characters that are not taken for one another when they are read out. */
const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'
const CODE_LENGTH = 8

/** A code that staff read out, `K7QD-M2XP`. */
export const newEntryCode = (): string => {
  // 32 letters: every byte falls on each of them equally often.
  const bytes = crypto.getRandomValues(new Uint8Array(CODE_LENGTH))
  const code = Array.from(bytes, (byte) => LETTERS[byte % LETTERS.length]).join('')
  return `${code.slice(0, 4)}-${code.slice(4)}`
}

/** A code as it is compared: people leave out the hyphen and type small letters. */
export const normalizeCode = (typed: string): string =>
  typed.toUpperCase().replaceAll(/[^A-Z0-9]/g, '')
