import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'

/** A request that an operation takes. */
export interface Example {
  readonly params?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string>>
  readonly body?: object
  /** Lines, where the operation takes lines. */
  readonly lines?: string
  readonly revision?: number
}

export interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query' | 'header'
  readonly description?: string
  readonly required: boolean
  readonly schema: object
}

export interface Operation {
  readonly operationId: string
  readonly 'x-role': 'viewer' | 'operator' | 'owner'
  readonly parameters: readonly Parameter[]
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: object }>> }
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, object>> }>
  >
}

export interface ApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
}

/** Something else than was asked for, and what is wrong with it. */
export interface Spoilt<T> {
  readonly how: string
  readonly value: T
}

const WRONG: readonly unknown[] = [
  7.5,
  'some text',
  true,
  null,
  [],
  ['text'],
  {},
  { some: 'thing' },
]

/** Every way to spoil one place of a body that the document says cannot be. */
export function spoiltBodies(
  document: ApiDocument,
  schema: object,
  body: object,
): Spoilt<unknown>[] {
  const validate = validatorOf(document, schema)
  if (!validate(body)) throw new Error(`The example is none: ${JSON.stringify(validate.errors)}`)
  return places(body)
    .flatMap((path) => spoil(body, path))
    .filter(({ value }) => !validate(value))
}

/** Values that the document says a parameter cannot have, as text. */
export function spoiltTexts(document: ApiDocument, { schema }: Parameter): string[] {
  const validate = validatorOf(document, schema)
  return ['some text', '7.5', '-1', 'true', '', 'x'.repeat(5_000)].filter(
    (text) => !readings(text).some((reading) => validate(reading)),
  )
}

/** What a text in a query may stand for. */
const readings = (text: string): unknown[] => [
  text,
  ...(/^-?\d+(\.\d+)?$/.test(text) ? [Number(text)] : []),
  ...(text === 'true' ? [true] : []),
]

function validatorOf(document: ApiDocument, schema: object): ValidateFunction {
  const ajv = new Ajv2020({ strict: false, validateFormats: false })
  ajv.addSchema({ ...document, $id: 'https://document/' })
  const text = JSON.stringify(schema).replaceAll('"#/components', '"https://document/#/components')
  return ajv.compile(JSON.parse(text) as object)
}

type Path = readonly (string | number)[]

/** Every place in a value, the whole first. */
function places(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path]
  return [path, ...Object.entries(value).flatMap(([name, inner]) => places(inner, [...path, name]))]
}

function spoil(body: object, path: Path): Spoilt<unknown>[] {
  const at = `/${path.join('/')}`
  const wrong = WRONG.map((value) => ({
    how: `${at} is ${JSON.stringify(value)}`,
    value: put(body, path, value),
  }))
  const here = read(body, path)
  const unknown =
    typeof here === 'object' && here !== null && !Array.isArray(here)
      ? [{ how: `${at}/unheard-of is there`, value: put(body, [...path, 'unheard-of'], 1) }]
      : []
  const missing = path.length > 0 ? [{ how: `${at} is missing`, value: put(body, path) }] : []
  return [...wrong, ...unknown, ...missing]
}

const read = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>((inner, name) => (inner as Record<string, unknown>)[name], value)

/** A copy with another value in one place; without one, with none there. */
function put(body: object, path: Path, ...value: readonly unknown[]): unknown {
  const last = path.at(-1)
  if (last === undefined) return value[0]
  const copy = structuredClone(body)
  const holder = read(copy, path.slice(0, -1)) as Record<string, unknown>
  if (value.length > 0) holder[last] = value[0]
  else delete holder[last]
  return copy
}
