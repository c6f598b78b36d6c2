import truncated from 'fast-string-truncated-width'
import widthOf from 'fast-string-width'
import { styleText } from 'node:util'
import { plain } from './plain.ts'

interface Layout {
  /** Heads of the columns whose cells are numbers. */
  readonly numbers?: readonly string[]
  /** Columns of the terminal; what does not fit is shortened. No limit where it goes to a file. */
  readonly width?: number
}

const GAP = 2
/** No column gets narrower than this. */
const NARROWEST = 8

/** Columns as wide as their widest cell, as far as they fit; the first row is the head. */
export function table(
  rows: readonly (readonly string[])[],
  { numbers = [], width = terminalWidth() }: Layout = {},
): string {
  const cells = rows.map((row) => row.map(plain))
  const [head = []] = cells
  const widths = fit(
    head.map((_, at) => Math.max(...cells.map((row) => widthOf(row[at] ?? '')))),
    width,
  )
  const isNumber = head.map((name) => numbers.includes(name))
  const lines = cells.map((row) =>
    row
      .map((cell, at) => pad(cell, widths[at] ?? 0, isNumber[at] ?? false))
      .join(' '.repeat(GAP))
      .trimEnd(),
  )
  const [first = '', ...body] = lines
  return [styleText('dim', first), ...body].join('\n')
}

/** Labels and texts, a line each. */
export function pairs(rows: readonly (readonly [label: string, text: string])[]): string {
  const width = Math.max(...rows.map(([label]) => widthOf(label)))
  return rows
    .map(([label, text]) => `  ${styleText('dim', pad(label, width, false))}  ${plain(text)}`)
    .join('\n')
}

/** Some terminals do not say how wide they are. */
const terminalWidth = (): number =>
  process.stdout.isTTY && process.stdout.columns > 0
    ? process.stdout.columns
    : Number.POSITIVE_INFINITY

/** The widest columns give way first. */
function fit(wanted: readonly number[], width: number): readonly number[] {
  const widths = [...wanted]
  const gaps = GAP * (widths.length - 1)
  const tooWide = (): boolean => widths.reduce((sum, one) => sum + one, gaps) > width
  while (tooWide()) {
    const widest = Math.max(...widths)
    if (widest <= NARROWEST) break
    widths[widths.lastIndexOf(widest)] = widest - 1
  }
  return widths
}

function pad(cell: string, width: number, isNumber: boolean): string {
  const { index, ellipsed } = truncated(cell, { limit: width, ellipsis: '…' })
  const text = ellipsed ? `${cell.slice(0, index)}…` : cell
  const fill = ' '.repeat(Math.max(0, width - widthOf(text)))
  return isNumber ? fill + text : text + fill
}
