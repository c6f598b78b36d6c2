import { type Err, err, type PersonViewer, type StoreContext } from '../../contract.ts'

/** What is refused to somebody who is not signed in, or no longer. */
export interface SignedOut {
  readonly tag: 'signed-out'
}

/** Input of an operation that only a person may run; the store knows who by itself. */
export const signedOut: Err<SignedOut> = err({ tag: 'signed-out' })

/** The person who calls an operation; null for anybody else. */
export const personOf = ({ viewer }: StoreContext): PersonViewer | null =>
  viewer.kind === 'person' ? viewer : null

/** Throws unless the platform itself is calling: no event app ever gets that far. */
export function requireSystem({ viewer }: StoreContext): void {
  if (viewer.kind !== 'system') throw new Error('Only the platform may do this.')
}
