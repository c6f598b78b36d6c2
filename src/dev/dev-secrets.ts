import type { Tenant } from '../contract.ts'
import type { OpenSecrets } from '../ports.ts'

type Kept = Readonly<Record<string, string>>

const keyOf = ({ key }: Tenant): string => `dev-secrets:${key}`

/** Keeps the secrets of a demo event, beside its record. Production keeps none there. */
export const keepSecrets = (records: KVNamespace, tenant: Tenant, secrets: Kept): Promise<void> =>
  records.put(keyOf(tenant), JSON.stringify(secrets))

/** Development's secrets: what `demo/<key>/secrets.json` has. */
export const devSecrets =
  (records: KVNamespace): OpenSecrets =>
  (tenant) => ({
    async get(name) {
      const kept = (await records.get<Kept>(keyOf(tenant), 'json')) ?? {}
      const secret = Object.hasOwn(kept, name) ? kept[name] : undefined
      if (secret !== undefined) return secret
      throw new Error(`There is no secret "${name}" in demo/${tenant.key}/secrets.json.`)
    },
  })
