import type { Child } from 'hono/jsx'
import type { ReleaseEntry } from '../../registry/registrar/release-calls.ts'
import type { TenantEntry } from '../../registry/registrar/tenant-calls.ts'
import { shortId } from '../../release-id.ts'
import { type Comparison, compareReleases } from '../endpoints/compare-releases.ts'
import { isHeld, releaseState } from '../release-state.ts'
import { Exactly } from './moments.tsx'
import type { Visit } from './page.ts'
import { CodeTable, PiecesTable, TextsTable, VersionsTable } from './release-changes.tsx'
import { fills, kilobytes, ReleaseActs } from './release-list.tsx'

interface Props {
  readonly visit: Visit
  readonly entry: TenantEntry
  readonly mayAct: boolean
}

/** What differs between the two releases that the address names; nothing where it names none. */
export const ReleaseComparison = async ({ visit, entry, mayAct }: Props) => {
  const { a, b } = visit.query
  if (a === undefined || b === undefined) return null
  const { key } = entry.tenant
  const title = `From ${shortId(a)} to ${shortId(b)}`
  const compared = await compareReleases(visit.turn, key, a, b)
  return (
    <section class="card" aria-label={title}>
      <h2>{title}</h2>
      {compared.ok ? (
        <>
          <Whose comparison={compared.value} now={visit.now} />
          <WhatDiffers comparison={compared.value} />
          {mayAct && <ReleaseActs entry={entry} release={compared.value.after} compared />}
        </>
      ) : (
        <p class="wait">
          {compared.error.kind === 'not-found'
            ? 'One of the two is kept no longer, or never was.'
            : compared.error.detail}
        </p>
      )}
      <p class="hint">
        On the command line:{' '}
        <code>{`npx usher releases diff ${key} ${shortId(b)} ${shortId(a)}`}</code>
      </p>
    </section>
  )
}

interface ComparedProps {
  readonly comparison: Comparison
}

/** By whom and when each is, and whether it serves. */
const Whose = (props: ComparedProps & { readonly now: number }) => {
  const { comparison, now } = props
  const { before, after, pinned } = comparison
  const row = (label: string, tell: (one: ReleaseEntry) => Child) => (
    <tr>
      <th scope="row">{label}</th>
      <td data-label="Before">{tell(before)}</td>
      <td data-label="After">{tell(after)}</td>
    </tr>
  )
  return (
    <table class="cards">
      <caption class="unseen">The two releases</caption>
      <thead>
        <tr>
          <th scope="col">The two</th>
          <th scope="col">Before</th>
          <th scope="col">After</th>
        </tr>
      </thead>
      <tbody>
        {row('Release', ({ id }) => (
          <code>{shortId(id)}</code>
        ))}
        {row('State', (one) => (
          <>
            {releaseState(one, pinned)}
            {isHeld(one, now) && ', a link to look at it is about'}
          </>
        ))}
        {row('Recorded', ({ recorded }) => (
          <>
            <Exactly at={recorded.at} /> by {recorded.actor}
          </>
        ))}
        {row('Note', ({ note }) => (note === null ? <None /> : `“${note}”`))}
        {row('Last put in force', ({ promoted }) =>
          promoted === null ? <None /> : <Exactly at={promoted} />,
        )}
        {row('What it is', (one) => `${fills(one)}; ${kilobytes(one.bytes)}`)}
      </tbody>
    </table>
  )
}

const None = () => <span class="soft">none</span>

const WhatDiffers = ({ comparison }: ComparedProps) => {
  const { modules, pieces, texts, versions, samePlatform, from, to } = comparison
  if (from === to) return <p class="soft">They are the same.</p>
  const own = modules.filter(({ part }) => part === 'event')
  return (
    <>
      <ul>
        <li>
          {own.length === 0
            ? 'The event’s own code is the same.'
            : 'The event’s own code is different.'}
        </li>
        <li>
          {samePlatform
            ? 'The shared base under it is the same.'
            : 'The shared base under it is another one: its pages, texts and rules may differ too.'}
        </li>
      </ul>
      <CodeTable modules={modules} />
      <PiecesTable pieces={pieces} />
      <TextsTable texts={texts} />
      <VersionsTable versions={versions} />
    </>
  )
}
