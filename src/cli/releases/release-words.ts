import type * as v from 'valibot'
import type { releaseDiff } from '../../admin/endpoints/release-schema.ts'
import { releaseState } from '../../admin/release-state.ts'
import { size } from '../../build/budgets.ts'
import { counted } from '../output/progress.ts'
import { moment } from '../output/say.ts'
import { table } from '../output/table.ts'
import { shortId } from '../../release-id.ts'
import type { Entry } from './send-release.ts'

type Diff = v.InferOutput<typeof releaseDiff>

export const releaseTable = (releases: readonly Entry[]): string =>
  table(
    [
      ['release', '', 'recorded', 'by', 'size', 'platform', 'overrides', 'note'],
      ...releases.map(({ id, use, rolledBack, recorded, bytes, platform, overrides, note }) => [
        shortId(id),
        use === null && rolledBack === null ? '' : releaseState({ use, rolledBack }, false),
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

/** Both releases side by side, and what is different: code in bytes, pieces and texts by their names. */
export function diffText(diff: Diff): string {
  const { modules, pieces, texts, versions, samePlatform } = diff
  if (diff.from === diff.to) return 'They are the same.'
  const base = samePlatform ? 'the same' : 'another one: its pages, texts and rules may differ too'
  const parts = [
    bothTable(diff),
    `The shared base under it is ${base}.`,
    modules.length > 0 &&
      table(
        [
          ['code', 'was', 'is', 'difference'],
          ...modules.map(({ name, part, from, to }) => [
            `${PARTS[part]}, ${name.slice(name.indexOf('/') + 1)}`,
            sizeText(from),
            sizeText(to),
            differenceText(from, to),
          ]),
        ],
        { numbers: ['was', 'is', 'difference'] },
      ),
    pieces.length > 0 &&
      table([
        ['overrides', 'piece', '', 'was', 'is'],
        ...pieces.map(({ seam, name, change, from, to }) => [
          seam,
          name,
          change,
          from ?? '',
          to ?? '',
        ]),
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
  return parts.join('\n\n')
}

function bothTable({ before, after, pinned }: Diff): string {
  const row = (label: string, tell: (one: Entry) => string) => [label, tell(before), tell(after)]
  return table([
    row('', ({ id }) => shortId(id)),
    row('state', (one) => releaseState(one, pinned)),
    row('recorded', ({ recorded }) => moment(recorded.at)),
    row('by', ({ recorded }) => recorded.actor),
    row('put in force', ({ promoted }) => (promoted === null ? '·' : moment(promoted))),
    row('links until', ({ heldUntil }) => (heldUntil === null ? '·' : moment(heldUntil))),
    row('overrides', ({ overrides }) => overridesText(overrides)),
    row('note', ({ note }) => note ?? '·'),
  ])
}

const PARTS = {
  event: 'the event’s own',
  base: 'the platform’s',
  start: 'where it begins',
} as const

const sizeText = (bytes: number | null): string => (bytes === null ? '·' : size(bytes))

function differenceText(from: number | null, to: number | null): string {
  const difference = (to ?? 0) - (from ?? 0)
  const sign = difference < 0 ? '−' : '+'
  return difference === 0 ? 'other bytes' : `${sign}${counted(Math.abs(difference), 'byte')}`
}
