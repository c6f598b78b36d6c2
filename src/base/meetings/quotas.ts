import { isOpen, type Meeting } from './meeting.ts'

/** How many at once; null is without limit. */
export interface Quota {
  /** Open requests that the person sent. */
  readonly outgoing: number | null
  /** Open requests that the person sent or received. */
  readonly pending: number | null
  /** Confirmed meetings, with those that were held or missed: they had their slot and table. */
  readonly confirmed: number | null
}

export type QuotaKind = keyof Quota

/** How much of a quota is used; always a recount, never a counter that is kept. */
export type QuotaUse = Readonly<Record<QuotaKind, number>>

export interface QuotaSettings {
  readonly everyone: Quota
  /** By group; what a group leaves out is as for everyone. */
  readonly groups: Readonly<Record<string, Partial<Quota>>>
}

export interface QuotaRow extends Pick<Meeting, 'status'> {
  readonly requester: string
  readonly invitee: string
}

/** Limits and use of one person. */
export interface QuotaState {
  readonly limits: Quota
  readonly used: QuotaUse
}

/** `group` null for a person without one. */
export const quotaOf = ({ everyone, groups }: QuotaSettings, group: string | null): Quota =>
  group !== null && Object.hasOwn(groups, group) ? { ...everyone, ...groups[group] } : everyone

/** Rows of others do not count, so it may be given all of them. */
export const quotaUsed = (rows: Iterable<QuotaRow>, person: string): QuotaUse => {
  const used = { outgoing: 0, pending: 0, confirmed: 0 }
  for (const { requester, invitee, status } of rows) {
    if (requester !== person && invitee !== person) continue
    if (isOpen({ status })) {
      used.pending += 1
      if (requester === person) used.outgoing += 1
    } else if (status === 'confirmed' || status === 'held' || status === 'no-show')
      used.confirmed += 1
  }
  return used
}

/**
 * The first of these kinds that has no room for one more, or null. A limit below what is used
 * refuses the next one and touches nothing that is there.
 */
export const quotaFull = (
  { limits, used }: QuotaState,
  kinds: readonly QuotaKind[],
): { readonly kind: QuotaKind; readonly limit: number } | null => {
  for (const kind of kinds) {
    const limit = limits[kind]
    if (limit !== null && used[kind] >= limit) return { kind, limit }
  }
  return null
}
