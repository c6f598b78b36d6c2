import type { StoreContext } from '../contract.ts'

/** Throws where the caller is anybody but the platform itself. */
export function platformOnly({ viewer }: Pick<StoreContext, 'viewer'>): void {
  if (viewer.kind !== 'system') throw new Error('Only the platform may do this.')
}
