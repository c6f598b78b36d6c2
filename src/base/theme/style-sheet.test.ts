import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { contrast } from './color.ts'
import { rules } from './rules.ts'
import { styleSheet } from './style-sheet.ts'
import { type MatchTheme, themeTokens } from './tokens.ts'

const base = Object.fromEntries(
  Object.entries(themeTokens).map(([name, token]) => [name, token.base]),
) as MatchTheme

const color = fc
  .integer({ min: 0, max: 0xffffff })
  .map((value) => `#${value.toString(16).padStart(6, '0')}`)

/** The colours of the light and of the dark scheme, by name. */
const schemes = (sheet: string): Map<string, string>[] =>
  [...sheet.matchAll(/:root\{(.*?)\}/g)].map(
    ([, scheme = '']) =>
      new Map(
        [...scheme.matchAll(/--([\w-]+):(#[0-9a-f]{6})/gi)].map(([, name = '', value = '']) => [
          name,
          value,
        ]),
      ),
  )

const pairs = ['ink', 'soft', 'accent-text', 'hot'].flatMap((text) => [
  [text, 'paper'] as const,
  [text, 'card'] as const,
])

describe('an event’s style sheet', () => {
  test('is read in both schemes, whatever its colours', () => {
    fc.assert(
      fc.property(color, color, (accent, highlight) => {
        const found = schemes(styleSheet({ ...base, accent, highlight }))
        expect(found).toHaveLength(2)
        for (const colors of found) {
          for (const [text, ground] of [...pairs, ['on-accent', 'accent'] as const]) {
            const ratio = contrast(colors.get(text) ?? '', colors.get(ground) ?? '')
            expect(ratio, `${text} on ${ground}`).toBeGreaterThanOrEqual(4.5)
          }
        }
      }),
    )
  })

  test('is small enough to travel with every page', () => {
    // Of the 30 KB that a page may weigh on its way, with its script.
    expect(gzipSync(rules + styleSheet(base)).length).toBeLessThan(4.5 * 1024)
  })
})
