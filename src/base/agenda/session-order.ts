import type { Session } from './schedule.ts'

// 'und' and numeric: the same order for every visitor, and Hall 2 before Hall 10.
const collator = new Intl.Collator('und', { numeric: true })

/** By start, then room; the id settles the rest, so that an order is never by chance. */
export const byStartThenRoom = (a: Session, b: Session): number =>
  a.start - b.start || collator.compare(a.room, b.room) || (a.id < b.id ? -1 : Number(a.id > b.id))
