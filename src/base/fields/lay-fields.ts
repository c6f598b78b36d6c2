import * as v from 'valibot'
import { isRecord, plainCopy } from '../../seam/plain.ts'
import { isWords, type Words } from '../../seam/words.ts'
import { readDay } from '../meetings/written-local.ts'
import type { Refused } from '../pieces.ts'
import { BASE_FIELDS, type EventField, type FieldDefinition } from './field.ts'
import { FIELD_NAME, MAX_TEXT } from './kept-field.ts'
import { MAX_NUMBER } from './written-number.ts'

/** An event's fields as its module declares them. */
export interface LaidFields {
  readonly list: readonly EventField[]
  /** What cannot be used, and was left out. */
  readonly refused: readonly Refused[]
}

/** More than anybody fills in. */
const MAX_FIELDS = 40
const MAX_OPTIONS = 100

const OPTION = /^[a-z][a-z0-9-]{0,39}$/
const TAKEN: ReadonlySet<string> = new Set([
  ...BASE_FIELDS.map((name) => name.toLowerCase()),
  'constructor',
  'prototype',
])

const text = v.pipe(
  v.string('Give a text.'),
  v.minLength(1, 'Give a text.'),
  v.maxLength(200, 'Keep it to 200 characters.'),
)
const MAX_WORDS = 200
const words = v.pipe(
  v.custom<Words>(isWords, 'Give its words by language: { en: "…" }.'),
  v.check(
    (given) =>
      (typeof given === 'string' ? [given] : Object.values(given)).every(
        (word) => word.length <= MAX_WORDS,
      ),
    `Keep it to ${MAX_WORDS} characters.`,
  ),
)
const flag = v.exactOptional(v.boolean('Give true or false.'))
const whole = (least: number, most: number) => {
  const message = `Give a whole number from ${least} to ${most}.`
  return v.pipe(
    v.number(message),
    v.integer(message),
    v.minValue(least, message),
    v.maxValue(most, message),
  )
}
const bound = v.exactOptional(
  v.pipe(
    v.number('Give a number.'),
    v.minValue(-MAX_NUMBER, 'This is too small.'),
    v.maxValue(MAX_NUMBER, 'This is too large.'),
  ),
)
const day = v.exactOptional(
  v.pipe(
    v.string('Write a date as YYYY-MM-DD.'),
    v.check((date) => readDay(date) !== null, 'Write a date as YYYY-MM-DD.'),
  ),
)
const options = v.pipe(
  v.record(
    v.pipe(v.string(), v.regex(OPTION, 'An option’s id is like "eu" or "far-east".')),
    words,
    'Give the options by id: { eu: { en: "Europe" } }.',
  ),
  v.check((all) => Object.keys(all).length > 0, 'Give at least one option.'),
  v.check((all) => Object.keys(all).length <= MAX_OPTIONS, `Keep it to ${MAX_OPTIONS} options.`),
)
const common = {
  label: words,
  hint: v.exactOptional(words),
  visibility: v.picklist(
    ['public', 'contacts', 'organisers'],
    'Say who sees it: "public", "contacts" or "organisers".',
  ),
  filterable: flag,
  required: flag,
  editable: flag,
  exported: flag,
  retention: v.exactOptional(whole(0, 36_500)),
}

const definition: v.GenericSchema<unknown, FieldDefinition> = v.variant(
  'type',
  [
    v.strictObject({
      type: v.literal('number'),
      ...common,
      unit: v.exactOptional(text),
      min: bound,
      max: bound,
    }),
    v.strictObject({
      type: v.literal('text'),
      ...common,
      lines: flag,
      max: v.exactOptional(whole(1, MAX_TEXT)),
    }),
    v.strictObject({ type: v.literal('choice'), ...common, options }),
    v.strictObject({
      type: v.literal('choices'),
      ...common,
      options,
      max: v.exactOptional(whole(1, MAX_OPTIONS)),
    }),
    v.strictObject({ type: v.literal('date'), ...common, min: day, max: day }),
    v.strictObject({ type: v.literal('yes-no'), ...common }),
  ],
  'Give it a type: "number", "text", "choice", "choices", "date" or "yes-no".',
)

const NONE: LaidFields = { list: [], refused: [] }

/** The fields that a module declares; one that cannot be used is left out, and its values stay hidden. */
export function layFields(given: unknown): LaidFields {
  if (given === undefined) return NONE
  if (!isRecord(given)) return { list: [], refused: [refused('*', 'Give the fields by name.')] }
  const list: EventField[] = []
  const problems: Refused[] = []
  const seen = new Set<string>()
  for (const [name, field] of Object.entries(given)) {
    const problem = refuseName(name, seen) ?? (list.length < MAX_FIELDS ? null : TOO_MANY)
    seen.add(name.toLowerCase())
    if (problem !== null) {
      problems.push(refused(name, problem))
      continue
    }
    const read = readField(field)
    if (typeof read === 'string') problems.push(refused(name, read))
    else list.push({ name, ...read })
  }
  return { list, refused: problems }
}

const TOO_MANY = `An event has up to ${MAX_FIELDS} fields. Leave some out.`

const refused = (name: string, problem: string): Refused => [
  `field:${name}`,
  new TypeError(problem),
]

function refuseName(name: string, seen: ReadonlySet<string>): string | null {
  if (!FIELD_NAME.test(name)) return 'A field’s name is like "volume" or "licence-no".'
  const same = name.toLowerCase()
  if (TAKEN.has(same)) return 'The base has a field of this name. Give it another.'
  return seen.has(same) ? 'Another field has this name but for capital letters.' : null
}

/** A definition, or what is wrong with it and what to do. */
function readField(given: unknown): FieldDefinition | string {
  let plain: unknown
  try {
    plain = plainCopy(given)
  } catch {
    return 'A field is plain data: { type: "text", label: { en: "…" }, visibility: "public" }.'
  }
  const parsed = v.safeParse(definition, plain)
  if (!parsed.success) return parsed.issues.map(told).join(' ')
  return contradiction(parsed.output) ?? parsed.output
}

/** What is wrong, with where it is: `label: …`. */
function told(issue: v.BaseIssue<unknown>): string {
  const where = v.getDotPath(issue)
  const what =
    issue.type === 'strict_object'
      ? issue.expected === 'never'
        ? 'a field of this type has no such thing; take it out.'
        : 'this is missing.'
      : issue.message
  return where === null ? what : `${where}: ${what}`
}

/** Things that are each right and do not go together. */
function contradiction(field: FieldDefinition): string | null {
  if (field.required === true && field.editable === false) {
    return 'Nobody can fill in what is required and not editable: take one of the two out.'
  }
  const { min, max } = { min: undefined, max: undefined, ...field }
  if (min !== undefined && max !== undefined && field.type !== 'text' && min > max) {
    return `min: ${min} is more than max, ${max}.`
  }
  return null
}
