import type { Tenant } from '../../contract.ts'
import type { Turn } from '../api/endpoint.ts'

/** Every record, by key, page by page as somebody reads on. */
export async function* exportTenants({
  parts: { registrar },
}: Turn): AsyncGenerator<Tenant, void, undefined> {
  const pageAt = (cursor: string | null) =>
    registrar.call('export.page', cursor === null ? {} : { cursor })
  let cursor: string | null = null
  do {
    const page = await pageAt(cursor)
    if (!page.ok) throw new Error(`The registrar refused a page of its own: ${page.error.tag}.`)
    yield* page.value.tenants
    cursor = page.value.next
  } while (cursor !== null)
}
