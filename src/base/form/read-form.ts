import type { Context } from 'hono'
import type { MessageValues } from '../../seam/message.ts'
import type { MatchEnv } from '../pieces.ts'
import type { formMessages } from './messages.ts'

/** What is wrong with one field, as a text of the form's messages. */
export interface FieldProblem {
  readonly key: keyof (typeof formMessages)['base']['en']
  readonly values?: MessageValues
}

export type Checked<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: FieldProblem }

/** One field's rule: everything sent under its name, in order, to a value or a problem. */
export type Field<T> = (sent: readonly string[]) => Checked<T>

/** A form as it was sent: kept as it is to show it again, and its value when nothing is wrong. */
export interface Submitted<T> {
  /** Present when every field is right. */
  readonly value: T | null
  readonly problems: ReadonlyMap<string, FieldProblem>
  /** What was typed, for the form that is shown again. */
  readonly sent: ReadonlyMap<string, readonly string[]>
  /** The form's own id: the same form sent twice does its work once. */
  readonly requestId: string
}

type Values<F> = { readonly [K in keyof F]: F[K] extends Field<infer T> ? T : never }

/** The name of the hidden field that holds the form's id. */
export const REQUEST_ID = 'request-id'
const IDENTIFIER = /^[\w-]{8,64}$/

/**
 * Reads a form by its fields. Never throws for what a visitor sends.
 *
 * @param more fields that are known only now; their values are beside the others
 */
export async function readForm<F extends Readonly<Record<string, Field<unknown>>>>(
  c: Context<{ Bindings: MatchEnv }>,
  fields: F,
  more: Readonly<Record<string, Field<unknown>>> = {},
): Promise<Submitted<Values<F>>> {
  const form = await c.req.formData().catch(() => new FormData())
  const sent = new Map<string, readonly string[]>()
  const problems = new Map<string, FieldProblem>()
  const value: Record<string, unknown> = {}
  for (const [name, field] of Object.entries({ ...more, ...fields })) {
    const texts = form.getAll(name).filter((entry) => typeof entry === 'string')
    sent.set(name, texts)
    const checked = field(texts)
    if (checked.ok) value[name] = checked.value
    else problems.set(name, checked.error)
  }
  const id = form.get(REQUEST_ID)
  return {
    value: problems.size === 0 ? (value as Values<F>) : null,
    problems,
    sent,
    requestId: typeof id === 'string' && IDENTIFIER.test(id) ? id : crypto.randomUUID(),
  }
}
