import type { Checked, Field, FieldProblem } from './read-form.ts'

/** Line breaks and tabs are people's; other control characters and overrides of direction are not. */
const UNSHOWABLE =
  /[[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}\u202a-\u202e\u2066-\u2069\ufff9-\ufffb]--[\t\n]]/v
const EMAIL = /^[^\s@<>(),;:"[\]\\]{1,64}@[^\s@<>(),;:"[\]\\]{1,190}\.[^\s@<>(),;:"[\]\\.]{2,60}$/u

const fine = <T>(value: T): Checked<T> => ({ ok: true, value })
const wrong = (error: FieldProblem): Checked<never> => ({ ok: false, error })

interface TextRule {
  readonly max: number
  readonly required?: boolean
  /** Whether line breaks stay. */
  readonly lines?: boolean
}

/** A text as it is kept: composed, trimmed, on one line unless lines are wanted. */
export const text =
  ({ max, required = false, lines = false }: TextRule): Field<string> =>
  (sent) => {
    const typed = (sent[0] ?? '').replaceAll(/\r\n?/g, '\n').normalize('NFC')
    const value = (lines ? typed : typed.replaceAll(/\s+/g, ' ')).trim()
    if (UNSHOWABLE.test(value)) return wrong({ key: 'characters' })
    const { length } = Array.from(value)
    if (length > max) return wrong({ key: 'too-long', values: { max, length } })
    return required && value === '' ? wrong({ key: 'required' }) : fine(value)
  }

export const email: Field<string> = (sent) => {
  const value = text({ max: 254, required: true })(sent)
  if (!value.ok) return value
  return EMAIL.test(value.value) ? value : wrong({ key: 'email' })
}

/** Whether a box is ticked. */
export const checkbox: Field<boolean> = (sent) => fine(sent.length > 0)

/** A box that has to be ticked. */
export const ticked: Field<true> = (sent) =>
  sent.length > 0 ? fine(true) : wrong({ key: 'not-ticked' })

/** One of a list. */
export const choice =
  <T extends string>(of: readonly T[]): Field<T> =>
  (sent) => {
    const found = of.find((one) => one === sent[0])
    return found === undefined ? wrong({ key: 'choice' }) : fine(found)
  }

/** Any of a list, each once. */
export const choices =
  (of: readonly string[], max: number): Field<readonly string[]> =>
  (sent) => {
    const wanted = [...new Set(sent)]
    if (wanted.length > max)
      return wrong({ key: 'too-many', values: { max, count: wanted.length } })
    return wanted.every((one) => of.includes(one)) ? fine(wanted) : wrong({ key: 'choice' })
  }
