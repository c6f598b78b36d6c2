import { ANONYMOUS, type Store, type Viewer } from '../contract.ts'
import { isSuspended } from '../event-suspended.ts'
import { within } from '../within.ts'
import type { Eventually } from './after.ts'
import { PLATFORM } from './book.ts'
import type { ServeParts, Turn } from './serve.ts'

/**
 * Who is asking, or why that cannot be told. A page that is the same for everybody is shown to nobody
 * in particular when the store does not answer.
 */
export function identify<Pieces>(
  parts: ServeParts<Pieces>,
  { request, tenant, requestId }: Omit<Turn<Pieces>, 'app'>,
): Eventually<Viewer | 'unknown' | 'suspended'> {
  const { base, clock } = parts
  if (base.identify === undefined) return ANONYMOUS
  const unknown = (error: unknown): Viewer | 'unknown' | 'suspended' => {
    if (isSuspended(error)) return 'suspended'
    parts.telemetry.fault({ requestId, event: tenant.key, seam: PLATFORM, error })
    return request.method === 'GET' && base.isPublic(request) ? ANONYMOUS : 'unknown'
  }
  try {
    const viewer = base.identify(request, {
      tenant,
      clock,
      get store(): Store {
        return parts.openStore(tenant, ANONYMOUS)
      },
    })
    if (!(viewer instanceof Promise)) return viewer
    return within(viewer, parts.limits.pieceDeadline, late).catch(unknown)
  } catch (error) {
    return unknown(error)
  }
}

function late(): never {
  throw new Error('Who is asking could not be told in time.')
}
