import type { TenantEntry } from '../../registry/registrar/tenant-calls.ts'
import { eventPage, trailOf } from './event-visit.ts'
import { SelectField } from './fields.tsx'
import { Exactly } from './moments.tsx'
import type { Sight } from './page.ts'

const HOUR = 60 * 60_000

const LENGTHS = [
  { value: '2', label: '2 hours' },
  { value: '48', label: '2 days' },
  { value: '336', label: '2 weeks' },
  { value: '2160', label: '90 days' },
]

/** A link that opens an event before it is live. */
export const previewPage = eventPage({
  path: '/events/:key/preview',
  title: 'Make a preview link',
  role: 'operator',
  show: (_, entry) => previewSight(entry, null),
  async act(visit, entry, sent) {
    const hours = LENGTHS.find(({ value }) => value === sent.text('hours'))?.value ?? '48'
    const expires = visit.now + Number(hours) * HOUR
    const url = await visit.turn.parts.previewLink(entry.tenant, expires)
    return previewSight(entry, url === null ? 'none' : { url, expires })
  },
})

interface Link {
  readonly url: string
  /** Epoch milliseconds. */
  readonly expires: number
}

/** @param link `none` where there are no previews; null before one was asked for */
const previewSight = (entry: TenantEntry, link: Link | 'none' | null): Sight => ({
  kind: 'page',
  title: 'Preview link',
  trail: trailOf(entry),
  about: { key: entry.tenant.key, tab: 'Overview' },
  body:
    link === 'none' ? (
      <p class="wait">
        There are no previews: the Worker has no secret named PREVIEW_SECRET to sign them with.
      </p>
    ) : (
      <>
        {link !== null && (
          <div class="notice good" role="status">
            <p>
              <strong>Whoever has this link sees the event</strong>, until{' '}
              <Exactly at={link.expires} />:
            </p>
            <p>
              <a href={link.url}>{link.url}</a>
            </p>
          </div>
        )}
        <p class="lead">
          A preview opens {entry.tenant.name} while it is a draft. A suspended event stays shut.
        </p>
        <form method="post" class="card">
          <SelectField name="hours" label="It opens for" value="48" options={LENGTHS} issues={[]} />
          <button>{link === null ? 'Make a link' : 'Make another one'}</button>
        </form>
      </>
    ),
})
