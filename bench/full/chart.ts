/** One bar: its value and, when it was measured more than once, the range it lies in. */
export interface Bar {
  readonly label: string
  readonly value: number
  readonly low?: number
  readonly high?: number
  /** What is written beside it. */
  readonly text: string
  /** This project's own; the others stand back. */
  readonly own?: boolean
}

export interface Chart {
  readonly title: string
  /** What the axis counts, with its unit. */
  readonly axis: string
  readonly bars: readonly Bar[]
  /** Steps of ten; for values that lie far apart. */
  readonly log?: boolean
  /** A line to stay on one side of. */
  readonly goal?: { readonly value: number; readonly text: string }
}

const WIDTH = 800
const LEFT = 230
const RIGHT = 120
const TOP = 58
const STEP = 32
const THICK = 18

/** A bar chart as an SVG that can be read on a light and on a dark page, and without colours. */
export function barChart({ title, axis, bars, log = false, goal }: Chart): string {
  const bottom = TOP + bars.length * STEP
  const ends = bars.flatMap(({ value, low = value, high = value }) => [value, low, high])
  const { ticks, at } = scale(goal === undefined ? ends : [...ends, goal.value], log)
  const x = (value: number): number => LEFT + at(value) * (WIDTH - LEFT - RIGHT)
  const lines = ticks.map(
    (tick) =>
      `<path class="grid" d="M${px(x(tick))} ${TOP - 6}V${bottom}"/>` +
      `<text class="quiet" text-anchor="middle" x="${px(x(tick))}" y="${bottom + 18}">${short(tick)}</text>`,
  )
  const goalLine =
    goal === undefined
      ? ''
      : `<path class="goal" d="M${px(x(goal.value))} ${TOP - 8}V${bottom}"/>` +
        `<text class="quiet" text-anchor="middle" x="${px(x(goal.value))}" y="${TOP - 13}">${escape(goal.text)}</text>`
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${bottom + 50}" width="${WIDTH}" role="img" aria-label="${escape(title)}">
<style>${STYLE}</style>
<rect class="paper" width="100%" height="100%"/>
<text class="title" x="16" y="26">${escape(title)}</text>
${lines.join('\n')}
${bars.map((bar, row) => drawn(bar, TOP + row * STEP, x)).join('\n')}
${goalLine}
<text class="quiet" text-anchor="middle" x="${(LEFT + WIDTH - RIGHT) / 2}" y="${bottom + 40}">${escape(axis)}</text>
</svg>
`
}

const STYLE = `
text { font: 13px system-ui, sans-serif; fill: #1c2430 } .title { font-size: 16px; font-weight: 600 }
.quiet { fill: #566172 } .paper { fill: #fff } .grid { stroke: #dde2e8 } .bar { fill: #9aa7b8 } .own { fill: #24507a }
.range { stroke: #1c2430; stroke-width: 1.5; fill: none } .goal { stroke: #c2331f; stroke-width: 1.5; stroke-dasharray: 5 4 }
@media (prefers-color-scheme: dark) {
text { fill: #e8ecf1 } .quiet { fill: #aab4c2 } .paper { fill: #12171e } .grid { stroke: #2b3440 }
.bar { fill: #5c6b7e } .own { fill: #6fb1ea } .range { stroke: #e8ecf1 } .goal { stroke: #ff7a66 } }
`

function drawn(bar: Bar, top: number, x: (value: number) => number): string {
  const { label, value, low = value, high = value, text, own = false } = bar
  const middle = top + THICK / 2
  const range =
    high > low
      ? `<path class="range" d="M${px(x(low))} ${middle}H${px(x(high))}M${px(x(low))} ${middle - 4}v8M${px(x(high))} ${middle - 4}v8"/>`
      : ''
  return (
    `<text text-anchor="end" x="${LEFT - 10}" y="${middle + 5}">${escape(label)}</text>` +
    `<rect class="bar${own ? ' own' : ''}" x="${LEFT}" y="${top}" width="${px(Math.max(1, x(value) - LEFT))}" height="${THICK}" rx="2"/>` +
    range +
    `<text x="${px(x(Math.max(value, high)) + 8)}" y="${middle + 5}">${escape(text)}</text>`
  )
}

export interface Scale {
  readonly ticks: readonly number[]
  /** Where a value stands, 0 to 1. */
  readonly at: (value: number) => number
}

/** From nought on round numbers; by powers of ten from below the least value when `log`. */
export function scale(values: readonly number[], log: boolean): Scale {
  const most = Math.max(...values)
  if (log) {
    const least = Math.min(...values.filter((value) => value > 0))
    const [from, to] = [Math.floor(Math.log10(least)), Math.ceil(Math.log10(most))]
    const span = Math.max(1, to - from)
    return {
      ticks: Array.from({ length: span + 1 }, (_, power) => 10 ** (from + power)),
      at: (value) => Math.max(0, (Math.log10(Math.max(value, 10 ** from)) - from) / span),
    }
  }
  const rough = most / 5
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((each) => each >= rough) ?? rough
  const count = Math.ceil(most / step)
  return {
    ticks: Array.from({ length: count + 1 }, (_, at) => at * step),
    at: (value) => Math.max(0, value) / (count * step),
  }
}

const px = (value: number): string => value.toFixed(1)

const short = (value: number): string =>
  value >= 1
    ? value.toLocaleString('en', { maximumFractionDigits: 1 })
    : String(Number(value.toPrecision(2)))

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
