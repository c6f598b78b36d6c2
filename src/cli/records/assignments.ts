import type { Tenant } from '../../contract.ts'
import { tenantSchema } from '../../registry/tenant.ts'
import { UsageError } from '../exit-codes.ts'
import { nearest } from '../../nearest.ts'

const FIXED: ReadonlySet<string> = new Set(['schema', 'revision', 'key', 'storeId', 'status'])

/** Fields of a record that can be set. */
export const FIELD_NAMES: readonly string[] = Object.keys(tenantSchema.pipe[0].entries).filter(
  (name) => !FIXED.has(name),
)

/** Fields whose parts can be named: `theme.accent`. */
type Parts = Readonly<Record<string, unknown>>

/**
 * Reads `field=value`, `theme.accent=#7c2d92`: what is text in a record is taken as it stands,
 * anything else is JSON, a list may be words with commas. Whether the value is right is the registrar's to say.
 *
 * @param before the record, whose other parts of a field stay
 */
export function readAssignments(
  given: readonly string[],
  before: Partial<Tenant> = {},
): Readonly<Record<string, unknown>> {
  const patch: Record<string, unknown> = {}
  for (const assignment of given) {
    const [, path = '', value = ''] = /^([^=]+)=(.*)$/s.exec(assignment) ?? []
    if (path === '') {
      throw new UsageError(`"${assignment}" is no field=value, like name="My fair".`)
    }
    const [field = '', ...inner] = path.split('.')
    checkField(field)
    if (inner.length === 0) {
      patch[field] = valueOf(field, value)
      continue
    }
    const name = inner.join('.')
    checkParts(field, name)
    const { [name]: _, ...others } = (patch[field] ?? before[field as keyof Tenant] ?? {}) as Parts
    const part = field === 'theme' ? value : parsed(value)
    // An empty value takes the part away.
    patch[field] = value === '' ? others : { ...others, [name]: part }
  }
  return patch
}

function checkField(field: string): void {
  if (FIELD_NAMES.includes(field)) return
  const near = nearest(field, FIELD_NAMES)
  const guess = near === null ? '' : ` Did you mean "${near}"?`
  throw new UsageError(
    `A record has no field "${field}" to be set.${guess}\nFields: ${FIELD_NAMES.join(', ')}.`,
  )
}

function checkParts(field: string, name: string): void {
  if (field === 'theme' || field === 'settings') return
  throw new UsageError(`"${field}" has no part "${name}" to be set: give it whole, as JSON.`)
}

const LISTS: ReadonlySet<string> = new Set(['hosts', 'locales', 'outbound'])
const TEXTS: ReadonlySet<string> = new Set([
  'name',
  'canonicalHost',
  'timeZone',
  'starts',
  'ends',
  'place',
])

function valueOf(field: string, value: string): unknown {
  if (TEXTS.has(field)) return value
  if (LISTS.has(field) && !value.startsWith('[')) return value.split(',').filter(Boolean)
  return parsed(value)
}

/** What is no JSON is text. */
function parsed(value: string): unknown {
  try {
    return JSON.parse(value)
  } catch {
    return value
  }
}
