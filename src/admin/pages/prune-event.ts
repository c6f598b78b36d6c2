import type * as v from 'valibot'
import { ok, type Result } from '../../contract.ts'
import { perform } from '../api/perform.ts'
import type { Problem } from '../api/problem.ts'
import { pruneReleases } from '../endpoints/prune-releases.ts'
import type { Visit } from './page.ts'

type Answer = v.InferOutput<typeof pruneReleases.answer>

/** What pruning an event took, or would. */
export interface Pruned extends Readonly<Pick<Answer, 'objects' | 'bytes'>> {
  readonly releases: readonly Answer['releases'][number][]
  readonly kept: readonly Answer['kept'][number][]
  /** Whether the whole bucket was looked at. */
  readonly whole: boolean
}

/** The releases that are meant, for a form that is to be sent only about them. */
export const idsOf = ({ releases }: Pruned): string => releases.map(({ id }) => id).join(' ')

/** Pages of the bucket that are looked at, of a thousand objects each: a visit has no time for more. */
const MOST_PAGES = 20

interface How {
  readonly keep: number
  readonly dryRun: boolean
  readonly reason?: string
}

/** Prunes an event, page after page of the bucket. */
export async function prune(
  { turn }: Visit,
  key: string,
  how: How,
): Promise<Result<Pruned, Problem>> {
  let sum: Pruned = { releases: [], kept: [], objects: 0, bytes: 0, whole: false }
  let cursor: string | null = null
  const ask = (from: string | null) =>
    perform(pruneReleases, turn, { query: { ...how, key, ...(from !== null && { cursor: from }) } })
  for (let page = 0; page < MOST_PAGES && !sum.whole; page++) {
    const done = await ask(cursor)
    if (!done.ok) return done
    const { releases, kept, objects, bytes, next } = done.value.body
    sum = {
      // Tried only, each page tells of the same ones; done, the first one alone has any.
      releases: page === 0 ? releases : sum.releases,
      kept,
      objects: sum.objects + objects,
      bytes: sum.bytes + bytes,
      whole: next === null,
    }
    cursor = next
  }
  return ok(sum)
}
