import { parseSync } from 'vite'
import { describe, expect, test } from 'vitest'
import { barChart, scale } from '../../bench/full/chart.ts'
import { eventData } from '../../bench/full/event-data.ts'
import { eventSource } from '../../bench/full/event-source.ts'
import { createProgress } from '../../bench/full/progress.ts'

describe('the scale of a chart', () => {
  test('begins at nought and ends on a round number above the greatest value', () => {
    const { ticks, at } = scale([3, 87], false)
    expect(ticks).toEqual([0, 20, 40, 60, 80, 100])
    expect([at(0), at(50), at(100)]).toEqual([0, 0.5, 1])
  })

  test('takes steps of ten around what it shows when it is logarithmic', () => {
    const { ticks, at } = scale([4, 2500], true)
    expect(ticks).toEqual([1, 10, 100, 1000, 10_000])
    expect([at(1), at(100), at(10_000)]).toEqual([0, 0.5, 1])
  })

  test('shows nought on a logarithmic scale at its left end', () => {
    expect(scale([0, 50], true).at(0)).toBe(0)
  })
})

describe('a chart', () => {
  const bars = [{ label: 'a < b', value: 2, low: 1, high: 3, text: '2 ms', own: true }]
  const chart = { title: 'Times & more', axis: 'ms', bars, goal: { value: 4, text: 'goal' } }

  test('is an SVG with axis, labels and values, escaped', () => {
    const svg = barChart(chart)
    for (const text of ['Times &amp; more', 'a &lt; b', '>2 ms<', '>ms<', '>goal<'])
      expect(svg).toContain(text)
  })

  test('has colours for dark pages', () => {
    expect(barChart(chart)).toContain('prefers-color-scheme: dark')
  })

  test('shows a range only where there is one', () => {
    const flat = { ...chart, bars: [{ label: 'a', value: 2, text: '2' }] }
    expect([barChart(chart), barChart(flat)].map((svg) => svg.includes('class="range"'))).toEqual([
      true,
      false,
    ])
  })
})

describe('generated events', () => {
  test('parse, are the same in every run, and no two alike', () => {
    const sources = Array.from({ length: 40 }, (_, number) => eventSource(eventData(number)))
    expect(new Set(sources).size).toBe(40)
    expect(eventSource(eventData(7))).toBe(sources[7])
    const errors = sources.flatMap((source) => parseSync('event.tsx', source).errors)
    expect(errors).toEqual([])
  })

  test('are 4 to 5 KB of source with five routes', () => {
    const source = eventSource(eventData(3))
    expect(source.length).toBeGreaterThan(4000)
    expect(source.length).toBeLessThan(5000)
    expect(source.match(/^ {2}\.(get|post)\(/gm)).toHaveLength(5)
  })
})

test('progress says how far it is and how long it takes at the pace so far', () => {
  const lines: string[] = []
  let now = 0
  const progress = createProgress(
    400,
    (line) => lines.push(line),
    () => now,
  )
  progress.begin('startup', 100)
  now = 200
  progress.begin('memory', 300)
  progress.at(0, 'building')
  expect(lines).toEqual(['[25 %, 10 min left] memory: building'])
})
