import { err } from '../../contract.ts'
import { ask, authorship } from '../api/ask-registrar.ts'
import { endpoint } from '../api/endpoint.ts'
import { problem } from '../api/problem.ts'
import { wrote } from '../api/wrote.ts'
import { lastGoodRelease } from '../last-good-release.ts'
import { eventKey, writeQuery, written } from './schemas.ts'

export const quarantineEvent = endpoint({
  method: 'POST',
  path: '/tenants/{key}/quarantine',
  id: 'quarantineEvent',
  tag: 'Releases',
  summary: 'Take an event away from the others',
  description:
    'Moves it into an isolate of its own, on the release in force or the newest one, in one change. An event without a release is refused.',
  role: 'operator',
  params: { key: eventKey },
  query: writeQuery,
  body: null,
  answer: written,
  answers: 'It is in an isolate of its own.',
  gives: 'json',
  status: 200,
  wantsRevision: true,
  once: 'registrar',
  problems: ['conflict'],
  async handle(turn, { params: { key }, query }) {
    const found = await ask(turn, 'tenants.get', { key })
    if (!found.ok) return found
    const release = await lastGoodRelease(turn.parts.registrar, found.value.tenant)
    if (release === null) return err(NO_RELEASE)
    const by = authorship(turn, query)
    const move = { by, key, ifRevision: turn.revision, release }
    return wrote(await ask(turn, 'lanes.quarantine', move))
  },
})

const NO_RELEASE = problem(
  'conflict',
  'It has no release to run. Build one from the source of its good state: usher release <event> --promote.',
)
