import type { ReleaseEntry } from '../../registry/registrar/release-calls.ts'
import type { TenantEntry } from '../../registry/registrar/tenant-calls.ts'
import { KEPT_RELEASES } from '../endpoints/prune-releases.ts'
import { eventPage, trailOf } from './event-visit.ts'
import { again, type FormState, fresh, statusOfForm } from './form-state.ts'
import { go, refused, type Sight, type Visit } from './page.ts'
import { idsOf, prune } from './prune-event.ts'
import { PruneView } from './prune-view.tsx'
import type { Sent } from './sent.ts'

/** Throws old releases of an event away, told before what goes and why the others stay. */
export const prunePage = eventPage({
  path: '/events/:key/prune',
  title: 'Throw old releases of an event away',
  role: 'operator',
  everything: true,
  show: (visit, entry) => pruneSight(visit, entry, keepIn(visit.query['keep']), fresh()),
  async act(visit, entry, sent) {
    const { key } = entry.tenant
    const keep = keepIn(sent.text('keep'))
    const form = (field: string, message: string): Promise<Sight> =>
      pruneSight(visit, entry, keep, again(sent, [{ field, message }]))
    if (sent.text('confirm').trim() !== key) {
      return form('confirm', `Type ${key}, so that it is the event that you mean.`)
    }
    const would = await prune(visit, key, { keep, dryRun: true })
    if (!would.ok) return refused(would.error)
    if (idsOf(would.value) !== sent.text('ids')) {
      return form('ids', 'What would go is another thing by now. It is listed anew: look again.')
    }
    const gone = await prune(visit, key, { keep, dryRun: false, ...reasonIn(sent) })
    return gone.ok ? go(`/events/${key}/releases?done=pruned`) : refused(gone.error)
  },
})

function keepIn(given = ''): number {
  const keep = /^\d{1,4}$/.test(given) ? Number(given) : KEPT_RELEASES
  return Math.min(keep, 1000)
}

function reasonIn(sent: Sent): { readonly reason?: string } {
  const reason = sent.text('reason').trim()
  return reason === '' ? {} : { reason }
}

async function pruneSight(
  visit: Visit,
  entry: TenantEntry,
  keep: number,
  state: FormState,
): Promise<Sight> {
  const { key } = entry.tenant
  const would = await prune(visit, key, { keep, dryRun: true })
  if (!would.ok) return refused(would.error)
  const releases = await allReleases(visit, key)
  return {
    kind: 'page',
    title: 'Throw old releases away',
    trail: [...trailOf(entry), { path: `/events/${key}/releases`, name: 'Releases' }],
    about: { key, tab: 'Releases' },
    status: statusOfForm(state),
    body: (
      <PruneView
        entry={entry}
        releases={releases}
        would={would.value}
        keep={keep}
        state={state}
        now={visit.now}
      />
    ),
  }
}

/** The newest first. */
async function allReleases(visit: Visit, key: string): Promise<readonly ReleaseEntry[]> {
  const all: ReleaseEntry[] = []
  for (let cursor: string | null | undefined; cursor !== null;) {
    const input = { key, limit: 200, ...(cursor === undefined ? {} : { cursor }) }
    const page = await visit.turn.parts.registrar.call('releases.list', input)
    if (!page.ok) break
    all.push(...page.value.releases)
    cursor = page.value.next
  }
  return all
}
