import type { TenantStatus } from '../../contract.ts'

export const STATUSES = ['draft', 'live', 'frozen', 'archived', 'suspended'] as const

export const StatusBadge = ({ status }: { readonly status: TenantStatus }) => (
  <span class={`badge ${status}`}>{status}</span>
)
