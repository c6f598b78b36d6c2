/**
 * What a programme may cost. Far above any real programme, and low enough that a hostile file
 * cannot use up the memory that all events share.
 */
export const IMPORT_LIMITS = {
  /** Bytes of the file as it is sent. */
  bytes: 16 * 1024 * 1024,
  /** Sessions in the programme. */
  sessions: 5_000,
  /** Rooms in the programme. */
  rooms: 500,
  /** Speakers of one session. */
  speakers: 100,
  /** UTF-16 code units of a title, name, room, id: whatever is shown on a line. */
  lineLength: 500,
  /** UTF-16 code units of an abstract. */
  textLength: 20_000,
  /** Brackets and commas of a JSON file: bounds the objects it can unfold into. */
  jsonParts: 500_000,
  /** XML elements inside one another. */
  xmlDepth: 32,
  /** Attributes of one XML element. */
  xmlAttributes: 32,
} as const

export type ImportLimits = { readonly [Limit in keyof typeof IMPORT_LIMITS]: number }
