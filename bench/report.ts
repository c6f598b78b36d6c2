/** One line of the report. */
export interface Row {
  readonly what: string
  readonly figures: string
  readonly goal?: string
  readonly met?: boolean
}

export interface Section {
  readonly title: string
  /** How it was measured, for whoever doubts it. */
  readonly notes: readonly string[]
  readonly rows: readonly Row[]
  /** Whether the control held; figures of a section that does not count prove nothing. */
  readonly counts: boolean
}

export function formatSection({ title, notes, rows }: Section): string {
  const whatWidth = Math.max(...rows.map(({ what }) => what.length))
  const figuresWidth = Math.max(...rows.map(({ figures }) => figures.length))
  const lines = rows.map(({ what, figures, goal, met }) => {
    const line = `  ${what.padEnd(whatWidth)}  ${figures.padEnd(figuresWidth)}`
    return goal === undefined ? line.trimEnd() : `${line}  ${mark(met)}  goal ${goal}`
  })
  return [title, ...notes.map((note) => `  ${note}`), '', ...lines, ''].join('\n')
}

const mark = (met: boolean | undefined): string =>
  met === undefined ? '  --' : met ? 'pass' : 'MISS'

export const micros = (value: number): string =>
  value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2)

export const perSecond = (value: number): string =>
  Math.round(value).toLocaleString('en').padStart(6)

export const percent = (ratio: number): string =>
  `${ratio >= 1 ? '+' : '−'}${Math.abs((ratio - 1) * 100).toFixed(1)} %`
