/** A moment in epoch milliseconds as people and programs read it; null stays null. */
export const isoTime = <At extends number | null>(at: At): At extends null ? null : string =>
  (at === null ? null : new Date(at).toISOString()) as At extends null ? null : string
