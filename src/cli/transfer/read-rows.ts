import { readFileSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { UsageError } from '../exit-codes.ts'

interface Rows {
  /** The file as it is. */
  readonly lines: string
  readonly count: number
}

/** @param name of a file; `-` is what comes by stdin */
export async function readRows(name: string): Promise<Rows> {
  const lines = name === '-' ? await text(process.stdin) : readText(name)
  const count = checkRows(lines, name === '-' ? 'stdin' : name)
  if (count === 0) throw new UsageError(`${name} has no line.`)
  return { lines, count }
}

function readText(name: string): string {
  try {
    return readFileSync(name, 'utf8')
  } catch (error) {
    throw new UsageError(`${name} cannot be read: ${(error as NodeJS.ErrnoException).code}.`)
  }
}

/** Counts the rows. A file that was not written to its end is told before anything is sent. */
export function checkRows(lines: string, name: string): number {
  let count = 0
  const all = lines.split('\n')
  for (const [at, line] of all.entries()) {
    if (line.trim() === '') continue
    count++
    if (isObject(line)) continue
    const isLast = all.slice(at + 1).every((later) => later.trim() === '')
    const why = isLast ? 'the file ends in the midst of a record' : 'this is no record in JSON'
    throw new UsageError(`${name}:${at + 1}: ${why}. Nothing was imported.`)
  }
  return count
}

function isObject(line: string): boolean {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
  } catch {
    return false
  }
}
