import { MOST_SHARES } from '../shares.ts'

/** Which Worker a build is for. */
export type Place =
  /** The one Worker that has everything. */
  | { readonly kind: 'whole' }
  /** The Worker that visitors reach, with the stores and no event's module. */
  | { readonly kind: 'front'; readonly count: number }
  /** One of the Workers behind it, with a share of the modules; `share` is from 1 to `count`. */
  | { readonly kind: 'share'; readonly share: number; readonly count: number }

/**
 * The place to build for.
 *
 * @param given `USHER_SHARE`: `2/4`, or `front/4`; without it, the Worker that visitors reach
 * @param shares `SHARES` of the configuration's variables
 * @throws {Error} when either is wrong, with the repair
 */
export function readPlace(given: string | undefined, shares: unknown): Place {
  if (given === undefined || given === '') return frontOf(readCount(shares))
  const [, name = '', digits = ''] = /^(front|\d+)\/(\d+)$/.exec(given) ?? []
  const count = readCount(digits)
  const share = Number(name)
  if (name === 'front') return frontOf(count)
  if (share >= 1 && share <= count) return { kind: 'share', share, count }
  throw new Error(`USHER_SHARE is "${given}"; give a share and how many there are, as in 2/4.`)
}

/** The place as `USHER_SHARE` has it. */
export function writePlace(place: Place): string {
  if (place.kind === 'whole') return ''
  return `${place.kind === 'share' ? place.share : 'front'}/${place.count}`
}

/** How many shares the configuration wants; 0 for one Worker that has everything. */
export function readCount(shares: unknown): number {
  if (shares === undefined || shares === '') return 0
  const count = typeof shares === 'number' ? shares : readDigits(shares)
  if (Number.isInteger(count) && count >= 0 && count <= MOST_SHARES) return count
  throw new Error(
    `The number of shares is ${JSON.stringify(shares)}; give one from 0 to ${MOST_SHARES} as SHARES in wrangler.toml.`,
  )
}

/** The Workers of a deployment: the shares in order, then the one that visitors reach. */
export const allPlaces = (count: number): Place[] => [
  ...Array.from({ length: count }, (_, at): Place => ({ kind: 'share', share: at + 1, count })),
  frontOf(count),
]

const frontOf = (count: number): Place =>
  count === 0 ? { kind: 'whole' } : { kind: 'front', count }

const readDigits = (text: unknown): number =>
  typeof text === 'string' && /^\d+$/.test(text) ? Number(text) : NaN
