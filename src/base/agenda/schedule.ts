/** An event's programme, whichever file format it came from. Times are epoch milliseconds (UTC). */
export interface Schedule {
  /** The programme's own version, as printed in its file; null when the file names none. */
  readonly version: string | null
  /** Rooms in the order of the file. */
  readonly rooms: readonly string[]
  readonly sessions: readonly Session[]
}

export interface Session {
  /** Stable across imports: the file's `guid`, else its numeric `id`. */
  readonly id: string
  readonly title: string
  /** '' when the file has none. */
  readonly subtitle: string
  /** Plain text; markup of the source is kept as text and escaped when shown. '' when none. */
  readonly abstract: string
  /** Epoch milliseconds. */
  readonly start: number
  /** Minutes, 1 to 1440. */
  readonly duration: number
  readonly room: string
  /** null when the session belongs to no track. */
  readonly track: string | null
  /** `talk`, `workshop`, … in the file's own words; null when none. */
  readonly kind: string | null
  /** BCP 47 tag of the spoken language; null when the file names none. */
  readonly language: string | null
  readonly speakers: readonly Speaker[]
}

export interface Speaker {
  readonly id: string
  readonly name: string
}
