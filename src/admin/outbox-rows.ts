import type { OutboxState } from '../contract.ts'

/** How an event's work stands, as label and text, for terminal and page alike. */
export function outboxRows(
  { open, due, parkedInAll }: OutboxState,
  now: number,
): [label: string, text: string][] {
  return [
    ['waiting', open === 0 ? 'nothing' : `${open}, ${dueText(due, now)}`],
    ['given up', parkedInAll === 0 ? 'nothing' : `${parkedInAll}`],
  ]
}

function dueText(due: number | null, now: number): string {
  if (due === null) return 'all of it behind what was given up'
  const seconds = Math.round((due - now) / 1000)
  return seconds <= 0 ? 'the first of it now' : `the first of it in ${seconds} s`
}
