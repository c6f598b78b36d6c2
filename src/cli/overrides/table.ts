import { styleText } from 'node:util'
import type { Manifest, ManifestEvent } from '../../build/manifest.ts'
import { labelOf, type Piece, SEAM_NAMES, SEAMS } from '../../seam/seams.ts'
import type { Use } from './query.ts'

/** Columns as wide as their widest cell; the first row is the head. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, at) =>
    Math.max(...rows.map((row) => row[at]?.length ?? 0)),
  )
  const lines = rows.map((row) =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd(),
  )
  const [head = '', ...body] = lines
  return [styleText('dim', head), ...body].join('\n')
}

/** How many pieces each event overrides, seam by seam; only the seams that some event fills. */
export function countTable({ events }: Manifest): string {
  const filled = SEAM_NAMES.filter((seam) =>
    Object.values(events).some(({ seams }) => seams[seam].length > 0),
  )
  const head = ['event', ...filled, 'if it does not load']
  const rows = Object.entries(events).map(([key, event]) => [
    key,
    ...filled.map((seam) => String(event.seams[seam].length || '·')),
    unloaded(event),
  ])
  return `${table([head, ...rows])}\n${rows.length} events with code; the others are the base alone`
}

/** The names of one event's pieces. */
export function eventText(key: string, event: ManifestEvent): string {
  const rows = SEAM_NAMES.filter((seam) => event.seams[seam].length > 0).map((seam) => {
    const [first = '', ...more] = event.seams[seam].map((piece) => labelOf(piece) + standing(piece))
    return [[seam, first], ...more.map((name) => ['', name])]
  })
  const said = [...rows.flat(), ['if it does not load', unloaded(event)]]
  return table([[key, event.file], ...said])
}

/** Who overrides what was asked about. */
export const usesText = (uses: readonly Use[]): string =>
  table([
    ['event', 'seam', 'piece'],
    ...uses.map((use) => [use.event, SEAMS[use.seam].one, labelOf(use) + standing(use)]),
  ])

const unloaded = ({ fallsOpen }: ManifestEvent): string => (fallsOpen ? 'the base' : '503')

function standing({ stands, over = [] }: Piece): string {
  if (stands === undefined) return ''
  return stands === 'replaces' ? `  replaces ${over.join(', ')}` : `  ${stands}`
}
