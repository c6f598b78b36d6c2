/** The fields of a programme's event that are imported, by the names both file formats use. */
export const EVENT_FIELDS = [
  'date',
  'start',
  'duration',
  'room',
  'title',
  'subtitle',
  'track',
  'type',
  'language',
  'abstract',
  'description',
] as const

export type EventField = (typeof EVENT_FIELDS)[number]

/** An event as its file has it, not yet judged. Unknown values: JSON can hold anything. */
export interface RawEvent {
  /** The event in the file's own words, for errors. */
  readonly where: string
  /** One of its parts in the file's own words, whether the file has it or not. */
  readonly whereOf: (part: EventField | 'guid' | 'id') => string
  readonly guid: unknown
  readonly id: unknown
  readonly fields: Readonly<Partial<Record<EventField, unknown>>>
  readonly persons: readonly RawPerson[]
  readonly day: RawDay
  /** The room it is listed under: applies when the event itself names none. */
  readonly listedRoom: string
}

export interface RawPerson {
  readonly where: string
  readonly name: unknown
  /** What may identify the person, best first. */
  readonly ids: readonly unknown[]
}

export interface RawDay {
  readonly where: string
  readonly date: unknown
  /** When the day begins; events before it, by their time of day, are after midnight. */
  readonly start: unknown
}
