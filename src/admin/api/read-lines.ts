/** One line of what is sent, counted from 1; its bytes are null where there are too many. */
export interface Line {
  readonly number: number
  readonly bytes: Uint8Array | null
}

const NEW_LINE = 10

/**
 * The lines of a stream, as they come; blank ones are left out. Never more than one of them is in
 * memory, and of one that is too long nothing.
 *
 * @param most bytes of a line
 * @throws when the stream breaks off
 */
export async function* readLines(
  stream: ReadableStream<Uint8Array>,
  most: number,
): AsyncGenerator<Line> {
  let pieces: Uint8Array[] = []
  let length = 0
  let number = 1
  const take = (piece: Uint8Array): void => {
    length += piece.length
    if (length > most) pieces = []
    else pieces.push(piece)
  }
  const end = (): Line => {
    const line = { number: number++, bytes: length > most ? null : joined(pieces) }
    pieces = []
    length = 0
    return line
  }
  for await (const chunk of stream) {
    let start = 0
    for (let at = chunk.indexOf(NEW_LINE); at >= 0; at = chunk.indexOf(NEW_LINE, start)) {
      take(chunk.subarray(start, at))
      start = at + 1
      const line = end()
      if (!isBlank(line)) yield line
    }
    take(chunk.subarray(start))
  }
  if (length > 0) {
    const line = end()
    if (!isBlank(line)) yield line
  }
}

/** Spaces, tabs and the other half of a line's end. */
const isBlank = ({ bytes }: Line): boolean =>
  bytes !== null && bytes.every((byte) => byte === 32 || byte === 9 || byte === 13)

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const [only] = pieces
  if (only !== undefined && pieces.length === 1) return only
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0))
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}
