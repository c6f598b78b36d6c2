import type { Child } from 'hono/jsx'

interface Props {
  readonly rows: readonly (readonly [label: string, text: Child])[]
}

/** What there is to know about something, each with its name. */
export const Facts = ({ rows }: Props) => (
  <dl>
    {rows.map(([label, text]) => (
      <div>
        <dt>{label}</dt>
        <dd>{text}</dd>
      </div>
    ))}
  </dl>
)
