export interface Dismissal {
  readonly by: string
  readonly whom: string
}

/** Ids that a person must not be recommended, nor be recommended to: dismissed by either. */
export const vetoedBy = (dismissals: Iterable<Dismissal>, person: string): Set<string> => {
  const vetoed = new Set<string>()
  for (const { by, whom } of dismissals) {
    if (by === person) vetoed.add(whom)
    if (whom === person) vetoed.add(by)
  }
  return vetoed
}
