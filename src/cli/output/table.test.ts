import { stripVTControlCharacters } from 'node:util'
import widthOf from 'fast-string-width'
import { describe, expect, test } from 'vitest'
import { pairs, table } from './table.ts'

const shown = (...given: Parameters<typeof table>): string[] =>
  stripVTControlCharacters(table(...given)).split('\n')

describe('a table', () => {
  test('has columns as wide as their widest cell, and numbers to the right', () => {
    const rows = [
      ['event', 'name', 'revision'],
      ['makers-fair', 'Makers', '9'],
      ['x', 'Y', '12'],
    ]
    expect(shown(rows, { numbers: ['revision'] })).toEqual([
      'event        name    revision',
      'makers-fair  Makers         9',
      'x            Y             12',
    ])
  })

  test('counts what a terminal shows: wide letters, and none for marks', () => {
    const rows = [
      ['name', 'x'],
      ['東京ショー', '1'],
      ['Cafe\u0301', '2'],
      ['🎪', '3'],
      ['معرض', '4'],
    ]
    const columns = shown(rows).map((line) => widthOf(line.slice(0, -1)))
    expect(new Set(columns).size).toBe(1)
  })

  test.each([80, 40, 30])('fits into %i columns: the widest cells are shortened', (width) => {
    const rows = [
      ['event', 'name', 'why'],
      ['my-fair', '東京'.repeat(20), 'because '.repeat(10)],
    ]
    const lines = shown(rows, { width })
    for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(width)
    expect(lines[1]).toContain('…')
    expect(lines[1]).toContain('my-fair')
  })

  test('goes to a file as it is', () => {
    const long = 'x'.repeat(400)
    expect(shown([['name'], [long]])[1]).toBe(long)
  })

  test('hands no command of somebody else to the terminal', () => {
    const text = table([['name'], ['\u001b[2Jgone\u0007\r\nnext \u202Eback \u009b31m']])
    expect(text.split('\n')).toHaveLength(2)
    // oxlint-disable-next-line no-control-regex
    expect(text.split('\n')[1]).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e]/)
    expect(pairs([['name', 'a\nb\u001b[1m']]).split('\n')).toHaveLength(1)
  })
})
