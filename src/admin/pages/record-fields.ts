import { err, ok, type Redirect, type Result, type Tenant } from '../../contract.ts'
import type { TenantFields } from '../../registry/registrar/tenant-calls.ts'
import type { Issue } from '../../registry/tenant.ts'
import type { Sent } from './sent.ts'

/** A field of the record as text: one input of the form, or several. */
export interface RecordField {
  readonly field: keyof TenantFields
  /** Names of its inputs. */
  readonly inputs: readonly string[]
  /** What the inputs say of a record, in their order. */
  readonly texts: (tenant: Tenant) => readonly string[]
  /** What they say to the record, or why they say nothing. */
  readonly value: (...texts: string[]) => Result<unknown, string>
}

const lines = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)

const plain = (field: 'name' | 'place' | 'starts' | 'ends' | 'timeZone'): RecordField => ({
  field,
  inputs: [field],
  texts: (tenant) => [tenant[field]],
  value: (text) => ok(text.trim()),
})

/** Everything of a record that the form changes; hosts and schedule have pages of their own. */
export const RECORD_FIELDS: readonly RecordField[] = [
  plain('name'),
  plain('place'),
  plain('starts'),
  plain('ends'),
  plain('timeZone'),
  {
    field: 'locales',
    inputs: ['locales'],
    texts: ({ locales }) => [locales.join(' ')],
    value: (text) => ok(text.split(/[\s,]+/).filter(Boolean)),
  },
  {
    field: 'listed',
    inputs: ['listed'],
    texts: ({ listed }) => [listed ? 'yes' : ''],
    value: (text) => ok(text === 'yes'),
  },
  {
    field: 'notice',
    inputs: ['notice', 'noticeUntil'],
    texts: ({ notice }) => [notice?.text ?? '', notice?.until ?? ''],
    value: (text, until) => readNotice(text?.trim() ?? '', until ?? ''),
  },
  {
    field: 'farewell',
    inputs: ['farewell', 'farewellRedirect'],
    texts: ({ farewell }) => [farewell?.from ?? '', farewell?.redirect ?? ''],
    value: (from, to) => readFarewell(from ?? '', to?.trim() ?? ''),
  },
  {
    field: 'redirects',
    inputs: ['redirects'],
    texts: ({ redirects }) => [redirects.map(redirectText).join('\n')],
    value: readRedirects,
  },
  {
    field: 'theme',
    inputs: ['theme'],
    texts: ({ theme }) => [
      Object.entries(theme)
        .map(([name, value]) => `${name}: ${value}`)
        .join('\n'),
    ],
    value: readTheme,
  },
  {
    field: 'settings',
    inputs: ['settings'],
    texts: ({ settings }) => [settings === undefined ? '' : JSON.stringify(settings, null, 2)],
    value: readSettings,
  },
  {
    field: 'outbound',
    inputs: ['outbound'],
    texts: ({ outbound }) => [outbound.join('\n')],
    value: (text) => ok(lines(text ?? '')),
  },
  {
    field: 'deadline',
    inputs: ['deadline'],
    texts: ({ deadline }) => [deadline === null ? '' : String(deadline)],
    value: (text) => readDeadline(text?.trim() ?? ''),
  },
]

/** The text of every input, by its name. */
export type Texts = Readonly<Record<string, string>>

export const textsOf = (tenant: Tenant): Texts =>
  Object.fromEntries(
    RECORD_FIELDS.flatMap(({ inputs, texts }) => {
      const all = texts(tenant)
      return inputs.map((name, i) => [name, all[i] ?? ''])
    }),
  )

export const typedTexts = (sent: Sent): Texts =>
  Object.fromEntries(
    RECORD_FIELDS.flatMap(({ inputs }) => inputs.map((name) => [name, sent.text(name)])),
  )

const isChanged = ({ inputs }: RecordField, before: Texts, after: Texts): boolean =>
  inputs.some((name) => before[name] !== after[name])

interface Read {
  /** The fields that were changed, and no others. */
  readonly patch: Readonly<Record<string, unknown>>
  readonly issues: readonly Issue[]
}

/** What somebody has changed in a form that was made of `before`. */
export function readChanges(before: Texts, typed: Texts): Read {
  const patch: Record<string, unknown> = {}
  const issues: Issue[] = []
  for (const one of RECORD_FIELDS) {
    if (!isChanged(one, before, typed)) continue
    const read = one.value(...one.inputs.map((name) => typed[name] ?? ''))
    if (read.ok) patch[one.field] = read.value
    else issues.push({ field: one.inputs[0] ?? one.field, message: read.error })
  }
  return { patch, issues }
}

/** Somebody's changes on top of what others have changed meanwhile: of a field of both, the typed one. */
export const onTop = (before: Texts, typed: Texts, now: Texts): Texts =>
  Object.fromEntries(
    RECORD_FIELDS.flatMap((one) => {
      const texts = isChanged(one, before, typed) ? typed : now
      return one.inputs.map((name) => [name, texts[name] ?? ''])
    }),
  )

/** What both have changed, and not alike. */
export const contested = (before: Texts, typed: Texts, now: Texts): readonly Issue[] =>
  RECORD_FIELDS.filter(
    (one) =>
      isChanged(one, before, typed) && isChanged(one, before, now) && isChanged(one, typed, now),
  ).map((one) => ({
    field: one.inputs[0] ?? one.field,
    message: `It is “${one.inputs.map((name) => now[name]).join(' ')}” now; yours takes its place.`,
  }))

function readNotice(text: string, until: string): Result<unknown, string> {
  if (text !== '') return ok({ text, until: until === '' ? null : until })
  return until === '' ? ok(null) : err('Say what visitors are told, or empty the time too.')
}

function readFarewell(from: string, redirect: string): Result<unknown, string> {
  if (from !== '') return ok({ from, redirect: redirect === '' ? null : redirect })
  return redirect === '' ? ok(null) : err('Say from when, or empty the address too.')
}

const redirectText = ({ from, to, prefix }: Redirect): string =>
  prefix ? `${from}/* ${to}` : `${from} ${to}`

function readRedirects(text = ''): Result<unknown, string> {
  const redirects: Redirect[] = []
  for (const line of lines(text)) {
    const [from, to, more] = line.split(/\s+/)
    if (from === undefined || to === undefined || more !== undefined) {
      return err(`“${line}” is not an old path, a space and a new path.`)
    }
    const prefix = from.endsWith('/*')
    redirects.push({ from: prefix ? from.slice(0, -2) : from, to, prefix })
  }
  return ok(redirects)
}

function readTheme(text = ''): Result<unknown, string> {
  const tokens: [string, string][] = []
  for (const line of lines(text)) {
    const colon = line.indexOf(':')
    if (colon < 1) return err(`“${line}” is not a token, a colon and a value.`)
    tokens.push([line.slice(0, colon).trim(), line.slice(colon + 1).trim()])
  }
  return ok(Object.fromEntries(tokens))
}

function readSettings(text = ''): Result<unknown, string> {
  if (text.trim() === '') return ok(null)
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return ok(value)
  } catch (error) {
    return err(`This is no JSON: ${error instanceof Error ? error.message : ''}`)
  }
  return err('An object belongs here: { "name": value }.')
}

function readDeadline(text: string): Result<unknown, string> {
  if (text === '') return ok(null)
  return /^\d+$/.test(text) ? ok(Number(text)) : err('A number of milliseconds belongs here.')
}
