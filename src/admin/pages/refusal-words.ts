import type { RegistrarRefusal } from '../../registry/registrar/refusals.ts'
import type { Issue } from '../../registry/tenant.ts'
import { type Actor, mayTouch } from '../access/actor.ts'

/** What the registrar refuses, in words, each at the field of the form that it is about. */
export function issuesOf(refusal: RegistrarRefusal, actor: Actor): readonly Issue[] {
  switch (refusal.tag) {
    case 'invalid':
      return refusal.issues
    case 'newer-schema':
      return whole(`The record is of schema ${refusal.schema}, newer than this deployment knows.`)
    case 'unknown-event':
      return [{ field: 'key', message: `There is no event “${refusal.key}”.` }]
    case 'unknown-host':
      return [{ field: 'host', message: `${refusal.host} is none of its hosts.` }]
    case 'not-current':
      return whole('Somebody else was first.')
    case 'key-taken':
      return [{ field: 'key', message: `There is an event “${refusal.key}” already.` }]
    case 'key-deleted':
      return [
        {
          field: 'key',
          message: `“${refusal.key}” was an event that is deleted. Tick the box to use its key again: it gets a new, empty store.`,
        },
      ]
    case 'host-taken':
      return [
        {
          field: 'hosts',
          message: `${refusal.host} is a host of ${eventText(refusal.key, actor)}.`,
        },
      ]
    case 'host-kept':
      return [
        {
          field: 'hosts',
          message: `${refusal.host} was a host of ${eventText(refusal.key, actor)}, which is deleted: links to it may still be about. Tick the box to take it.`,
        },
      ]
    case 'illegal-status':
      return whole(
        `It is ${refusal.from}, and goes from there to ${refusal.allowed.join(' or ')}, not to ${refusal.to}.`,
      )
    case 'needs-release':
      return whole('Show days are served from a published release, and it has none.')
    case 'needs-reason':
      return [{ field: 'reason', message: 'Say why: it is kept in the audit log.' }]
    case 'needs-no-proof':
      return [{ field: 'host', message: `${refusal.host} is served without proof.` }]
    case 'not-deletable':
      return whole(`It is ${refusal.status}. Suspend or archive it first.`)
    case 'unknown-revision':
      return whole(`There is no revision ${refusal.revision}, or it is kept no longer.`)
    case 'key-reused':
      return whole('This form was sent before with other content. Open the page anew.')
    case 'unknown-import':
      return whole('There is no such import.')
    case 'unknown-token':
      return whole('There is no such token.')
    case 'unknown-secret':
      return [{ field: 'name', message: `It has no secret “${refusal.name}”.` }]
  }
}

const whole = (message: string): readonly Issue[] => [{ field: '', message }]

/** An event that is not theirs has no name for them. */
const eventText = (key: string, actor: Actor): string =>
  mayTouch(actor, key) ? `“${key}”` : 'another event'
