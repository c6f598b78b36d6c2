import type { Trade } from './trades.ts'

/** A demo event's own line of business, in a few words of its `people.json`. */
export interface Sector {
  /** Tag id → label: what its people offer and look for. At least six make a good mix. */
  readonly tags: Readonly<Record<string, string>>
  readonly organisations: readonly string[]
  readonly roles: readonly string[]
}

/** Each organisation offers some of the tags and looks for those after them, so that all find others. */
export function tradesOf({ tags, organisations, roles }: Sector): readonly Trade[] {
  const ids = Object.keys(tags)
  const some = (from: number, count: number): string[] =>
    Array.from({ length: count }, (_, i) => ids[(from + i) % ids.length] ?? '')
  return organisations.map((organisation, i) => ({
    organisation: [organisation],
    roles,
    offers: some(i, 2),
    seeks: some(i + 2, 3),
    bio: '',
  }))
}
