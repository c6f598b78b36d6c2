import { raw } from 'hono/html'
import type { HtmlEscapedString } from 'hono/utils/html'
import type { Json } from './json-schema.ts'
import { PROBLEMS } from './problem.ts'
import { Fields, typeText } from './reference-schema.tsx'

interface Operation {
  readonly operationId: string
  readonly tags: readonly [string]
  readonly summary: string
  readonly description: string
  readonly parameters: readonly Parameter[]
  readonly requestBody?: { readonly description?: string; readonly content: Content }
  readonly responses: Readonly<Record<string, { description: string; content?: Content }>>
}

interface Parameter {
  readonly name: string
  readonly in: string
  readonly required: boolean
  readonly description?: string
  readonly schema: Json
}

type Content = Readonly<Record<string, { readonly schema: Json }>>

/** The parts of the document that the page shows. */
interface Document {
  readonly info: { readonly title: string; readonly description: string }
  readonly tags: readonly { readonly name: string }[]
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: { readonly schemas: Readonly<Record<string, Json>> }
}

/**
 * The reference of the API, made of its own document.
 *
 * @param nonce lets its styles in
 */
export function referencePage(
  json: Json,
  nonce: string,
): HtmlEscapedString | Promise<HtmlEscapedString> {
  const { info, tags, paths, components } = json as unknown as Document
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  )
  const groups = tags.map(({ name }) => ({
    name,
    members: operations.filter(({ operation }) => operation.tags[0] === name),
  }))
  const filled = groups.filter(({ members }) => members.length > 0)
  return (
    <>
      {raw('<!doctype html>')}
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <title>{info.title} · Usher</title>
          <style nonce={nonce} dangerouslySetInnerHTML={{ __html: STYLES }} />
        </head>
        <body>
          <main>
            <h1>{info.title}</h1>
            {info.description.split('\n\n').map((paragraph) => (
              <p>{paragraph.replaceAll('`', '')}</p>
            ))}
            <p>
              For programs: <a href="/api/v1/openapi.json">openapi.json</a>
            </p>
            <Contents groups={filled} />
            {filled.map(({ name, members }) => (
              <section aria-labelledby={`tag-${slug(name)}`}>
                <h2 id={`tag-${slug(name)}`}>{name}</h2>
                {members.map((member) => (
                  <OperationPart {...member} />
                ))}
              </section>
            ))}
            <Schemas schemas={components.schemas} />
            <Problems />
          </main>
        </body>
      </html>
    </>
  )
}

interface Member {
  readonly path: string
  readonly method: string
  readonly operation: Operation
}

const slug = (name: string): string => name.toLowerCase().replaceAll(' ', '-')

const Contents = (props: {
  readonly groups: readonly { readonly name: string; readonly members: readonly Member[] }[]
}) => (
  <nav aria-label="Contents">
    <ul>
      {props.groups.map(({ name, members }) => (
        <li>
          <a href={`#tag-${slug(name)}`}>{name}</a>
          <ul>
            {members.map(({ operation }) => (
              <li>
                <a href={`#${operation.operationId}`}>{operation.summary}</a>
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  </nav>
)

const OperationPart = ({ path, method, operation }: Member) => (
  <article id={operation.operationId}>
    <h3>{operation.summary}</h3>
    <p class="address">
      <b>{method.toUpperCase()}</b> <code>/api/v1{path}</code>
    </p>
    {operation.description.split('\n\n').map((paragraph) => (
      <p>{paragraph}</p>
    ))}
    {operation.parameters.length > 0 && (
      <dl>
        {operation.parameters.map((parameter) => (
          <div>
            <dt>
              <code>{parameter.name}</code>{' '}
              <small>
                {parameter.in}
                {parameter.required && ', required'}
              </small>
            </dt>
            <dd>
              {typeText(parameter.schema)} {parameter.description}
            </dd>
          </div>
        ))}
      </dl>
    )}
    {operation.requestBody !== undefined && (
      <ContentPart
        title="Body"
        about={operation.requestBody.description ?? ''}
        content={operation.requestBody.content}
      />
    )}
    {Object.entries(operation.responses).map(([status, { description, content }]) =>
      status.startsWith('2') ? (
        <ContentPart title={`Answer ${status}`} about={description} content={content ?? {}} />
      ) : (
        <p class="refusal">
          <b>{status}</b> {description}
        </p>
      ),
    )}
  </article>
)

const ContentPart = (props: {
  readonly title: string
  readonly about: string
  readonly content: Content
}) => (
  <details>
    <summary>
      {props.title} <small>{Object.keys(props.content).join(', ')}</small> {props.about}
    </summary>
    {Object.values(props.content)
      .slice(0, 1)
      .map(({ schema }) => (
        <Fields schema={schema} />
      ))}
  </details>
)

const Schemas = ({ schemas }: { readonly schemas: Readonly<Record<string, Json>> }) => (
  <section aria-labelledby="schemas">
    <h2 id="schemas">Schemas</h2>
    {Object.entries(schemas).map(([name, schema]) => (
      <article id={`schema-${name}`}>
        <h3>{name}</h3>
        <Fields schema={schema} />
      </article>
    ))}
  </section>
)

const Problems = () => (
  <section aria-labelledby="problems">
    <h2 id="problems">Problems</h2>
    <dl>
      {Object.entries(PROBLEMS).map(([kind, [status, title]]) => (
        <div id={`problem-${kind}`}>
          <dt>
            <code>{kind}</code> <small>{status}</small>
          </dt>
          <dd>{title}</dd>
        </div>
      ))}
    </dl>
  </section>
)

const STYLES = `
:root { color-scheme: light dark; --ink: #1c2330; --soft: #566074; --paper: #f6f5f2; --card: #fff; --line: #d9d6cf }
@media (prefers-color-scheme: dark) {
  :root { --ink: #eceae4; --soft: #a8afbd; --paper: #14171d; --card: #1d222b; --line: #343a46 }
}
* { box-sizing: border-box }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.5 ui-sans-serif, system-ui, sans-serif;
  overflow-wrap: anywhere }
main { max-width: 56rem; margin: auto; padding: clamp(1.5rem, 5vw, 3rem) 1.25rem }
h1 { font-size: clamp(1.75rem, 5vw, 2.5rem); letter-spacing: -.02em; line-height: 1.1 }
h2 { margin-top: 3rem }
h3 { margin: 0 }
a { color: inherit }
article { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 1.25rem; margin: 1rem 0;
  scroll-margin-top: 1rem }
nav ul { columns: 16rem; padding-left: 1.25rem }
nav ul ul { columns: auto }
nav li { break-inside: avoid-column }
small, .refusal, dd { color: var(--soft) }
.refusal { margin: .25rem 0 }
code { font: .9em ui-monospace, monospace }
summary { cursor: pointer; padding: .5rem 0 }
dl { margin: .5rem 0 }
dl div { display: grid; grid-template-columns: minmax(9rem, 16rem) 1fr; gap: .25rem 1.5rem; padding: .4rem 0 }
dl div + div { border-top: 1px solid var(--line) }
dd { margin: 0 }
:focus-visible, :target { outline: 3px solid var(--soft); outline-offset: 2px }
@media (max-width: 34rem) { dl div { grid-template-columns: 1fr } }
`
