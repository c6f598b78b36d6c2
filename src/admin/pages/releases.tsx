import type { ReleaseEntry } from '../../registry/registrar/release-calls.ts'
import type { TenantEntry } from '../../registry/registrar/tenant-calls.ts'
import { problem } from '../api/problem.ts'
import { DoneNotice, doneText } from './done.tsx'
import { eventPage, mayChange, trailOf } from './event-visit.ts'
import { WrongSummary } from './fields.tsx'
import { by, changeEvent, type FormState, fresh, statusOfForm } from './form-state.ts'
import { MeanwhileNotice } from './meanwhile.tsx'
import { refused, type Sight, type Visit } from './page.ts'
import { ReleaseComparison } from './release-comparison.tsx'
import { ReleaseInForce } from './release-in-force.tsx'
import { ReleaseList } from './release-list.tsx'

/** What an event is served from, in its show days and in an isolate of its own. */
export const releasesPage = eventPage({
  path: '/events/:key/releases',
  title: 'Change which release of an event is in force',
  role: 'viewer',
  actRole: 'operator',
  show: (visit, entry) => releasesSight(visit, entry, fresh()),
  async act(visit, entry, sent) {
    const { key } = entry.tenant
    const input = { by: by(visit, sent), key, ifRevision: sent.revision }
    const common = {
      goesTo: `/events/${key}/releases?done=${sent.text('act')}`,
      form: (fresher: TenantEntry, state: FormState) => releasesSight(visit, fresher, state),
    }
    switch (sent.text('act')) {
      case 'promoted': {
        const id = sent.text('release')
        const promote = { call: 'releases.promote', input: { ...input, id } } as const
        return changeEvent(visit, entry, sent, { ...promote, ...common })
      }
      case 'back':
        return changeEvent(visit, entry, sent, { call: 'releases.roll-back', input, ...common })
      case 'pinned':
        return changeEvent(visit, entry, sent, { call: 'releases.pin', input, ...common })
      case 'unpinned':
        return changeEvent(visit, entry, sent, { call: 'releases.unpin', input, ...common })
      default:
        return refused(problem('unreadable', 'Say what to do: promoted, back, pinned, unpinned.'))
    }
  },
})

async function releasesSight(visit: Visit, entry: TenantEntry, state: FormState): Promise<Sight> {
  const { key } = entry.tenant
  const { cursor } = visit.query
  const found = await visit.turn.parts.registrar.call('releases.list', {
    key,
    limit: 20,
    ...(cursor === undefined ? {} : { cursor }),
  })
  if (!found.ok) return refused(problem('invalid-query', 'cursor: It is not one of this list.'))
  const { releases, next } = found.value
  return {
    kind: 'page',
    title: 'Releases',
    trail: trailOf(entry),
    about: { key, tab: 'Releases' },
    status: statusOfForm(state),
    body: (
      <>
        <DoneNotice text={state.sent === null ? doneText(visit.query['done']) : null} />
        <MeanwhileNotice meanwhile={state.meanwhile} now={visit.now} />
        <WrongSummary issues={state.issues} names={[]} />
        <ReleaseInForce entry={entry} visit={visit} mayAct={mayChange(visit)} />
        <ReleaseComparison visit={visit} entry={entry} mayAct={mayChange(visit)} />
        <Listed visit={visit} entry={entry} releases={releases} />
        {releases.length > 1 && mayPrune(visit) && (
          <p>
            <a class="button plain" href={`/events/${key}/prune`}>
              Throw old ones away
            </a>
          </p>
        )}
        {next !== null && (
          <p>
            <a class="button plain" href={`/events/${key}/releases?cursor=${next}`}>
              Older ones
            </a>
          </p>
        )}
      </>
    ),
  }
}

/** What one event's releases need others may have, too: it concerns all of them. */
const mayPrune = (visit: Visit): boolean => mayChange(visit) && visit.turn.actor.events === 'all'

interface ListedProps {
  readonly visit: Visit
  readonly entry: TenantEntry
  readonly releases: readonly ReleaseEntry[]
}

const Listed = ({ visit, entry, releases }: ListedProps) =>
  releases.length === 0 ? (
    <div class="empty">
      <p>
        <strong>No release yet.</strong> A release is the event’s code and the platform’s as they
        are now, kept as they are. Show days want one, and so does an isolate of its own.
      </p>
      <p>
        <code>npx usher release {entry.tenant.key}</code>
      </p>
    </div>
  ) : (
    <ReleaseList visit={visit} entry={entry} releases={releases} mayAct={mayChange(visit)} />
  )
