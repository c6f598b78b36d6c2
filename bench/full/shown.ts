import type { Chart } from './chart.ts'

/** A promise and what was measured. */
export interface Goal {
  readonly goal: string
  readonly measured: string
  /** Null when the run says nothing: its control was off, or nothing was measured. */
  readonly met: boolean | null
}

export interface Table {
  readonly head: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/** A chapter of the report. */
export interface Shown {
  readonly title: string
  /** How it was measured. */
  readonly how: readonly string[]
  readonly tables: readonly Table[]
  /** File name without its ending → chart. */
  readonly charts: Readonly<Record<string, Chart>>
  readonly goals: readonly Goal[]
  /** What it means, a sentence each. */
  readonly means: readonly string[]
  readonly skipped: readonly string[]
}

export const mark = (met: boolean | null): string =>
  met === null ? 'says nothing' : met ? 'pass' : '**MISS**'

/** At most `limit`, or at least it. */
export const atMost = (goal: string, value: number, limit: number, measured: string): Goal => ({
  goal,
  measured,
  met: Number.isNaN(value) ? null : value <= limit,
})

export const atLeast = (goal: string, value: number, limit: number, measured: string): Goal => ({
  goal,
  measured,
  met: Number.isNaN(value) ? null : value >= limit,
})

export const count = (value: number): string => value.toLocaleString('en')

/** Three digits are what such a measurement is worth. */
export const figure = (value: number): string => {
  if (!Number.isFinite(value)) return 'none'
  const digits = Number(value.toPrecision(3))
  return digits.toLocaleString('en', { maximumFractionDigits: 4 })
}

export const times = (value: number): string => `× ${value.toFixed(2)}`
