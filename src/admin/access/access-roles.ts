import type { Role } from './actor.ts'

/** Whom Cloudflare Access let in, as far as roles go. */
export interface AccessIdentity {
  /** Address of a person, or name of a service token. */
  readonly name: string
  /** Groups that the identity provider tells of. */
  readonly groups: readonly string[]
}

/** Who has more than the least role: `ada@example.org`, `@example.org`, `group:events`, a service's name. */
export interface RoleLists {
  readonly owners: readonly string[]
  readonly operators: readonly string[]
}

/** Reads the variables `ADMIN_OWNERS` and `ADMIN_OPERATORS`: entries separated by spaces or commas. */
export const readRoleLists = (owners: string, operators: string): RoleLists => ({
  owners: entriesOf(owners),
  operators: entriesOf(operators),
})

/** The highest role that a list gives; whoever Access lets in may look. */
export function roleOf(identity: AccessIdentity, { owners, operators }: RoleLists): Role {
  if (isListed(identity, owners)) return 'owner'
  return isListed(identity, operators) ? 'operator' : 'viewer'
}

const entriesOf = (text: string): string[] =>
  text
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(Boolean)

function isListed({ name, groups }: AccessIdentity, entries: readonly string[]): boolean {
  const address = name.toLowerCase()
  const at = address.lastIndexOf('@')
  const domain = at < 0 ? null : address.slice(at)
  return (
    entries.includes(address) ||
    (domain !== null && entries.includes(domain)) ||
    groups.some((group) => entries.includes(`group:${group.toLowerCase()}`))
  )
}
