import type { Scan, ScanOutcome } from './scan.ts'

/** Scans that a telephone sends at once; more come in a second call. */
export const MAX_SCANS = 500
const MAX_CODE = 100

/** One answer a scan, in the order they were sent. */
export type ScanAnswer = ScanOutcome | { readonly outcome: 'invalid' }

/** Scans as they were sent, null in the place of one that is none; null when it is no list at all. */
export function readScans(sent: unknown): readonly (Scan | null)[] | null {
  return Array.isArray(sent) && sent.length <= MAX_SCANS ? sent.map(readScan) : null
}

function readScan(sent: unknown): Scan | null {
  if (typeof sent !== 'object' || sent === null) return null
  if (!('code' in sent) || !('at' in sent)) return null
  const { code, at } = sent
  if (typeof code !== 'string' || code.length > MAX_CODE) return null
  return Number.isSafeInteger(at) && Number(at) > 0 ? { code, at: Number(at) } : null
}

/** Puts the answers in the places of the scans that were asked, and `invalid` in the others. */
export function answers(
  scans: readonly (Scan | null)[],
  outcomes: readonly ScanOutcome[],
): ScanAnswer[] {
  const left = outcomes.values()
  return scans.map((scan) =>
    scan === null ? { outcome: 'invalid' } : (left.next().value ?? { outcome: 'invalid' }),
  )
}
