import * as v from 'valibot'
import { err, ok } from '../../contract.ts'
import { moduleKey } from '../../isolate/release.ts'
import { endpoint } from '../api/endpoint.ts'
import { NOT_FOUND } from '../api/perform.ts'
import { problem } from '../api/problem.ts'
import { digest } from './modules.ts'

export const getModule = endpoint({
  method: 'GET',
  path: '/modules/{hash}',
  id: 'getModule',
  tag: 'Releases',
  summary: 'The text of a module',
  description: 'It may be of any event: only those who may see all of them are told.',
  role: 'viewer',
  everything: true,
  params: { hash: digest },
  query: {},
  body: null,
  answer: v.strictObject({ text: v.string() }),
  answers: 'As it was kept.',
  gives: 'json',
  status: 200,
  problems: ['conflict'],
  async handle({ parts }, { params: { hash } }) {
    const releases = parts.releases()
    if (!releases.ok) return err(problem('conflict', releases.error))
    const text = await releases.value.shelf.text(moduleKey(hash))
    return text === null ? err(NOT_FOUND) : ok({ body: { text } })
  },
})
