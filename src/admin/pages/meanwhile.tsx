import type { Change } from '../../registry/registrar/changes.ts'
import type { Revision, TenantEntry } from '../../registry/registrar/tenant-calls.ts'
import { ChangesTable } from './changes-table.tsx'
import { Moment } from './moments.tsx'
import type { Visit } from './page.ts'

/** What others have changed of an event since somebody opened a form. */
export interface Meanwhile {
  /** The revision that the form was made for; it is kept no longer where `changes` is null. */
  readonly since: number
  readonly revision: number
  readonly changes: readonly Change[] | null
  /** Newest first. */
  readonly by: readonly Revision[]
}

export async function meanwhileOf(
  { turn: { parts } }: Visit,
  since: number,
  { tenant: { key, revision } }: TenantEntry,
): Promise<Meanwhile> {
  const [diff, latest] = await Promise.all([
    parts.registrar.call('revisions.diff', { key, a: since, b: revision }),
    parts.registrar.call('revisions.list', { key, limit: 10 }),
  ])
  const all = latest.ok ? latest.value.revisions : []
  return {
    since,
    revision,
    changes: diff.ok ? diff.value.changes : null,
    by: all.filter((one) => one.revision > since),
  }
}

interface Props {
  readonly meanwhile: Meanwhile | null
  readonly now: number
}

/** Tells a lost race: nothing was changed, and this is what the form now stands on. */
export const MeanwhileNotice = ({ meanwhile, now }: Props) =>
  meanwhile === null ? null : (
    <div class="notice wait" role="alert">
      <p>
        <strong>Somebody else was first: nothing of yours was changed yet.</strong> The event is at
        revision {meanwhile.revision} now. What you typed is still here; look at it again, and send
        it on top of that.
      </p>
      <ul>
        {meanwhile.by.map(({ revision, actor, at, action, reason }) => (
          <li>
            Revision {revision}: {action} by {actor}, <Moment at={at} now={now} />
            {reason !== null && `: “${reason}”`}
          </li>
        ))}
      </ul>
      {meanwhile.changes !== null && (
        <ChangesTable changes={meanwhile.changes} caption="What has changed meanwhile" />
      )}
    </div>
  )
