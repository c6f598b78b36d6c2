import type { Result } from '../../contract.ts'
import { quoted, refuse, type ImportError } from './import-error.ts'
import { IMPORT_LIMITS, type ImportLimits } from './import-limits.ts'
import { localClock } from '../../local-time.ts'
import { readText } from './read-text.ts'
import { ScheduleBuilder } from './schedule-builder.ts'
import { scheduleFromJson } from './schedule-json.ts'
import { scheduleFromXml } from './schedule-xml.ts'
import type { Schedule } from './schedule.ts'

export interface ImportOptions {
  /** IANA name: applies to times that the file writes without an offset. */
  readonly timeZone: string
  readonly limits?: Partial<ImportLimits>
}

/**
 * Reads a programme in the frab/pretalx format: the whole of it, or an error that names the first
 * bad part. Format: https://c3voc.de/wiki/schedule
 */
export const importSchedule = async (
  body: ReadableStream<Uint8Array>,
  format: 'json' | 'xml',
  options: ImportOptions,
): Promise<Result<Schedule, ImportError>> => {
  const clock = localClock(options.timeZone)
  if (!clock) {
    await body.cancel()
    const message = `found ${quoted(options.timeZone)}, expected one such as "Europe/Berlin"`
    return refuse('schedule-invalid', "the event's time zone", message)
  }
  const limits = { ...IMPORT_LIMITS, ...options.limits }
  const pieces = readText(body, limits.bytes)
  const build = new ScheduleBuilder(clock, limits)
  return format === 'json'
    ? scheduleFromJson(pieces, build, limits)
    : scheduleFromXml(pieces, build, limits)
}
