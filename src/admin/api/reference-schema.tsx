import type { Json } from './json-schema.ts'

/** The parts of a JSON schema that are shown. */
interface Shown {
  readonly $ref?: string
  readonly type?: string
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly format?: string
  readonly description?: string
  readonly default?: unknown
  readonly items?: Json
  readonly prefixItems?: readonly Json[]
  readonly anyOf?: readonly Json[]
  readonly oneOf?: readonly Json[]
  readonly properties?: Readonly<Record<string, Json>>
  readonly required?: readonly string[]
}

/** What a field is, in a few words. */
export function typeText(schema: Json): string {
  const { $ref, type, items, prefixItems, anyOf, oneOf, format, ...shown } = schema as Shown
  if ($ref !== undefined) return nameOf($ref)
  if (shown.const !== undefined) return JSON.stringify(shown.const)
  if (shown.enum !== undefined) return shown.enum.map((value) => JSON.stringify(value)).join(' | ')
  const several = anyOf ?? oneOf
  if (several !== undefined) return several.map(typeText).join(' | ')
  const item = items ?? prefixItems?.[0]
  if (type === 'array' && item !== undefined) return `array of ${typeText(item)}`
  return `${type ?? 'anything'}${format === undefined ? '' : ` (${format})`}`
}

/** The fields of an object, and of what is in it. */
export const Fields = ({ schema }: { readonly schema: Json }) => {
  const { properties, required = [], $ref, anyOf, oneOf } = schema as Shown
  const several = anyOf ?? oneOf
  if ($ref !== undefined) return <a href={`#schema-${nameOf($ref)}`}>{nameOf($ref)}</a>
  if (several !== undefined)
    return (
      <>
        {several.map((one) => (
          <Fields schema={one} />
        ))}
      </>
    )
  if (properties === undefined) return <p>{typeText(schema)}</p>
  return (
    <dl>
      {Object.entries(properties).map(([name, field]) => (
        <div>
          <dt>
            <code>{name}</code> {required.includes(name) && <small>required</small>}
          </dt>
          <dd>
            <Field schema={field} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

const Field = ({ schema }: { readonly schema: Json }) => {
  const { description, items, anyOf, ...shown } = schema as Shown
  const inner = [schema, items ?? {}, ...(anyOf ?? [])].find(
    (one) => 'properties' in one || '$ref' in one,
  )
  return (
    <>
      {typeText(schema)} {description}
      {'default' in shown && ` Left out: ${JSON.stringify(shown.default)}.`}
      {inner !== undefined && (
        <>
          {' '}
          <Fields schema={inner} />
        </>
      )}
    </>
  )
}

const nameOf = (ref: string): string => ref.slice(ref.lastIndexOf('/') + 1)
