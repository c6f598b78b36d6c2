import { err } from '../../contract.ts'

/** Why a programme was not imported. Nothing of it was kept. */
export interface ImportError {
  /**
   * `schedule-unreadable`: not UTF-8, not JSON, not XML. `schedule-invalid`: readable, but a part
   * of it is missing or wrong. `schedule-too-big`: over one of the import limits.
   */
  readonly tag: 'schedule-unreadable' | 'schedule-invalid' | 'schedule-too-big'
  /** The bad part in the file's own words: `line 41: event[guid="…"] > duration`. */
  readonly where: string
  /** What was found and what is expected, for the person who sent the file. */
  readonly message: string
}

export const refuse = (tag: ImportError['tag'], where: string, message: string) =>
  err<ImportError>({ tag, where, message })

/** A piece of the file as shown in a message: short, and with what cannot be seen spelt out. */
export const quoted = (found: string): string =>
  JSON.stringify(found.length > 60 ? `${found.slice(0, 59)}…` : found)
