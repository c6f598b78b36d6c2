import type { Finding } from '../../registry/registrar/audit-calls.ts'
import type { Authorship } from '../../registry/registrar/tenant-calls.ts'
import { ask } from '../api/ask-registrar.ts'
import type { Turn } from '../api/endpoint.ts'

export interface Verification {
  readonly by: Authorship
  readonly repair: boolean
  readonly adopt: boolean
}

/** What is told of a check while it runs. */
export type VerifyLine =
  | ({ readonly type: 'finding' } & Finding)
  | { readonly type: 'progress'; readonly done: number; readonly total: number }
  | { readonly type: 'done'; readonly findings: number; readonly repaired: number }
  | { readonly type: 'failed'; readonly detail: string; readonly requestId: string }

/** Compares what requests read with what was decided, page by page. */
export async function* verifyRegistry(
  turn: Turn,
  verification: Verification,
): AsyncGenerator<VerifyLine, void, undefined> {
  const { requestId } = turn
  let [findings, repaired] = [0, 0]
  const pageAt = (cursor: string | null) =>
    ask(turn, 'registry.verify', { ...verification, ...(cursor === null ? {} : { cursor }) })
  let cursor: string | null = null
  try {
    do {
      const page = await pageAt(cursor)
      if (!page.ok) return yield { type: 'failed', detail: page.error.detail, requestId }
      for (const finding of page.value.findings) {
        findings++
        if (finding.repaired) repaired++
        yield { type: 'finding', ...finding }
      }
      const { done, total, next } = page.value
      yield { type: 'progress', done, total }
      cursor = next
    } while (cursor !== null)
    yield { type: 'done', findings, repaired }
  } catch (error) {
    turn.parts.telemetry.fault({ requestId, event: '', seam: 'admin', error })
    yield { type: 'failed', detail: 'The registrar or KV does not answer. Begin again.', requestId }
  }
}
