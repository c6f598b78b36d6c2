import type { AuditEntry } from '../../registry/registrar/audit-calls.ts'
import { changesText } from '../changes-text.ts'
import { ChangesTable } from './changes-table.tsx'
import { Exactly, Moment } from './moments.tsx'

interface Props {
  readonly entries: readonly AuditEntry[]
  readonly now: number
  /** Whether all are about the same event, which then is not named. */
  readonly aboutOne?: boolean
  /** Whether what was changed can be opened. */
  readonly inFull?: boolean
}

/** Who did what, and why. */
export const AuditList = ({ entries, now, aboutOne = false, inFull = false }: Props) =>
  entries.length === 0 ? (
    <p>Nothing is in the log.</p>
  ) : (
    <ol class="log">
      {entries.map((entry) => (
        <li>
          <p>
            <b>{entry.action}</b>
            {!aboutOne && entry.key !== null && (
              <>
                {' '}
                of <a href={`/events/${entry.key}`}>{entry.key}</a>
              </>
            )}{' '}
            by {entry.actor}, <Moment at={entry.at} now={now} />
          </p>
          {entry.reason !== null && <p>“{entry.reason}”</p>}
          {inFull ? (
            <Whole entry={entry} />
          ) : (
            entry.changes.length > 0 && <p class="soft">{changesText(entry.changes)}</p>
          )}
        </li>
      ))}
    </ol>
  )

const Whole = ({ entry }: { readonly entry: AuditEntry }) => (
  <>
    <p class="soft">
      <Exactly at={entry.at} />, number {entry.number}
      {entry.revision !== null && `, revision ${entry.revision}`}
    </p>
    {entry.changes.length > 0 && (
      <details>
        <summary class="bare">{changesText(entry.changes)}</summary>
        <ChangesTable changes={entry.changes} caption={`What entry ${entry.number} changed`} />
      </details>
    )}
  </>
)
