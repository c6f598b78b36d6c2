import * as v from 'valibot'
import { err, ok } from '../../contract.ts'
import { moduleKey, sha256 } from '../../isolate/release.ts'
import { RELEASE_ID } from '../../release-id.ts'
import { actorName } from '../api/ask-registrar.ts'
import { endpoint } from '../api/endpoint.ts'
import { problem } from '../api/problem.ts'

/** Modules asked about at once. */
const AT_ONCE = 500

export const digest = v.pipe(
  v.string(),
  v.regex(RELEASE_ID, 'Not a SHA-256, hex.'),
  v.description('A SHA-256, hex.'),
)

const bytes: v.GenericSchema<Uint8Array<ArrayBuffer>> = v.instance(Uint8Array)

export const listMissingModules = endpoint({
  method: 'POST',
  path: '/modules:missing',
  id: 'listMissingModules',
  tag: 'Releases',
  summary: 'Which modules are not there yet',
  description: 'Modules and source maps are kept by their content, once for all releases.',
  role: 'operator',
  params: {},
  query: {},
  body: v.strictObject({ modules: v.pipe(v.array(digest), v.maxLength(AT_ONCE)) }),
  answer: v.strictObject({ missing: v.array(v.string()) }),
  answers: 'Those that are to be sent.',
  gives: 'json',
  status: 200,
  once: 'alike',
  problems: ['conflict'],
  async handle({ parts }, { body: { modules } }) {
    const releases = parts.releases()
    if (!releases.ok) return err(problem('conflict', releases.error))
    const { shelf } = releases.value
    const sizes = await Promise.all(modules.map((hash) => shelf.size(moduleKey(hash))))
    return ok({ body: { missing: modules.filter((_, at) => sizes[at] === null) } })
  },
})

export const putModule = endpoint({
  method: 'PUT',
  path: '/modules/{hash}',
  id: 'putModule',
  tag: 'Releases',
  summary: 'Keep a module or a source map',
  description: 'Under the hash of what is sent. The same again changes nothing.',
  role: 'operator',
  params: { hash: digest },
  query: {},
  body: bytes,
  takes: 'bytes',
  answer: null,
  answers: 'It is kept.',
  gives: 'json',
  status: 204,
  once: 'alike',
  problems: ['conflict'],
  async handle(turn, { params: { hash }, body }) {
    const releases = turn.parts.releases()
    if (!releases.ok) return err(problem('conflict', releases.error))
    const is = await sha256(body)
    if (is !== hash) {
      const detail = `What was sent has the hash ${is}. It may have been cut off: send it again.`
      return err(problem('invalid', detail, { errors: [{ pointer: '', detail }] }))
    }
    const { shelf } = releases.value
    if ((await shelf.size(moduleKey(hash))) === null) {
      await shelf.put(moduleKey(hash), body)
      turn.parts.telemetry.note({
        type: 'admin',
        what: 'kept',
        requestId: turn.requestId,
        who: actorName(turn.actor),
        request: `PUT /api/v1/modules/${hash}`,
        why: `${body.byteLength} bytes`,
      })
    }
    return ok({ body: null })
  },
})
