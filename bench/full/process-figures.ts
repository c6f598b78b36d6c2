import { readFileSync } from 'node:fs'

/** Clock ticks a second of `/proc/<pid>/stat`; the same on every Linux. */
const TICKS = 100

export interface ProcessMemory {
  /** KB that only this process holds: what one process more costs. */
  readonly own: number
  /** KB resident, shared pages included. */
  readonly resident: number
}

export function processMemory(pid: number): ProcessMemory {
  const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')
  const field = (name: string): number =>
    Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text)?.[1] ?? NaN)
  return { own: field('Private_Clean') + field('Private_Dirty'), resident: field('Rss') }
}

/** Milliseconds of processor time, user and system, that the process has had; steps of 10 ms. */
export function processorTime(pid: number): number {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  return ((Number(fields[11]) + Number(fields[12])) * 1000) / TICKS
}
