import type { Result, Tenant } from '../contract.ts'
import type { RegistrarRefusal } from '../registry/registrar/refusals.ts'
import type { Registrar } from '../registry/registrar/registrar-calls.ts'

/** What was registered last, so that what an operator has changed since is left alone. */
export interface SeededRecords {
  get(): Promise<Readonly<Record<string, Tenant>>>
  put(records: Readonly<Record<string, Tenant>>): Promise<void>
}

const BY = { actor: 'npm start', reason: 'demo data' } as const

/**
 * Registers demo events, and changes of their files; answers what is wrong with them. An event that
 * was deleted stays so.
 */
export async function registerDemos(
  registrar: Registrar,
  seeded: SeededRecords,
  tenants: readonly Tenant[],
): Promise<readonly string[]> {
  const before = await seeded.get()
  const entries = await Promise.all(
    tenants.map(({ key }) => registrar.call('tenants.get', { key })),
  )
  const problems: string[] = []
  const rows = []
  for (const [i, tenant] of tenants.entries()) {
    const entry = entries[i]
    if (entry?.ok !== true) rows.push({ line: i + 1, row: { ...tenant } })
    else
      problems.push(...(await update(registrar, before[tenant.key] ?? entry.value.tenant, tenant)))
  }
  if (rows.length > 0) problems.push(...(await create(registrar, rows, tenants)))
  const after = Object.fromEntries(tenants.map((tenant) => [tenant.key, tenant]))
  if (JSON.stringify(after) !== JSON.stringify(before)) await seeded.put(after)
  return problems
}

async function create(
  registrar: Registrar,
  rows: readonly { readonly line: number; readonly row: object }[],
  tenants: readonly Tenant[],
): Promise<readonly string[]> {
  const begun = await registrar.call('import.begin', { by: BY, mode: 'each', dryRun: false })
  if (!begun.ok) return [refusalText(begun.error)]
  const { id } = begun.value
  await registrar.call('import.add', {
    id,
    rows: rows.map((one) => ({ ...one, row: { ...one.row } })),
  })
  const done = await registrar.call('import.commit', { id })
  if (!done.ok) return [refusalText(done.error)]
  return done.value.refusals
    .filter(({ refusal }) => refusal.tag !== 'key-deleted')
    .map(({ line, refusal }) => `${tenants[line - 1]?.key}: ${refusalText(refusal)}`)
}

/** Takes over what its files say otherwise than they did. */
async function update(
  registrar: Registrar,
  before: Tenant,
  tenant: Tenant,
): Promise<readonly string[]> {
  const { key, status } = tenant
  const own = { by: BY, key, ifRevision: null }
  const changed = Object.entries(tenant).filter(
    ([name, value]) =>
      !GIVEN.has(name) && JSON.stringify(value) !== JSON.stringify(before[name as keyof Tenant]),
  )
  const done: Result<unknown, RegistrarRefusal>[] = []
  if (changed.length > 0) {
    const patch = Object.fromEntries(changed)
    done.push(await registrar.call('tenants.change', { ...own, patch }))
  }
  if (status !== before.status) {
    done.push(await registrar.call('tenants.status', { ...own, to: status }))
  }
  return done.flatMap((one) => (one.ok ? [] : [`${key}: ${refusalText(one.error)}`]))
}

/** What no file decides, and what has a way of its own. */
const GIVEN = new Set(['schema', 'revision', 'key', 'storeId', 'status'])

const refusalText = (refusal: RegistrarRefusal): string =>
  refusal.tag === 'invalid'
    ? refusal.issues.map(({ field, message }) => `${field}: ${message}`).join(', ')
    : JSON.stringify(refusal)
