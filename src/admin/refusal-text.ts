import type { RegistrarRefusal } from '../registry/registrar/refusals.ts'
import type { Issue } from '../registry/tenant.ts'
import { type Actor, mayTouch } from './access/actor.ts'
import { shortId } from '../release-id.ts'

/** What is wrong, and what would take what a deleted event has left. */
export interface RefusalIssue extends Issue {
  readonly claim?: Claim
}

type Claim = 'useAgain' | 'reclaim'

/** How to claim something, as a sentence about what follows. */
export type ClaimWords = Readonly<Record<Claim, string>>

/** For programs. */
const BY_QUERY: ClaimWords = {
  useAgain: 'Say useAgain to use it for another one',
  reclaim: 'Say reclaim to take it',
}

/**
 * What the registrar refuses, in words, each at the field that it is about; '' is the whole. An event that
 * is not the actor's has no name in them.
 */
export function refusalText(
  refusal: RegistrarRefusal,
  actor: Actor,
  claims: ClaimWords = BY_QUERY,
): readonly RefusalIssue[] {
  switch (refusal.tag) {
    case 'invalid':
      return refusal.issues
    case 'needs-reason':
      return at('reason', 'Say why: it is kept in the audit log.')
    case 'unknown-event':
      return at('key', `There is no event “${refusal.key}”.`)
    case 'unknown-host':
      return at('host', `${refusal.host} is none of its hosts.`)
    case 'unknown-secret':
      return at('name', `It has no secret “${refusal.name}”.`)
    case 'key-taken':
      return at('key', `There is an event “${refusal.key}” already.`)
    case 'key-deleted': {
      const was = `“${refusal.key}” was an event that is deleted.`
      return at('key', `${was} ${claims.useAgain}: it gets a new, empty store.`, 'useAgain')
    }
    case 'host-taken':
      return at('hosts', `${refusal.host} is a host of ${eventText(refusal.key, actor)}.`)
    case 'host-kept': {
      const was = `${refusal.host} was a host of ${eventText(refusal.key, actor)}, which is deleted`
      const free = `it is free on ${dayOf(refusal.until)}`
      const claim = `${claims.reclaim}: links to it may still be about.`
      return at('hosts', `${was}; ${free}. ${claim}`, 'reclaim')
    }
    case 'needs-no-proof':
      return at('host', `${refusal.host} is the platform’s own, and served without proof.`)
    case 'newer-schema':
      return at('', `The record is of schema ${refusal.schema}, newer than this deployment knows.`)
    case 'not-current':
      return at('', `Somebody else was first. Revision ${refusal.revision} is current.`)
    case 'illegal-status': {
      const ways = refusal.allowed.join(' or ') || 'nothing else'
      return at('', `It is ${refusal.from}, and goes from there to ${ways}, not to ${refusal.to}.`)
    }
    case 'needs-release':
    case 'unknown-release':
    case 'release-pinned':
    case 'release-in-use':
    case 'no-previous-release':
    case 'being-swept':
      return at('', releaseText(refusal))
    case 'not-deletable':
      return at('', `It is ${refusal.status}. Suspend or archive it first.`)
    case 'unknown-revision':
      return at('', `There is no revision ${refusal.revision}, or it is kept no longer.`)
    case 'unknown-import':
      return at('', 'There is no such import.')
    case 'unknown-token':
      return at('', 'There is no such token.')
    case 'key-reused':
      return at('', `“${refusal.idempotencyKey}” came with something else before.`)
  }
}

type ReleaseRefusal = Extract<
  RegistrarRefusal,
  {
    readonly tag:
      | 'needs-release'
      | 'unknown-release'
      | 'release-pinned'
      | 'release-in-use'
      | 'no-previous-release'
      | 'being-swept'
  }
>

function releaseText(refusal: ReleaseRefusal): string {
  switch (refusal.tag) {
    case 'needs-release':
      return `${NEEDS_RELEASE} Build one with usher release, and promote it.`
    case 'unknown-release':
      return 'There is no such release of the event, or it is kept no longer.'
    case 'release-pinned':
      return `It is pinned to release ${shortId(refusal.id)}. Unpin it first.`
    case 'release-in-use':
      return `Release ${shortId(refusal.id)} is in force, or stands by for the one that is.`
    case 'no-previous-release':
      return 'There is no release before it to go back to.'
    case 'being-swept':
      return 'Some of its modules are being thrown away just now. Send it again in a moment.'
  }
}

const NEEDS_RELEASE =
  'Show days, and an isolate of its own, are served from a release, and it has none in force.'

const at = (field: string, message: string, claim?: Claim): readonly RefusalIssue[] => [
  { field, message, ...(claim === undefined ? {} : { claim }) },
]

/** An event that is not theirs has no name for them. */
const eventText = (key: string, actor: Actor): string =>
  mayTouch(actor, key) ? `“${key}”` : 'another event'

const dayOf = (moment: number): string => new Date(moment).toISOString().slice(0, 10)
