/** Colours as `#rrggbb`. Contrast is that of WCAG 2.2. */
type Rgb = readonly [number, number, number]

/** WCAG AA for text of normal size. */
const ENOUGH = 4.5

/** From 1 (the same) to 21 (black on white). */
export function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].toSorted((a, b) => b - a) as [
    number,
    number,
  ]
  return (light + 0.05) / (dark + 0.05)
}

/** `share` of `color`, the rest of `into`; 0 to 1. */
export function mix(color: string, into: string, share: number): string {
  const [a, b] = [parse(color), parse(into)]
  return format(a.map((part, i) => part * share + (b[i] ?? 0) * (1 - share)) as unknown as Rgb)
}

/** Black or white, whichever is read better on `background`. */
export const inkOn = (background: string): string =>
  contrast('#ffffff', background) >= contrast('#000000', background) ? '#ffffff' : '#000000'

/** `color`, moved towards black or white just as far as it takes to be read on `background`. */
export function readable(color: string, background: string, enough: number = ENOUGH): string {
  const ink = inkOn(background)
  for (let share = 1; share > 0; share -= 0.05) {
    const candidate = mix(color, ink, share)
    if (contrast(candidate, background) >= enough) return candidate
  }
  return ink
}

/** Degrees on the colour wheel; 0 for a grey. */
export function hueOf(color: string): number {
  const [r, g, b] = parse(color)
  const most = Math.max(r, g, b)
  const range = most - Math.min(r, g, b)
  if (range === 0) return 0
  const sixth =
    most === r ? (g - b) / range : most === g ? (b - r) / range + 2 : (r - g) / range + 4
  return Math.round((sixth * 60 + 360) % 360)
}

function luminance(color: string): number {
  const [r, g, b] = parse(color).map((part) => {
    const s = part / 255
    return s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

const parse = (color: string): Rgb => [
  Number.parseInt(color.slice(1, 3), 16),
  Number.parseInt(color.slice(3, 5), 16),
  Number.parseInt(color.slice(5, 7), 16),
]

const format = (rgb: Rgb): string =>
  `#${rgb.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`
