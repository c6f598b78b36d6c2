import type { Child } from 'hono/jsx'
import type { Page } from '../page.ts'
import { formMessages } from './messages.ts'
import { REQUEST_ID, type Submitted } from './read-form.ts'

interface FormProps {
  readonly page: Page
  /** Path it is sent to; the page's own when left out. */
  readonly action?: string
  /** The form as it was sent before, when it has to be shown again. */
  readonly sent?: Submitted<unknown> | undefined
  readonly children?: Child
}

/** A form that changes something: sent twice, it works once. */
export const Form = ({ page, action, sent, children }: FormProps) => {
  const t = page.texts(formMessages)
  const count = sent?.problems.size ?? 0
  return (
    <form method="post" action={action} class="form" novalidate>
      <input type="hidden" name={REQUEST_ID} value={crypto.randomUUID()} />
      {count > 0 && (
        <p class="problem" role="alert">
          {t('summary', { count })}
        </p>
      )}
      {children}
    </form>
  )
}

interface FieldProps {
  readonly page: Page
  readonly name: string
  readonly label: string
  /** Shown when nothing was sent before. */
  readonly value?: string
  readonly hint?: string | undefined
  readonly sent?: Submitted<unknown> | undefined
}

interface InputProps extends FieldProps {
  readonly type?: 'text' | 'email' | 'tel' | 'search' | 'date'
  readonly autocomplete?: string
  readonly required?: boolean
  readonly inputmode?: 'text' | 'numeric' | 'decimal' | 'search'
}

/** One line of text with its label, hint and problem. */
export const TextField = (props: InputProps) => {
  const { name, value = '', type = 'text', autocomplete, required, inputmode, sent } = props
  return (
    <Labelled {...props}>
      <input
        id={name}
        name={name}
        type={type}
        value={sent?.sent.get(name)?.[0] ?? value}
        autocomplete={autocomplete}
        inputmode={inputmode}
        required={required}
        dir="auto"
        {...described(props)}
      />
    </Labelled>
  )
}

/** Several lines of text. */
export const TextArea = (props: FieldProps & { readonly rows?: number }) => (
  <Labelled {...props}>
    <textarea
      id={props.name}
      name={props.name}
      rows={props.rows ?? 4}
      dir="auto"
      {...described(props)}
    >
      {/* A browser leaves out a line break right behind the tag: not one that was typed. */}
      {`\n${props.sent?.sent.get(props.name)?.[0] ?? props.value ?? ''}`}
    </textarea>
  </Labelled>
)

interface Option {
  readonly value: string
  readonly label: string
}

/** One of a list. */
export const Select = (props: FieldProps & { readonly options: readonly Option[] }) => {
  const chosen = props.sent?.sent.get(props.name)?.[0] ?? props.value
  return (
    <Labelled {...props}>
      <select id={props.name} name={props.name} {...described(props)}>
        {props.options.map(({ value, label }) => (
          <option value={value} selected={value === chosen}>
            {label}
          </option>
        ))}
      </select>
    </Labelled>
  )
}

interface ChecksProps extends Omit<FieldProps, 'value'> {
  readonly options: readonly Option[]
  readonly chosen: readonly string[]
}

/** Any of a list. */
export const Checks = (props: ChecksProps) => {
  const chosen = new Set(props.sent?.sent.get(props.name) ?? props.chosen)
  return (
    <fieldset class="checks" {...described(props)}>
      <legend>{props.label}</legend>
      <Hints {...props} />
      <div>
        {props.options.map(({ value, label }) => (
          <label>
            <input type="checkbox" name={props.name} value={value} checked={chosen.has(value)} />
            <span dir="auto">{label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

/** One box to tick. */
export const Check = (props: Omit<FieldProps, 'value'> & { readonly checked: boolean }) => (
  <div class="field check">
    <label>
      <input
        type="checkbox"
        name={props.name}
        checked={
          props.sent === undefined ? props.checked : props.sent.sent.get(props.name)?.length === 1
        }
        {...described(props)}
      />
      <span>{props.label}</span>
    </label>
    <Hints {...props} />
  </div>
)

/** A control with its label, hint and problem; `described` ties it to them. */
export const Labelled = (props: FieldProps & { readonly children?: Child }) => (
  <div class="field">
    <label for={props.name}>{props.label}</label>
    <Hints {...props} />
    {props.children}
  </div>
)

const Hints = ({ page, name, hint, sent }: Omit<FieldProps, 'value'>) => {
  const problem = sent?.problems.get(name)
  return (
    <>
      {hint !== undefined && (
        <p class="hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
      {problem !== undefined && (
        <p class="problem" id={`${name}-problem`}>
          {page.texts(formMessages)(problem.key, problem.values)}
        </p>
      )}
    </>
  )
}

/** Ties a control to its hint and problem for those who hear the page. */
export function described({ name, hint, sent }: Omit<FieldProps, 'value'>) {
  const problem = sent?.problems.has(name) ?? false
  const ids = [hint === undefined ? '' : `${name}-hint`, problem ? `${name}-problem` : '']
  const by = ids.filter(Boolean).join(' ')
  return {
    ...(by === '' ? {} : { 'aria-describedby': by }),
    ...(problem ? { 'aria-invalid': 'true' as const } : {}),
  }
}
