import { type Store, SYSTEM, type Tenant } from '../contract.ts'
import type { ExplainAsked, Isolate } from '../isolate-ports.ts'
import { within } from '../within.ts'
import type { DispatchParts } from './dispatch.ts'
import { errorText } from './error-text.ts'
import type { Explanation } from './explain.ts'
import { readExplainedApp } from './isolated-explained.ts'
import { RELEASE, releasesOf, turnOf } from './isolated.ts'
import type { IsolatedLane } from './lane.ts'
import { mayFallOpen } from './without-module.ts'

type Explained = Pick<Explanation, 'outcome' | 'lane' | 'release' | 'app'>

/** What the release that would answer says of a request, or why none would. */
export async function explainIsolated<Pieces>(
  parts: DispatchParts<Pieces>,
  { isolates, release: choice }: IsolatedLane,
  tenant: Tenant,
  request: Request,
): Promise<Explained> {
  let why = 'the record names no release'
  for (const release of releasesOf(choice)) {
    const opened = await isolates.open(tenant, release, (promise) => void promise)
    if (!opened.ok) {
      if (release === choice?.id) why = `the release does not load: ${errorText(opened.error)}`
      continue
    }
    const outcome =
      release === choice?.id ? 'the event answers' : `the release before it answers: ${why}`
    const app = await explainedBy(parts, opened.value, tenant, request)
    return { outcome, lane: 'isolated', release, app }
  }
  const alone = await mayFallOpen(parts.fallsOpen, tenant)
  const outcome = alone ? `the base answers alone: ${why}` : `503: ${why}`
  return { outcome, lane: alone ? 'base' : 'isolated', release: null, app: null }
}

async function explainedBy<Pieces>(
  parts: DispatchParts<Pieces>,
  isolate: Isolate,
  tenant: Tenant,
  { url, method }: Request,
): Promise<Explanation['app']> {
  const settings = await settingsRead(parts, tenant)
  const turn = turnOf(parts, { tenant, requestId: '' }, null)
  try {
    const told = isolate.explain(turn, {
      url,
      method,
      fallsOpen: isolate.about.fallsOpen,
      settings,
    })
    const app = readExplainedApp(await within(told, parts.limits.deadline, () => null))
    if (app === null) return null
    const here = parts.breakers.open(tenant.key).filter((seam) => seam.startsWith(RELEASE))
    return { ...app, givenUp: [...here, ...app.givenUp] }
  } catch {
    return null
  }
}

/**
 * What the platform's own base reads of the store to tell settings: the release has no way to a store
 * that nobody in particular asks. null when the store does not answer.
 */
async function settingsRead<Pieces>(
  { base, openStore }: DispatchParts<Pieces>,
  tenant: Tenant,
): Promise<ExplainAsked['settings']> {
  const store = openStore(tenant, SYSTEM)
  const reads: { name: string; answer: unknown }[] = []
  const noting: Store = {
    read: async (query, input) => {
      const answer = await store.read(query, input)
      reads.push({ name: query.name, answer })
      return answer
    },
    write: async () => {
      throw new Error('To tell settings changes nothing.')
    },
  }
  try {
    await base.lay(tenant, null).settings?.(noting)
    return reads
  } catch {
    return null
  }
}
