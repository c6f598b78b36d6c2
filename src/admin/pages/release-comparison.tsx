import { type Change, changesBetween } from '../../registry/registrar/changes.ts'
import type { ReleaseEntry } from '../../registry/registrar/release-calls.ts'
import { shortId } from '../../release-id.ts'
import { ChangesTable } from './changes-table.tsx'
import type { Visit } from './page.ts'

interface Props {
  readonly visit: Visit
  readonly eventKey: string
}

/** What differs between the two releases that the address names; nothing where it names none. */
export const ReleaseComparison = async ({ visit, eventKey }: Props) => {
  const { a, b } = visit.query
  if (a === undefined || b === undefined) return null
  const title = `From ${shortId(a)} to ${shortId(b)}`
  const changes = await compare(visit, eventKey, a, b)
  return (
    <section class="card" aria-label={title}>
      <h2>{title}</h2>
      {changes === null ? (
        <p class="wait">One of the two is kept no longer, or never was.</p>
      ) : (
        <ChangesTable changes={changes} caption="What differs" />
      )}
      <p class="hint">
        File by file:{' '}
        <code>{`npx usher releases diff ${eventKey} ${shortId(b)} ${shortId(a)}`}</code>
      </p>
    </section>
  )
}

async function compare(
  { turn: { parts } }: Visit,
  key: string,
  a: string,
  b: string,
): Promise<readonly Change[] | null> {
  const [before, after] = await Promise.all(
    [a, b].map((id) => parts.registrar.call('releases.get', { key, id })),
  )
  if (before?.ok !== true || after?.ok !== true) return null
  return changesBetween(contentOf(before.value), contentOf(after.value))
}

/** What it is made of; not what became of it. */
const contentOf = ({ bytes, protocol, store, platform, overrides }: ReleaseEntry) => ({
  bytes,
  platform,
  protocol,
  store,
  fills: overrides === null ? {} : overrides.seams,
  ...(overrides === null ? {} : { fallsOpen: overrides.fallsOpen }),
})
