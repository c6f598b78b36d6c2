import * as v from 'valibot'
import { err, ok } from '../../contract.ts'
import { ask, authorship } from '../api/ask-registrar.ts'
import { endpoint } from '../api/endpoint.ts'
import { problem } from '../api/problem.ts'
import { eventKey, writeQuery } from './schemas.ts'

/** How many releases stay with each event that nobody needs. */
export const KEPT_RELEASES = 10

/** Milliseconds that what was sent may lie about before a release names it. */
const BEING_SENT = 60 * 60_000

export const pruneReleases = endpoint({
  method: 'POST',
  path: '/releases:prune',
  id: 'pruneReleases',
  tag: 'Releases',
  summary: 'Throw old releases away',
  description:
    'What is in force, stands by for it, or may be looked at by a link stays, and so do the newest. Then modules that no release has any more go, a page at a time: call it until `next` is null.',
  role: 'operator',
  everything: true,
  params: {},
  query: {
    ...writeQuery,
    key: v.exactOptional(v.pipe(eventKey, v.description('Of this event alone.'))),
    keep: v.optional(
      v.pipe(
        v.number(),
        v.integer(),
        v.minValue(0),
        v.maxValue(1000),
        v.description('How many of the others stay with each event.'),
      ),
      KEPT_RELEASES,
    ),
    cursor: v.exactOptional(v.pipe(v.string(), v.description('`next` of the page before.'))),
  },
  body: null,
  answer: v.strictObject({
    releases: v.array(v.strictObject({ key: v.string(), id: v.string() })),
    kept: v.pipe(
      v.array(
        v.strictObject({
          id: v.string(),
          why: v.picklist(['in-force', 'previous', 'held', 'newest']),
        }),
      ),
      v.description('Of an event that is named: what stays, and why. `held`: links are about.'),
    ),
    objects: v.pipe(v.number(), v.description('Modules, source maps and manifests.')),
    bytes: v.number(),
    next: v.nullable(v.string()),
  }),
  answers: 'What went.',
  gives: 'json',
  status: 200,
  once: 'alike',
  problems: ['conflict'],
  async handle(turn, { query: { key = null, keep, cursor = null, ...why } }) {
    const releases = turn.parts.releases()
    if (!releases.ok) return err(problem('conflict', releases.error))
    const { shelf } = releases.value
    const by = authorship(turn, why)
    const pruned = await ask(turn, 'releases.prune', { by, key, keep })
    if (!pruned.ok) return pruned
    const page = await shelf.list(cursor)
    const before = turn.parts.clock.now() - BEING_SENT
    const old = page.objects.filter(({ put }) => put < before)
    const objects = old.map((one) => one.key)
    const without = pruned.value.releases
    const free = await ask(turn, 'releases.sweep', { by, objects, without })
    if (!free.ok) return free
    const gone = new Set(free.value.objects)
    if (gone.size > 0 && !why.dryRun) {
      await shelf.remove([...gone])
      const swept = await ask(turn, 'releases.swept', { objects: [...gone] })
      if (!swept.ok) return swept
    }
    const bytes = old.reduce((sum, one) => sum + (gone.has(one.key) ? one.bytes : 0), 0)
    const { next } = page
    return ok({ body: { ...pruned.value, objects: gone.size, bytes, next } })
  },
})
