import * as v from 'valibot'
import { ask, authorship } from '../api/ask-registrar.ts'
import { endpoint } from '../api/endpoint.ts'
import { wrote } from '../api/wrote.ts'
import { digest } from './modules.ts'
import { eventKey, writeQuery, written } from './schemas.ts'

/** What all changes of an event's release have in common. */
const CHANGE = {
  method: 'POST',
  tag: 'Releases',
  role: 'operator',
  query: writeQuery,
  body: null,
  answer: written,
  answers: 'It is so.',
  gives: 'json',
  status: 200,
  wantsRevision: true,
  once: 'registrar',
  problems: ['conflict'],
} as const

export const promoteRelease = endpoint({
  ...CHANGE,
  path: '/tenants/{key}/releases/{id}/promote',
  id: 'promoteRelease',
  summary: 'Put a release in force',
  description:
    'It serves an event that is isolated or frozen, as soon as caches expire. The one before stays at hand. Refused while the event is pinned to another.',
  params: { key: eventKey, id: digest },
  async handle(turn, { params: { key, id }, query }) {
    const by = authorship(turn, query)
    return wrote(await ask(turn, 'releases.promote', { by, key, id, ifRevision: turn.revision }))
  },
})

export const rollReleaseBack = endpoint({
  ...CHANGE,
  path: '/tenants/{key}/release/roll-back',
  id: 'rollReleaseBack',
  summary: 'Put the previous release in force again',
  description: 'Also where the event is pinned.',
  params: { key: eventKey },
  async handle(turn, { params: { key }, query }) {
    const by = authorship(turn, query)
    return wrote(await ask(turn, 'releases.roll-back', { by, key, ifRevision: turn.revision }))
  },
})

export const pinRelease = endpoint({
  ...CHANGE,
  path: '/tenants/{key}/release/pin',
  id: 'pinRelease',
  summary: 'Keep an event on its release',
  description: 'Nothing is promoted until it is let go. Freezing an event does this by itself.',
  params: { key: eventKey },
  async handle(turn, { params: { key }, query }) {
    const by = authorship(turn, query)
    return wrote(await ask(turn, 'releases.pin', { by, key, ifRevision: turn.revision }))
  },
})

export const unpinRelease = endpoint({
  ...CHANGE,
  path: '/tenants/{key}/release/unpin',
  id: 'unpinRelease',
  summary: 'Let an event be given another release',
  params: { key: eventKey },
  async handle(turn, { params: { key }, query }) {
    const by = authorship(turn, query)
    return wrote(await ask(turn, 'releases.unpin', { by, key, ifRevision: turn.revision }))
  },
})

export const moveLane = endpoint({
  ...CHANGE,
  path: '/tenants/{key}/lane',
  id: 'moveLane',
  summary: 'Move an event to an isolate of its own, or back',
  description:
    'Isolated, it is served from its release in force, or from the one named, which is promoted in the same change. Shared, it is served from what was deployed.',
  params: { key: eventKey },
  body: v.strictObject({
    lane: v.picklist(['shared', 'isolated']),
    release: v.exactOptional(digest),
  }),
  async handle(turn, { params: { key }, query, body }) {
    const by = authorship(turn, query)
    const input = { by, key, ifRevision: turn.revision, ...body }
    return wrote(await ask(turn, 'lanes.move', input))
  },
})
