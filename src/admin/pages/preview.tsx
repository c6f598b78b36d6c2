import type { TenantEntry } from '../../registry/registrar/tenant-calls.ts'
import { RELEASE_ID, shortId } from '../../release-id.ts'
import { statusOf } from '../api/problem.ts'
import { MOST_PREVIEW, PREVIEW_HOURS } from '../preview-hours.ts'
import { makePreviewLink, type PreviewLink } from '../preview-link.ts'
import { eventPage, trailOf } from './event-visit.ts'
import { SelectField } from './fields.tsx'
import { Exactly } from './moments.tsx'
import { refused, type Sight } from './page.ts'

const LENGTHS = [
  { value: '2', label: '2 hours' },
  { value: String(PREVIEW_HOURS.usual), label: `${PREVIEW_HOURS.usual / 24} days` },
  { value: '336', label: '2 weeks' },
  { value: String(PREVIEW_HOURS.most), label: MOST_PREVIEW },
]

/** A link that opens an event before it is live, or shows a release of it. */
export const previewPage = eventPage({
  path: '/events/:key/preview',
  title: 'Make a preview link',
  role: 'operator',
  show: (visit, entry) => previewSight(entry, releaseIn(visit.query['release']), null),
  async act(visit, entry, sent) {
    const chosen = LENGTHS.find(({ value }) => value === sent.text('hours'))
    const hours = chosen?.value ?? PREVIEW_HOURS.usual
    const release = releaseIn(sent.text('release'))
    const wanted = { key: entry.tenant.key, hours: Number(hours), release }
    const made = await makePreviewLink(visit.turn, wanted)
    if (made.ok) return previewSight(entry, release, made.value)
    return statusOf(made.error) === 409 ? previewSight(entry, release, 'none') : refused(made.error)
  },
})

const releaseIn = (given = ''): string | null => (RELEASE_ID.test(given) ? given : null)

/** @param link `none` where there are no previews; null before one was asked for */
const previewSight = (
  entry: TenantEntry,
  release: string | null,
  link: PreviewLink | 'none' | null,
): Sight => ({
  kind: 'page',
  title: release === null ? 'Preview link' : `Preview link to release ${shortId(release)}`,
  trail: trailOf(entry),
  about: { key: entry.tenant.key, tab: release === null ? 'Overview' : 'Releases' },
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
              <strong>
                Whoever has this link sees {release === null ? 'the event' : 'the release'}
              </strong>
              , until <Exactly at={link.expires} />:
            </p>
            <p>
              <a href={link.link}>{link.link}</a>
            </p>
          </div>
        )}
        <p class="lead">{leadOf(entry, release)}</p>
        <form method="post" class="card">
          {release !== null && <input type="hidden" name="release" value={release} />}
          <SelectField
            name="hours"
            label="It opens for"
            value={String(PREVIEW_HOURS.usual)}
            options={LENGTHS}
            hint={`At most ${MOST_PREVIEW}: a link cannot be taken back.`}
            issues={[]}
          />
          <button>{link === null ? 'Make a link' : 'Make another one'}</button>
        </form>
      </>
    ),
})

const leadOf = ({ tenant }: TenantEntry, release: string | null): string =>
  release === null
    ? `A preview opens ${tenant.name} while it is a draft. A suspended event stays shut.`
    : `It shows ${tenant.name} as this release would, on its own data: whoever is signed in there sees their own pages. Nothing can be changed in it, and others see the event as it is.`
