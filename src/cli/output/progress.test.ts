import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { farText, Progress } from './progress.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function screen(isTTY: boolean) {
  const written: string[] = []
  return { written, isTTY, write: (text: string) => written.push(text) > 0 }
}

test('is shown after a second, follows, and goes', () => {
  const terminal = screen(true)
  const progress = new Progress('Importing', terminal)
  vi.advanceTimersByTime(900)
  expect(terminal.written).toEqual([])
  vi.advanceTimersByTime(200)
  expect(terminal.written.at(-1)).toContain('Importing …')
  progress.say(farText('Importing', 3200, 10_000))
  vi.advanceTimersByTime(100)
  expect(terminal.written.at(-1)).toContain('Importing 3,200 of 10,000, 32 % …')
  progress.end()
  expect(terminal.written.at(-1)).toBe('\r\u001b[K')
  const { length } = terminal.written
  vi.advanceTimersByTime(5000)
  expect(terminal.written).toHaveLength(length)
})

test('is not in the way of what is done at once, nor of a file', () => {
  const [terminal, file] = [screen(true), screen(false)]
  new Progress('Asking', terminal).end()
  const progress = new Progress('Asking', file)
  vi.advanceTimersByTime(5000)
  progress.end()
  expect([terminal.written, file.written]).toEqual([[], []])
})
