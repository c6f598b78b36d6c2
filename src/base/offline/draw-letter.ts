/** Parts of a pixel's edge that are looked at: 16 points of each. */
const FINE = 4

/** How much of a pixel a letter covers, at most. */
export const WHOLE = FINE * FINE

/** Pieces that a curve is drawn of. */
const PIECES = 8

interface Edge {
  readonly x1: number
  readonly y1: number
  readonly x2: number
  readonly y2: number
}

/**
 * A square picture of a letter: of every pixel, row by row, how much the letter covers, 0 to `WHOLE`.
 *
 * @param outline SVG path data of `M`, `L`, `Q` and `Z` around the point 0 0
 * @param scale pixels of one unit of it
 */
export function drawLetter(outline: string, size: number, scale: number): Uint8Array {
  const points = size * FINE
  const covered = new Uint8Array(size * size)
  const place = (value: number): number => (value * scale + size / 2) * FINE
  const edges = edgesOf(outline).map(({ x1, y1, x2, y2 }) => ({
    x1: place(x1),
    y1: place(y1),
    x2: place(x2),
    y2: place(y2),
  }))
  for (let row = 0; row < points; row++) {
    const from = Math.floor(row / FINE) * size
    let winding = 0
    let start = 0
    for (const { x, turn } of crossings(edges, row + 0.5)) {
      const before = winding
      winding += turn
      if (before === 0) start = x
      if (winding !== 0) continue
      for (let at = Math.ceil(start - 0.5); at + 0.5 < x; at++) {
        const pixel = from + Math.floor(at / FINE)
        covered[pixel] = (covered[pixel] ?? 0) + 1
      }
    }
  }
  return covered
}

/** Where a line at this height meets the edges, from left to right, and which way each goes. */
const crossings = (edges: readonly Edge[], y: number) =>
  edges
    .filter(({ y1, y2 }) => y1 <= y !== y2 <= y)
    .map(({ x1, y1, x2, y2 }) => ({
      x: x1 + ((y - y1) / (y2 - y1)) * (x2 - x1),
      turn: y1 < y2 ? 1 : -1,
    }))
    .toSorted((a, b) => a.x - b.x)

/** Straight pieces of an outline. */
function edgesOf(outline: string): Edge[] {
  const edges: Edge[] = []
  let [x, y, startX, startY] = [0, 0, 0, 0]
  const lineTo = (x2: number, y2: number): void => {
    edges.push({ x1: x, y1: y, x2, y2 })
    x = x2
    y = y2
  }
  for (const [, command, rest = ''] of outline.matchAll(/([MLQZ])([^MLQZ]*)/g)) {
    const [a = 0, b = 0, c = 0, d = 0] = (rest.match(/-?\d+/g) ?? []).map(Number)
    if (command === 'M') [x, y, startX, startY] = [a, b, a, b]
    else if (command === 'L') lineTo(a, b)
    else if (command === 'Z') lineTo(startX, startY)
    else {
      const [fromX, fromY] = [x, y]
      for (let piece = 1; piece <= PIECES; piece++) {
        const t = piece / PIECES
        lineTo(curve(fromX, a, c, t), curve(fromY, b, d, t))
      }
    }
  }
  return edges
}

/** A point of a curve from one value to another, drawn towards a third. */
const curve = (from: number, towards: number, to: number, t: number): number =>
  (1 - t) ** 2 * from + 2 * (1 - t) * t * towards + t ** 2 * to
