/**
 * The whole body of an answer or a request; null where it has none.
 *
 * @param limit bytes; the sender of more is told to stop
 * @throws when there is more
 */
export async function readBounded(
  { body }: Pick<Response, 'body'>,
  limit: number,
): Promise<Uint8Array<ArrayBuffer> | null> {
  if (body === null) return null
  const reader = (body as ReadableStream<Uint8Array>).getReader()
  const pieces: Uint8Array[] = []
  let length = 0
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    length += read.value.length
    if (length > limit) {
      await reader.cancel()
      throw new Error(`The body has more than ${limit} bytes.`)
    }
    pieces.push(read.value)
  }
  const whole = new Uint8Array(length)
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}
