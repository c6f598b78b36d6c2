import type { Viewer } from '../../contract.ts'
import { hashSecret } from '../../secret.ts'

/**
 * Tells a browser one person's pages from another's, and nothing about either; '' for nobody. The same
 * at every sign-in.
 */
export const markOf = async (viewer: Viewer): Promise<string> =>
  viewer.kind === 'person' ? (await hashSecret(`mark ${viewer.id}`)).slice(0, 16) : ''
