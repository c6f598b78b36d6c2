import type { Tenant } from '../contract.ts'
import type { GuestTurn } from './protocol.ts'

/** Of a turn what is the same as long as the event's record is, for one Worker. */
type Standing = Pick<GuestTurn, 'tenant' | 'limits' | 'around'>

/**
 * A turn on its way into an isolate, as JSON: an object would be taken apart and put together again for
 * every request, most of it the event's record.
 */
export interface CarriedTurn {
  readonly standing: string
  readonly passing: string
}

/** Writes turns; what stands is written once for a state of the record. */
export function turnCarrier(): (turn: GuestTurn) => CarriedTurn {
  const texts = new WeakMap<Tenant, string>()
  return ({ tenant, limits, around, ...passing }) => {
    let standing = texts.get(tenant)
    if (standing === undefined) {
      standing = JSON.stringify({ tenant, limits, around } satisfies Standing)
      texts.set(tenant, standing)
    }
    return { standing, passing: JSON.stringify(passing) }
  }
}

/** Reads turns; what stands is one object as long as its text is the same. */
export function turnReader(): (carried: CarriedTurn) => GuestTurn {
  let text = ''
  let known: Standing | undefined
  return ({ standing, passing }) => {
    if (known === undefined || text !== standing) {
      known = JSON.parse(standing) as Standing
      text = standing
    }
    return { ...known, ...(JSON.parse(passing) as Omit<GuestTurn, keyof Standing>) }
  }
}
