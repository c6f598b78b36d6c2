import * as v from 'valibot'
import { ok } from '../../contract.ts'
import { RELEASE_ID } from '../../release-id.ts'
import { endpoint } from '../api/endpoint.ts'
import { PREVIEW_HOURS } from '../preview-hours.ts'
import { makePreviewLink } from '../preview-link.ts'
import { eventKey, moment } from './schemas.ts'

export const createPreview = endpoint({
  method: 'POST',
  path: '/tenants/{key}/previews',
  id: 'createPreview',
  tag: 'Events',
  summary: 'Make a link that opens an event before it is live, or shows a release of it',
  description:
    'Whoever has the link has the preview; it cannot be taken back before it ends. A release is shown on the event’s own data, and nothing can be changed there; it is kept for as long.',
  role: 'operator',
  params: { key: eventKey },
  query: {},
  body: v.strictObject({
    hours: v.optional(
      v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(PREVIEW_HOURS.most)),
      PREVIEW_HOURS.usual,
    ),
    release: v.exactOptional(v.pipe(v.string(), v.regex(RELEASE_ID, 'Not the id of a release.'))),
  }),
  answer: v.strictObject({ link: v.string(), expires: moment }),
  answers: 'The link.',
  gives: 'json',
  status: 201,
  once: 'alike',
  problems: ['conflict'],
  async handle(turn, { params: { key }, body: { hours, release = null } }) {
    const made = await makePreviewLink(turn, { key, hours, release })
    return made.ok ? ok({ body: made.value }) : made
  },
})
