/** Times are epoch milliseconds. */
export interface Plan {
  readonly starts: number
  /** How long one round is, its change of seats included. */
  readonly length: number
  readonly rounds: number
}

export interface Round {
  /** From 1. */
  readonly number: number
  readonly starts: number
  readonly tables: readonly Table[]
}

/** One pair of ids; who sits alone takes a break. */
export interface Table {
  readonly number: number
  readonly people: readonly [string, string?]
}

/**
 * Who meets whom, so that nobody meets anybody twice: one stays, the others move one seat on after
 * each round. No more rounds than there are others to meet.
 *
 * @param ids in the order in which they joined
 */
export function roundsOf(ids: readonly string[], { starts, length, rounds }: Plan): Round[] {
  const seats = ids.length % 2 === 0 ? [...ids] : [...ids, undefined]
  const [first, ...others] = seats
  const count = ids.length < 2 ? 0 : Math.min(rounds, seats.length - 1)
  return Array.from({ length: count }, (_, turn) => {
    const moved = others.map((_other, i) => others[(i + turn) % others.length])
    const ring = [first, ...moved]
    const tables = ring
      .slice(0, ring.length / 2)
      .map((one, i) => tableOf(i + 1, one, ring.at(-1 - i)))
    return { number: turn + 1, starts: starts + turn * length, tables }
  })
}

const tableOf = (number: number, one?: string, other?: string): Table => {
  if (one !== undefined && other !== undefined) return { number, people: [one, other] }
  return { number, people: [one ?? other ?? ''] }
}

/** Where somebody sits in a round. */
export const seatOf = ({ tables }: Round, id: string): Table | undefined =>
  tables.find(({ people }) => people.includes(id))

/** The round that runs at this moment, or the next one; undefined after the last. */
export const currentOf = (
  rounds: readonly Round[],
  length: number,
  now: number,
): Round | undefined => rounds.find(({ starts }) => now < starts + length)
