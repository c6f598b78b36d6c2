import type { RequestPoint } from '../../src/ports.ts'
import type { BuiltWorker } from './built-worker.ts'

interface LogLine extends RequestPoint {
  readonly type: string
  readonly seam?: string
  readonly error?: string
}

/** What a built Worker has logged as JSON, the first line first. */
export const logLines = ({ log }: BuiltWorker): LogLine[] =>
  log.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line) as LogLine)
