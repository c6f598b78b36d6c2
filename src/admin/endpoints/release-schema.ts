import * as v from 'valibot'
import { moment } from './schemas.ts'

const who = v.strictObject({ at: moment, actor: v.string() })

/** What a source does that it may not do beside other events. */
export const notShared = v.pipe(
  v.array(
    v.strictObject({
      file: v.pipe(v.string(), v.maxLength(300)),
      line: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1))),
      repair: v.pipe(v.string(), v.maxLength(1_000)),
    }),
  ),
  v.maxLength(50),
  v.description(
    'What its source does that it may not do beside other events, as its build found it.',
  ),
)

/** A release as the registrar keeps it. */
export const releaseEntry = v.strictObject({
  id: v.string(),
  recorded: who,
  note: v.nullable(v.string()),
  bytes: v.pipe(
    v.number(),
    v.description('Of its modules and source maps; what others have too is counted.'),
  ),
  protocol: v.number(),
  store: v.pipe(v.number(), v.description('Version of the store’s calls that it was built for.')),
  platform: v.pipe(v.string(), v.description('Names the platform’s source it was built with.')),
  overrides: v.pipe(
    v.nullable(v.strictObject({ fallsOpen: v.boolean(), seams: v.record(v.string(), v.number()) })),
    v.description('Seam → how many of its pieces the event fills; null for the base alone.'),
  ),
  notShared: v.nullable(notShared),
  promoted: v.nullable(moment),
  rolledBack: v.pipe(
    v.nullable(moment),
    v.description('When it was taken out of force for the one before it, and not promoted since.'),
  ),
  use: v.pipe(
    v.nullable(v.picklist(['in-force', 'previous'])),
    v.description('`previous` serves where the one in force does not load.'),
  ),
  heldUntil: v.pipe(v.nullable(moment), v.description('Links to look at it may be about.')),
})

const text = v.nullable(v.string())

export const releaseDiff = v.strictObject({
  from: v.string(),
  to: v.string(),
  before: v.pipe(releaseEntry, v.description('`from`, as the registrar keeps it.')),
  after: v.pipe(releaseEntry, v.description('`to`, as the registrar keeps it.')),
  pinned: v.pipe(v.boolean(), v.description('Whether the event is pinned to the one in force.')),
  samePlatform: v.pipe(
    v.boolean(),
    v.description('Both were built of the same base: the event alone is different.'),
  ),
  modules: v.pipe(
    v.array(
      v.strictObject({
        name: v.string(),
        part: v.pipe(
          v.picklist(['event', 'base', 'start']),
          v.description('The event’s own, the platform’s, or what names the others.'),
        ),
        from: v.nullable(v.number()),
        to: v.nullable(v.number()),
      }),
    ),
    v.description('Bytes before and after; null where there is none.'),
  ),
  pieces: v.pipe(
    v.array(
      v.strictObject({
        seam: v.string(),
        name: v.string(),
        change: v.picklist(['added', 'removed', 'changed']),
        from: text,
        to: text,
      }),
    ),
    v.description('Of routes: how they stand to the base’s. Code that changes is told by module.'),
  ),
  texts: v.array(v.strictObject({ locale: v.string(), key: v.string(), from: text, to: text })),
  versions: v.array(v.strictObject({ of: v.string(), from: text, to: text })),
})
