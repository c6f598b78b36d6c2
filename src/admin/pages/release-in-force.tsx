import type { TenantEntry } from '../../registry/registrar/tenant-calls.ts'
import { shortId } from '../../release-id.ts'
import { Facts } from './facts.tsx'
import { Form } from './fields.tsx'
import { Acts } from './layout.tsx'
import type { Visit } from './page.ts'
import { newOnce } from './sent.ts'

interface Props {
  readonly visit: Visit
  readonly entry: TenantEntry
  readonly mayAct: boolean
}

/** What runs now, what would stand in, and one click to go back. */
export const ReleaseInForce = ({ entry, mayAct }: Props) => {
  const { release } = entry.tenant
  return (
    <section class="card" aria-label="In force">
      <h2>In force</h2>
      <Facts
        rows={[
          ['Served from', servedFrom(entry)],
          ['Release', release === undefined ? 'none' : <code>{shortId(release.id)}</code>],
          [
            'Before it',
            release?.previous == null ? 'none' : <code>{shortId(release.previous)}</code>,
          ],
          ['Pinned', release?.pinned === true ? 'yes: nothing is promoted' : 'no'],
        ]}
      />
      {mayAct && <WhatToDo entry={entry} />}
    </section>
  )
}

/** Where its pages come from now. */
export function servedFrom({ tenant, statusNow }: TenantEntry): string {
  const { lane, release } = tenant
  if (lane === 'isolated') return 'its release, in an isolate of its own'
  if (statusNow === 'frozen' && release !== undefined) return 'its release, for its show days'
  return 'what is deployed, beside other events'
}

const WhatToDo = ({ entry: { tenant } }: { readonly entry: TenantEntry }) => {
  const { key, release, revision } = tenant
  return (
    <Acts>
      {release?.previous != null && (
        <Form once={newOnce()} revision={revision}>
          <button name="act" value="back">
            Roll back to {shortId(release.previous)}
          </button>
        </Form>
      )}
      {release !== undefined && (
        <Form once={newOnce()} revision={revision}>
          <button class="plain" name="act" value={release.pinned ? 'unpinned' : 'pinned'}>
            {release.pinned ? 'Unpin' : `Pin to ${shortId(release.id)}`}
          </button>
        </Form>
      )}
      <a class="button plain" href={`/events/${key}/lane`}>
        Move to another lane
      </a>
    </Acts>
  )
}
