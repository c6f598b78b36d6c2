import type * as v from 'valibot'
import { pointerOf } from './field-errors.ts'
import type { FieldError } from './problem.ts'

/** The parts of a valibot schema that other schemas are in. */
interface Inner {
  readonly type: string
  readonly wrapped?: Inner
  readonly entries?: Readonly<Record<string, Inner>>
  readonly value?: Inner
  readonly item?: Inner
  readonly rest?: Inner
}

/** Where a list stands in the place of an object: valibot takes it for one, JSON schema does not. */
export const listsForObjects = (schema: v.GenericSchema, value: unknown): FieldError[] =>
  find(schema as unknown as Inner, value, []).map((path) => ({
    pointer: pointerOf(path),
    detail: 'An object belongs here.',
  }))

type Path = readonly string[]

function find(schema: Inner | undefined, value: unknown, path: Path): Path[] {
  if (schema === undefined || typeof value !== 'object' || value === null) return []
  const { wrapped, type, item, rest } = schema
  if (wrapped !== undefined) return find(wrapped, value, path)
  const isObject = type === 'strict_object' || type === 'record'
  if (isObject && Array.isArray(value)) return [path]
  return Object.entries(value).flatMap(([name, inner]) =>
    find(isObject ? fieldOf(schema, name) : (item ?? rest), inner, [...path, name]),
  )
}

const fieldOf = ({ entries, value }: Inner, name: string): Inner | undefined =>
  entries === undefined || !Object.hasOwn(entries, name) ? value : entries[name]
