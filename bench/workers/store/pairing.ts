export const slotId = (nth: number): string => `slot-${nth}`

/** Who asks whom for which slot. */
export interface Pairing<Person> {
  readonly asks: Person
  readonly asked: Person
  readonly slot: string
}

/**
 * The nth pairing of some people: never the same two again, nobody twice in a slot. There are as many
 * as half of the people times the slots from `firstSlot` on.
 *
 * @param people an even number, at most two for each table
 */
export function pairing<Person>(
  people: readonly Person[],
  firstSlot: number,
  nth: number,
): Pairing<Person> {
  const half = people.length / 2
  const round = Math.floor(nth / half)
  const [asks, asked] = [people[nth % half], people[half + ((nth + round) % half)]]
  if (asks === undefined || asked === undefined) throw new Error('Pair an even number of people.')
  return { asks, asked, slot: slotId(firstSlot + round) }
}
