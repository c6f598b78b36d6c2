import type { Tenant } from '../../src/contract.ts'

/** What became of an attack: everything that others, or the platform, notice of it. */
export type Effect =
  /** Somebody else's pages, addresses or numbers are not what they were, or do not come. */
  | 'altered'
  /** It got what is another event's, or the platform's. */
  | 'read'
  /** It reached an address that its record does not allow. */
  | 'reached'
  /** The platform's log says what did not happen, or leaves out what did. */
  | 'forged'
  /** It fills the platform's log. */
  | 'flooded'
  /** It gave browsers a cookie for more than its own host. */
  | 'cookie'
  /** It sent browsers a header that is the platform's to send. */
  | 'header'
  /** Its visitors see each other's data. What an event does with its own visitors stays its own. */
  | 'visitors'

/** The word by which anything of an attack is found elsewhere. */
export const MARK = 'p0wned'

export interface Attack {
  /** Its event's key, and its name in the table. */
  readonly key: string
  /** For the table, in one sentence without a full stop. */
  readonly tries: string
  /** Its `event.ts`, as an author would write it. */
  readonly source: string
  /** Asked one after the other; then others are looked at. `/attack` when left out. */
  readonly visits?: readonly string[]
  /** Whether its visitor is signed in at its event. */
  readonly signedIn?: boolean
  /** What its record has that others have not. */
  readonly record?: Partial<Tenant>
  /** What its visits are answered with, so that it is known to have been tried; 200 when left out. */
  readonly status?: number
  /** The same where an isolate is answered otherwise. */
  readonly isolatedStatus?: number
  /** Part of what its visitors are told, for the same reason. */
  readonly says?: string
  /** Whether nothing can be looked at after it in the same isolate, although others notice little of it. */
  readonly spoils?: boolean
  /** Whether the check of the source refuses it: this is what an author is told, and no wall. */
  readonly build: 'refused' | 'passes'
  readonly shared: readonly Effect[]
  readonly isolated: readonly Effect[]
  /** What holds it, or what is to be known about it. */
  readonly note: string
}

/** Attacks of one kind. */
export interface AttackKind {
  readonly title: string
  readonly attacks: readonly Attack[]
}

/**
 * An event whose `/attack` does this and answers with what it got, and whose `/loot` tells what came in
 * since. `keep` is there for what comes in. Nobody's check sees that it is state.
 *
 * @param imports lines before all others
 */
export const attacking = (body: string, imports = ''): string => `import { Hono } from 'hono'
${imports}
const loot = { text: '' }
const note = (into, what) => {
  if (into.text.length < 500_000) into.text += what + '\\n'
}
const keep = (what) => note(loot, what)

export default new Hono()
  .all('/attack', async (c) => {
    const got = []
    ${body}
    return c.text(got.join('\\n'))
  })
  .get('/loot', () => new Response(loot.text))
`
