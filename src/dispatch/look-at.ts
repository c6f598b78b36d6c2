import type { Isolate, Isolates } from '../isolate-ports.ts'
import type { KeepAlive } from '../ports.ts'
import { within } from '../within.ts'
import { aside, hear, PATIENCE, RELEASE, turnOf } from './isolated.ts'
import { type ReadAnswer, readAnswer } from './isolated-answer.ts'
import { noPreview, notice } from './notice.ts'
import { asPreview } from './preview-banner.ts'
import type { ReleasePreview } from './release-preview.ts'
import { deadlineOf, meet, type Served, type ServeParts, type Turn, type Visitor } from './serve.ts'

export interface LookParts<Pieces> extends ServeParts<Pieces> {
  /**
   * Releases as they are looked at: in isolates of their own, which reach nothing that could be changed.
   * null where there are none.
   */
  readonly previews: Isolates | null
}

type Look<Pieces> = Omit<Turn<Pieces>, 'app'>

/**
 * What a release would answer. Nothing stands in for it, and what fails is counted nowhere: what others
 * get does not depend on it.
 */
export async function lookAt<Pieces>(
  given: LookParts<Pieces>,
  turn: Look<Pieces>,
  preview: ReleasePreview,
): Promise<Served> {
  const parts = { ...given, telemetry: aside(given.telemetry) }
  const served = await meet(parts, turn, async (visitor) => {
    try {
      return await shown(parts, turn, preview, visitor)
    } catch (error) {
      const { tenant, requestId } = turn
      parts.telemetry.fault({ requestId, event: tenant.key, seam: RELEASE, error })
      return nothing(notice(turn.request, noPreview(preview.release, requestId)))
    }
  })
  return { ...served, response: asPreview(served.response, preview) }
}

async function shown<Pieces>(
  parts: LookParts<Pieces>,
  turn: Look<Pieces>,
  { release }: ReleasePreview,
  { request, viewer }: Visitor,
): Promise<Served> {
  const { tenant, ctx } = turn
  const keepAlive: KeepAlive = (promise) => ctx.waitUntil(promise)
  if (parts.previews === null) throw new Error('There are no releases in this Worker.')
  const opened = await parts.previews.open(tenant, release, keepAlive)
  if (!opened.ok) throw opened.error
  const answer = await ask(parts, turn, opened.value, { request, viewer })
  if (answer.kind === 'unloaded') throw answer.error
  hear(parts, turn, answer.reports, keepAlive)
  return answer.served
}

async function ask<Pieces>(
  parts: LookParts<Pieces>,
  turn: Look<Pieces>,
  isolate: Isolate,
  { request, viewer }: Pick<Visitor, 'request' | 'viewer'>,
): Promise<ReadAnswer> {
  const limit = deadlineOf(parts, turn) + PATIENCE
  const late = (): never => {
    throw new Error(`The release did not answer within ${limit} ms.`)
  }
  const asked = isolate.serve(turnOf(parts, turn, viewer), request)
  const read = readAnswer(await within(asked, limit, late, 0), viewer, parts.base.policy)
  if (read.ok) return read.value
  throw new TypeError(read.error)
}

const nothing = (response: Response): Served => ({
  response,
  route: null,
  own: true,
  degraded: [],
  fault: 'preview',
})
