import type * as v from 'valibot'
import { type Endpoint, TAGS } from './endpoint.ts'
import { type Json, jsonSchema, type Named, namedSchemas } from './json-schema.ts'
import { PROBLEMS } from './problem.ts'
import { problemSchema, problemsOf } from './problem-schema.ts'
import { BYTES_TYPE, JSON_TYPE, LINES_TYPE, MERGE_TYPE } from './read-body.ts'

/** The whole API as an OpenAPI 3.1 document, told from the endpoints themselves. */
export function documentOf(endpoints: readonly Endpoint[], schemas: Named): Json {
  const named = { ...schemas, Problem: problemSchema }
  const paths: Record<string, Record<string, Json>> = {}
  for (const endpoint of endpoints) {
    const path = (paths[endpoint.path] ??= {})
    path[endpoint.method.toLowerCase()] = operation(endpoint, named)
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Usher admin API', version: '1', description: ABOUT },
    servers: [{ url: '/api/v1' }],
    tags: TAGS.map((name) => ({ name })),
    security: [{ token: [] }, { password: [] }, { access: [] }],
    paths,
    components: {
      schemas: namedSchemas(named),
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'An API token, `usher_…`.' },
        password: {
          type: 'http',
          scheme: 'basic',
          description: 'User `operator`, a token as the password. For browsers.',
        },
        access: {
          type: 'apiKey',
          in: 'header',
          name: 'Cf-Access-Jwt-Assertion',
          description: 'Put there by Cloudflare Access.',
        },
      },
    },
  }
}

const ABOUT = `Events and their records. Who asks has a role: a viewer reads, an operator changes events, an owner
also decides who may. A token can be limited to some events; the others are not there for it.

A change names the revision it is based on: \`If-Match\` with the \`ETag\` that the record came with. Who was
not first gets 412 and the record as it is now. With \`Idempotency-Key\` a change may be sent again: it is done
once, and answered alike, for a day. Lists come in pages: \`limit\`, and \`cursor\` with the \`next\` of the page
before (also as \`Link\`). What goes wrong is a problem of RFC 9457, and names the fields. Times are epoch
milliseconds, or local ones of the event (\`YYYY-MM-DDTHH:MM\`).`

function operation(endpoint: Endpoint, named: Named): Json {
  const { id, tag, summary, description, role, everything } = endpoint
  const limits = everything === true ? ' Not with a token that is limited to some events.' : ''
  return {
    operationId: id,
    tags: [tag],
    summary,
    description: `${description === undefined ? '' : `${description}\n\n`}Role: ${role}.${limits}`,
    'x-role': role,
    parameters: [
      ...parameters(endpoint.params, 'path', named),
      ...parameters(endpoint.query, 'query', named),
      ...headers(endpoint),
    ],
    ...requestBody(endpoint, named),
    responses: responses(endpoint, named),
  }
}

const parameters = (entries: v.ObjectEntries, place: 'path' | 'query', named: Named): Json[] =>
  Object.entries(entries).map(([name, entry]) => {
    const { description, ...schema } = jsonSchema(entry, named, 'input')
    return {
      name,
      in: place,
      required: place === 'path' || !['optional', 'exact_optional'].includes(entry.type),
      ...(description === undefined ? {} : { description }),
      schema,
    }
  })

const headers = ({ wantsRevision, once }: Endpoint): Json[] => [
  ...(wantsRevision === true
    ? [
        header(
          'If-Match',
          true,
          'ETag of the revision that the change is based on: `"12"`; `*` for any.',
        ),
      ]
    : []),
  ...(once === undefined ? [] : [header('Idempotency-Key', false, ONCE[once])]),
]

const DONE_ONCE = 'Of your choice, 1 to 255 characters: done once with it.'

const ONCE = {
  registrar: DONE_ONCE,
  kept: DONE_ONCE,
  spent: 'Of your choice, 1 to 255 characters: done once with it, and refused from then on.',
  alike: 'Taken, and not needed: sent again, it comes to the same.',
} as const

const header = (name: string, required: boolean, description: string): Json => ({
  name,
  in: 'header',
  required,
  description,
  schema: { type: 'string' },
})

function requestBody({ method, body, takes }: Endpoint, named: Named): Json {
  if (body === null) return {}
  if (takes === 'bytes') {
    const schema = { description: 'Any bytes.' }
    return { requestBody: { required: true, content: { [BYTES_TYPE]: { schema } } } }
  }
  const schema = jsonSchema(body, named, 'input')
  if (takes === 'lines') {
    const description = 'One such value of JSON a line.'
    return { requestBody: { required: true, description, content: { [LINES_TYPE]: { schema } } } }
  }
  const types = method === 'PATCH' ? [JSON_TYPE, MERGE_TYPE] : [JSON_TYPE]
  const content = Object.fromEntries(types.map((type) => [type, { schema }]))
  return { requestBody: { required: true, content } }
}

function responses(endpoint: Endpoint, named: Named): Json {
  const { answer, answers, gives, status } = endpoint
  const type = gives === 'lines' ? LINES_TYPE : JSON_TYPE
  const schema = answer === null ? null : jsonSchema(answer, named, 'output')
  const problems = [...problemsOf(endpoint)].toSorted(([a], [b]) => a - b)
  return {
    [status]: {
      description: answers,
      ...(schema === null ? {} : { content: { [type]: { schema } } }),
    },
    ...Object.fromEntries(
      problems.map(([refused, kinds]) => [
        refused,
        {
          description: kinds.map((kind) => PROBLEMS[kind][1]).join(' '),
          content: { 'application/problem+json': { schema: PROBLEM } },
        },
      ]),
    ),
  }
}

const PROBLEM = { $ref: '#/components/schemas/Problem' }
