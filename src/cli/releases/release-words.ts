import type * as v from 'valibot'
import type { releaseDiff } from '../../admin/endpoints/release-schema.ts'
import { size } from '../../build/budgets.ts'
import { counted } from '../output/progress.ts'
import { moment } from '../output/say.ts'
import { table } from '../output/table.ts'
import { shortId } from '../../release-id.ts'
import type { Entry } from './send-release.ts'

type Diff = v.InferOutput<typeof releaseDiff>

const USE = { 'in-force': 'in force', previous: 'stands by' } as const

export const releaseTable = (releases: readonly Entry[]): string =>
  table(
    [
      ['release', '', 'recorded', 'by', 'size', 'platform', 'overrides', 'note'],
      ...releases.map(({ id, use, rolledBack, recorded, bytes, platform, overrides, note }) => [
        shortId(id),
        use === null ? (rolledBack === null ? '' : 'rolled back') : USE[use],
        moment(recorded.at),
        recorded.actor,
        size(bytes),
        platform.slice(0, 8),
        overridesText(overrides),
        note ?? '',
      ]),
    ],
    { numbers: ['size'] },
  )

function overridesText(overrides: Entry['overrides']): string {
  if (overrides === null) return 'the base alone'
  const seams = Object.entries(overrides.seams).map(([seam, count]) => `${seam} ${count}`)
  return seams.length === 0 ? 'nothing' : seams.join(', ')
}

/** What is different, for people: code in bytes, pieces and texts by their names. */
export function diffText({ modules, pieces, texts, versions }: Diff): string {
  const parts = [
    modules.length > 0 &&
      table(
        [
          ['code', 'was', 'is', 'difference'],
          ...modules.map(({ name, from, to }) => [
            codeName(name),
            sizeText(from),
            sizeText(to),
            differenceText(from, to),
          ]),
        ],
        { numbers: ['was', 'is', 'difference'] },
      ),
    pieces.length > 0 &&
      table([
        ['overrides', 'piece', ''],
        ...pieces.map(({ seam, name, change }) => [seam, name, change]),
      ]),
    texts.length > 0 &&
      table([
        ['text', '', 'was', 'is'],
        ...texts.map(({ locale, key, from, to }) => [key, locale, from ?? '·', to ?? '·']),
      ]),
    versions.length > 0 &&
      table([
        ['built of', 'was', 'is'],
        ...versions.map(({ of, from, to }) => [of, from ?? '·', to ?? '·']),
      ]),
  ].filter((part) => part !== false)
  return parts.length === 0 ? 'They are the same.' : parts.join('\n\n')
}

/** `base/match.js` is the platform's, `event/event.js` the event's own. */
function codeName(name: string): string {
  const [folder = '', file] = name.split('/')
  if (file === undefined) return folder === 'main.js' ? 'where it begins' : name
  return `${folder === 'event' ? 'the event’s own' : 'the platform’s'}, ${file}`
}

const sizeText = (bytes: number | null): string => (bytes === null ? '·' : size(bytes))

function differenceText(from: number | null, to: number | null): string {
  const difference = (to ?? 0) - (from ?? 0)
  const sign = difference < 0 ? '−' : '+'
  return difference === 0 ? 'other bytes' : `${sign}${counted(Math.abs(difference), 'byte')}`
}
