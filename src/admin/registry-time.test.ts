import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { CONFIG } from '../config.ts'
import { doneText } from './pages/done.tsx'
import { EVENT_STEPS } from './pages/event-steps.ts'
import { SEEN_AFTER } from './registry-time.ts'

/** Milliseconds that KV may be late. */
const KV_LATE = 60_000

test('how late a change is seen is what it is set up to be', () => {
  expect(KV_LATE + CONFIG.directory.fresh).toBe(90_000)
  expect(SEEN_AFTER).toContain('a minute and a half')
})

test('and is said in the same words wherever somebody has changed something', () => {
  const effect = (name: string) => EVENT_STEPS.find((step) => step.name === name)?.effect
  for (const text of [
    doneText('promoted'),
    doneText('back'),
    effect('launch'),
    effect('suspend'),
  ]) {
    expect(text).toContain(SEEN_AFTER)
  }
  const manual = readFileSync('docs/operators.md', 'utf8')
  expect(manual.split(SEEN_AFTER).length).toBeGreaterThan(2)
  expect(manual).not.toMatch(/minute or two|half a minute, a minute at most/)
})
