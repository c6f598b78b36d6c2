import { inflateSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { drawLetter, WHOLE } from './draw-letter.ts'
import { encodePng } from './encode-png.ts'
import { outlineOf, TWO } from './letters.ts'

const SQUARE = 'M-100 -100L100 -100L100 100L-100 100Z'
/** The other way round: what it covers is left out of the first. */
const HOLE = 'M-50 -50L-50 50L50 50L50 -50Z'

const sum = (covered: Uint8Array): number => covered.reduce((all, one) => all + one, 0)

describe('a letter as a picture', () => {
  test('covers what its outline is around, and not its holes', () => {
    const square = drawLetter(SQUARE, 32, 0.1)
    expect(sum(square)).toBe(20 * 20 * WHOLE)
    expect([square[16 * 32 + 16], square[0]]).toEqual([WHOLE, 0])
    const ring = drawLetter(SQUARE + HOLE, 32, 0.1)
    expect(sum(ring)).toBe((20 * 20 - 10 * 10) * WHOLE)
    expect(ring[16 * 32 + 16]).toBe(0)
  })

  test('covers a part of the pixels at its edge', () => {
    expect([...new Set(drawLetter(SQUARE, 32, 0.105))].toSorted((a, b) => a - b)).toEqual([
      0,
      WHOLE / 4,
      WHOLE / 2,
      WHOLE,
    ])
  })

  test.each([...Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'), 'two'])(
    '%s stays in the middle',
    (name) => {
      const outline = name === 'two' ? TWO : (outlineOf(name) ?? '')
      const covered = drawLetter(outline, 100, 40 / 512)
      expect(sum(covered)).toBeGreaterThan(200 * WHOLE)
      for (const [at, part] of covered.entries()) {
        const far = Math.hypot((at % 100) - 49.5, Math.floor(at / 100) - 49.5)
        // Telephones may cut off what is farther out.
        if (part > 0) expect(far).toBeLessThan(40)
      }
    },
  )

  test('is known with its accents and unknown in other scripts', () => {
    expect(outlineOf('É')).toBe(outlineOf('E'))
    for (const letter of ['見', 'ب', '🎪', '', '_']) expect(outlineOf(letter)).toBeUndefined()
  })
})

test('a picture has its size, its colours and its pixels', async () => {
  const png = Buffer.from(await encodePng(2, Uint8Array.of(0, 1, 1, 0), ['#102030', '#ffffff']))
  expect(png.subarray(1, 4).toString()).toBe('PNG')
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([2, 2])
  const palette = png.indexOf('PLTE') + 4
  expect([...png.subarray(palette, palette + 6)]).toEqual([16, 32, 48, 255, 255, 255])
  const data = png.indexOf('IDAT')
  const rows = inflateSync(png.subarray(data + 4, data + 4 + png.readUInt32BE(data - 4)))
  expect([...rows]).toEqual([0, 0, 1, 0, 1, 0])
})
