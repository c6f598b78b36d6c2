import { stripVTControlCharacters } from 'node:util'

/** Text of somebody else on one line, without what a terminal would take for a command. */
export const plain = (text: string): string =>
  stripVTControlCharacters(text).replaceAll(
    /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]+/gu,
    ' ',
  )
