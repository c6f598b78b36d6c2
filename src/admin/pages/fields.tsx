import type { Child } from 'hono/jsx'
import type { Issue } from '../../registry/tenant.ts'
import { ONCE, REVISION } from './sent.ts'

interface Common {
  readonly name: string
  /** What problems name it by, where several fields have one name. */
  readonly id?: string
  readonly label: string
  readonly value: string
  /** What belongs there, or what it does. */
  readonly hint?: Child
  /** Everything that is wrong with the form. */
  readonly issues: readonly Issue[]
  readonly required?: boolean
}

type TextProps = Common & {
  readonly type?: 'text' | 'date' | 'datetime-local' | 'password'
  readonly list?: string
}

/** A field of one line, what is wrong with it beside it. */
export const TextField = ({ type = 'text', list, ...field }: TextProps) => (
  <FieldFrame {...field}>
    <input
      {...attributes(field)}
      type={type}
      value={field.value}
      list={list}
      autocomplete={type === 'password' ? 'new-password' : 'off'}
    />
  </FieldFrame>
)

interface ConfirmProps extends Pick<Common, 'value' | 'issues'> {
  readonly eventKey: string
}

/** Whoever means it types the event's key. */
export const ConfirmField = ({ eventKey, ...field }: ConfirmProps) => (
  <TextField {...field} name="confirm" label={`Type ${eventKey} to confirm`} required />
)

/** A field of several lines. */
export const AreaField = ({ rows, ...field }: Common & { readonly rows: number }) => (
  <FieldFrame {...field}>
    <textarea {...attributes(field)} rows={rows} spellcheck={false}>
      {/* The first line break of a text area is not part of it. */}
      {`\n${field.value}`}
    </textarea>
  </FieldFrame>
)

interface Option {
  readonly value: string
  readonly label: string
}

export const SelectField = (props: Common & { readonly options: readonly Option[] }) => (
  <FieldFrame {...props}>
    <select {...attributes(props)}>
      {props.options.map(({ value, label }) => (
        <option value={value} selected={value === props.value}>
          {label}
        </option>
      ))}
    </select>
  </FieldFrame>
)

/** A box; ticked, it sends `yes`. */
export const CheckField = ({ name, label, value, hint, issues }: Common) => (
  <div class="field">
    <label class="check">
      <input
        type="checkbox"
        name={name}
        value="yes"
        checked={value === 'yes'}
        {...described(name, hint, issues)}
      />
      {label}
    </label>
    <Beneath name={name} hint={hint} issues={issues} />
  </div>
)

const FieldFrame = (props: Common & { readonly children?: Child }) => (
  <div class="field">
    <label for={idOf(nameIn(props))}>{props.label}</label>
    {props.children}
    <Beneath name={nameIn(props)} hint={props.hint} issues={props.issues} />
  </div>
)

const Beneath = ({
  name,
  hint,
  issues,
}: {
  readonly name: string
  readonly hint: Child | undefined
  readonly issues: readonly Issue[]
}) => (
  <>
    {hint !== undefined && (
      <p class="hint" id={`${idOf(name)}-hint`}>
        {hint}
      </p>
    )}
    {wrongWith(name, issues).length > 0 && (
      <p class="problem" id={`${idOf(name)}-wrong`}>
        {wrongWith(name, issues).join(' ')}
      </p>
    )}
  </>
)

const idOf = (name: string): string => `field-${name}`

const nameIn = ({ id, name }: Pick<Common, 'id' | 'name'>): string => id ?? name

const attributes = (field: Common) => ({
  id: idOf(nameIn(field)),
  name: field.name,
  required: field.required === true,
  ...described(nameIn(field), field.hint, field.issues),
})

function described(name: string, hint: Child | undefined, issues: readonly Issue[]) {
  const isWrong = wrongWith(name, issues).length > 0
  const ids = [
    ...(isWrong ? [`${idOf(name)}-wrong`] : []),
    ...(hint === undefined ? [] : [`${idOf(name)}-hint`]),
  ]
  return {
    'aria-invalid': isWrong ? ('true' as const) : undefined,
    'aria-describedby': ids.length === 0 ? undefined : ids.join(' '),
  }
}

/** `hosts.0` is about the field `hosts`. */
const isAbout = (name: string, field: string): boolean =>
  field === name || field.startsWith(`${name}.`)

const wrongWith = (name: string, issues: readonly Issue[]): readonly string[] =>
  issues.filter(({ field }) => isAbout(name, field)).map(({ message }) => message)

interface Wrong {
  readonly issues: readonly Issue[]
  /** Names of the form's fields: what is about none of them is said in full. */
  readonly names: readonly string[]
}

/** Above a form that was not taken: how much is wrong, and the way there. */
export const WrongSummary = ({ issues, names }: Wrong) =>
  issues.length === 0 ? null : (
    <div class="notice bad" role="alert">
      <p>
        <strong>Nothing was changed.</strong>
      </p>
      <ul>
        {issues.map(({ field, message }) => {
          const name = names.find((one) => isAbout(one, field))
          const text = name === undefined && field !== '' ? `${field}: ${message}` : message
          return <li>{name === undefined ? text : <a href={`#${idOf(name)}`}>{text}</a>}</li>
        })}
      </ul>
    </div>
  )

interface FormProps {
  readonly once: string
  /** null where nothing is changed that has revisions. */
  readonly revision: number | null
  readonly action?: string
  readonly class?: string
  readonly children?: Child
}

/** A form that changes something: once, however often it is sent, and only what its reader saw. */
export const Form = ({ once, revision, action, class: name, children }: FormProps) => (
  <form method="post" action={action} class={name} novalidate>
    <input type="hidden" name={ONCE} value={once} />
    {revision !== null && <input type="hidden" name={REVISION} value={String(revision)} />}
    {children}
  </form>
)
