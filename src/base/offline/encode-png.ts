const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

/**
 * A square picture as PNG.
 *
 * @param pixels row by row, each a place in `palette`
 * @param palette colours as `#rrggbb`, 256 at most
 */
export async function encodePng(
  size: number,
  pixels: Uint8Array,
  palette: readonly string[],
): Promise<Uint8Array<ArrayBuffer>> {
  const header = new Uint8Array(13)
  const view = new DataView(header.buffer)
  view.setUint32(0, size)
  view.setUint32(4, size)
  // Eight bits a pixel, from a palette.
  header.set([8, 3], 8)
  const rows = new Uint8Array(size * (size + 1))
  for (let row = 0; row < size; row++) {
    // Before each row stands that it is written as it is.
    rows.set(pixels.subarray(row * size, (row + 1) * size), row * (size + 1) + 1)
  }
  const colors = Uint8Array.from(palette.flatMap(parts))
  const chunks = [
    Uint8Array.from(SIGNATURE),
    chunk('IHDR', header),
    chunk('PLTE', colors),
    chunk('IDAT', await deflate(rows)),
    chunk('IEND', new Uint8Array()),
  ]
  return new Uint8Array(await new Blob(chunks).arrayBuffer())
}

const parts = (color: string): number[] =>
  [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16))

const deflate = async (bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> =>
  new Uint8Array(
    await new Response(
      new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate')),
    ).arrayBuffer(),
  )

/** One part of the file: its length, name and content, and a check of the last two. */
function chunk(name: string, content: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(content.length + 12)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, content.length)
  bytes.set(new TextEncoder().encode(name), 4)
  bytes.set(content, 8)
  view.setUint32(content.length + 8, checkOf(bytes.subarray(4, content.length + 8)))
  return bytes
}

/** CRC-32, as PNG wants it. */
function checkOf(bytes: Uint8Array): number {
  let check = ~0
  for (const byte of bytes) {
    check ^= byte
    for (let bit = 0; bit < 8; bit++) check = (check >>> 1) ^ (check & 1 ? 0xedb88320 : 0)
  }
  return ~check >>> 0
}
