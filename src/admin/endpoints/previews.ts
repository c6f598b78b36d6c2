import * as v from 'valibot'
import { err, ok } from '../../contract.ts'
import { ask } from '../api/ask-registrar.ts'
import { endpoint } from '../api/endpoint.ts'
import { problem } from '../api/problem.ts'
import { eventKey, moment } from './schemas.ts'

const HOUR = 60 * 60 * 1000

export const createPreview = endpoint({
  method: 'POST',
  path: '/tenants/{key}/previews',
  id: 'createPreview',
  tag: 'Events',
  summary: 'Make a link that opens an event before it is live',
  description: 'Whoever has the link has the preview; it cannot be taken back before it ends.',
  role: 'operator',
  params: { key: eventKey },
  query: {},
  body: v.strictObject({
    hours: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(24 * 31)), 48),
  }),
  answer: v.strictObject({ link: v.string(), expires: moment }),
  answers: 'The link.',
  gives: 'json',
  status: 201,
  once: 'alike',
  problems: ['conflict'],
  async handle(turn, { params: { key }, body: { hours } }) {
    const found = await ask(turn, 'tenants.get', { key })
    if (!found.ok) return found
    const { previewLink, clock } = turn.parts
    const expires = clock.now() + hours * HOUR
    const link = await previewLink(found.value.tenant, expires)
    if (link !== null) return ok({ body: { link, expires } })
    return err(problem('conflict', 'There are no previews here: PREVIEW_SECRET is not set.'))
  },
})
