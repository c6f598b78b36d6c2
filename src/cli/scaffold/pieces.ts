/** The examples that an event's code can begin with, one for each kind of seam. */
export const PIECES = ['messages', 'theme', 'view', 'page', 'route', 'guard', 'rule'] as const
export type Piece = (typeof PIECES)[number]
