import { type ConversionConfig, toJsonSchema, toJsonSchemaDefs } from '@valibot/to-json-schema'
import type * as v from 'valibot'

/** JSON as it stands in the document. */
export type Json = { readonly [name: string]: unknown }

/** A valibot schema as JSON schema, told from what validates; schemas with a name are referred to. */
export function jsonSchema(schema: v.GenericSchema, named: Named, side: 'input' | 'output'): Json {
  const entries = Object.entries(toJsonSchema(schema, config(named, side)))
  return Object.fromEntries(entries.filter(([name]) => name !== '$schema' && name !== '$defs'))
}

/** Schemas that have a name in the document. */
export type Named = Readonly<Record<string, v.GenericSchema>>

export const namedSchemas = (named: Named): Json => toJsonSchemaDefs(named, config(named, 'input'))

const config = (definitions: Named, typeMode: 'input' | 'output'): ConversionConfig => ({
  target: 'draft-2020-12',
  typeMode,
  definitions: { ...definitions },
  overrideRef: ({ referenceId }) => `#/components/schemas/${referenceId}`,
  // What a function of ours looks at has no word in JSON schema; local times have no zone, which the
  // format `date-time` wants.
  ignoreActions: ['check', 'raw_check', 'iso_date_time'],
})
