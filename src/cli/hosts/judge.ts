import { SEEN_AFTER } from '../../admin/registry-time.ts'
import type { TenantStatus } from '../../contract.ts'
import type { Sight } from './probe.ts'

/** What the registry says of a host. */
export interface Expected {
  readonly host: string
  readonly canonicalHost: string
  readonly statusNow: TenantStatus
}

const DAY = 24 * 60 * 60 * 1000
/** Certificates that end sooner should have been renewed. */
const SOON = 14 * DAY

/** What is wrong with a host, a sentence each; nothing when it is as it should be. */
export function problemsOf(
  { host, canonicalHost, statusNow }: Expected,
  { dns, web }: Sight,
  now: number,
): readonly string[] {
  const problems: string[] = []
  if (dns !== null && dns.addresses.length === 0) problems.push('DNS knows no address of it.')
  if ('error' in web) return [...problems, `Nothing answers there: ${web.error}.`]
  const { status, location, requestId, certificateUntil } = web
  if (certificateUntil !== null && certificateUntil < now + SOON) {
    problems.push(`Its certificate ends in ${Math.floor((certificateUntil - now) / DAY)} days.`)
  }
  if (requestId === null) return [...problems, `What answers there (${status}) is not Usher.`]
  const isHidden = statusNow === 'draft' || statusNow === 'suspended'
  if (status >= 500) problems.push(`It answers ${status}: look with usher explain.`)
  else if (isHidden && status !== 404) problems.push(`It answers ${status} while ${statusNow}.`)
  else if (!isHidden && host !== canonicalHost && hostOf(location) !== canonicalHost) {
    problems.push(`It does not lead to ${canonicalHost} yet.`)
  } else if (!isHidden && status === 404) {
    problems.push(`It answers "No event here": a change is seen after ${SEEN_AFTER}.`)
  }
  return problems
}

const hostOf = (location: string | null): string | null =>
  location === null ? null : (URL.parse(location)?.hostname ?? null)
