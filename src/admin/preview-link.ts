import { err, ok, type Result } from '../contract.ts'
import { ask } from './api/ask-registrar.ts'
import type { Turn } from './api/endpoint.ts'
import { type Problem, problem } from './api/problem.ts'

export interface PreviewLink {
  readonly link: string
  /** Epoch milliseconds. */
  readonly expires: number
}

interface Wanted {
  readonly key: string
  readonly hours: number
  /** null for the event as it is served. */
  readonly release: string | null
}

const HOUR = 60 * 60 * 1000

/** A link to an event before it is live, or to a release of it, which then is kept for so long. */
export async function makePreviewLink(
  turn: Turn,
  { key, hours, release }: Wanted,
): Promise<Result<PreviewLink, Problem>> {
  const { previewLink, clock } = turn.parts
  const found = await ask(turn, 'tenants.get', { key })
  if (!found.ok) return found
  const expires = clock.now() + hours * HOUR
  const link = await previewLink(found.value.tenant, expires, release)
  if (link === null) return err(NO_PREVIEWS)
  if (release === null) return ok({ link, expires })
  const held = await ask(turn, 'releases.hold', { key, id: release, until: expires })
  return held.ok ? ok({ link, expires }) : held
}

const NO_PREVIEWS = problem(
  'conflict',
  'There are no previews here: the Worker has no secret named PREVIEW_SECRET to sign them with.',
)
