import { connect, type Socket } from 'node:net'
import type { Reply } from './reply.ts'

/** Milliseconds after which a server that says nothing has failed the test. */
const PATIENCE = 30_000

/**
 * A keep-alive connection that sends exactly the bytes it is given: what no HTTP client would send,
 * too. One request at a time.
 */
export class RawConnection {
  readonly #socket: Socket
  #received: Buffer = Buffer.alloc(0)
  #ended = false
  #wake: () => void = () => undefined

  constructor(server: string) {
    const { hostname, port } = new URL(server)
    this.#socket = connect(Number(port), hostname)
    this.#socket.on('data', (piece: Buffer) => {
      this.#received = Buffer.concat([this.#received, piece])
      this.#wake()
    })
    const end = (): void => {
      this.#ended = true
      this.#wake()
    }
    // A refused request ends in a reset as often as in a proper end.
    this.#socket.on('error', end).on('end', end).on('close', end)
  }

  get ended(): boolean {
    return this.#ended
  }

  /** Whether the server has begun to answer, or hung up. */
  get heard(): boolean {
    return this.#ended || this.#received.length > 0
  }

  /** Resolves when there is room for more, or nobody is there to take it. */
  async write(bytes: Buffer | string): Promise<void> {
    if (this.#ended || this.#socket.write(bytes)) return
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#socket.once('drain', resolve).once('close', resolve)
    await promise
  }

  /** The next answer; null when the connection ends without one. */
  async answer(): Promise<Reply | null> {
    const deadline = Date.now() + PATIENCE
    for (;;) {
      const parsed = parseReply(this.#received, this.#ended)
      if (parsed !== null) {
        this.#received = this.#received.subarray(parsed.length)
        return parsed.reply
      }
      if (this.#ended) return null
      await this.#news(deadline)
    }
  }

  async ask(bytes: Buffer | string): Promise<Reply | null> {
    const written = this.write(bytes)
    const reply = await this.answer()
    await written
    return reply
  }

  close(): void {
    this.#socket.destroy()
  }

  async #news(deadline: number): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    this.#wake = resolve
    const late = (): void => reject(new Error(`No answer in ${PATIENCE} ms.`))
    const timer = setTimeout(late, deadline - Date.now())
    await promise.finally(() => clearTimeout(timer))
  }
}

export interface Upload {
  readonly reply: Reply | null
  /** Bytes of the body that had been sent when the answer came. */
  readonly sent: number
}

/** Sends a body of `size` bytes piece by piece, `gap` milliseconds apart, until it is answered. */
export async function upload(
  server: string,
  head: string,
  {
    piece,
    size,
    gap = 1,
  }: { readonly piece: Buffer; readonly size: number; readonly gap?: number },
): Promise<Upload> {
  const connection = new RawConnection(server)
  await connection.write(head)
  let sent = 0
  for (; sent < size && !connection.heard; sent += piece.length) {
    await connection.write(piece)
    await new Promise((resolve) => setTimeout(resolve, gap))
  }
  const reply = await connection.answer()
  connection.close()
  return { reply, sent }
}

interface Parsed {
  readonly reply: Reply
  /** Bytes it took. */
  readonly length: number
}

/** The first answer in these bytes; null while it is not complete. */
function parseReply(bytes: Buffer, ended: boolean): Parsed | null {
  const end = bytes.indexOf('\r\n\r\n')
  if (end < 0) return null
  const [statusLine = '', ...lines] = bytes.subarray(0, end).toString('latin1').split('\r\n')
  const headers = new Map<string, string>()
  for (const line of lines) {
    const colon = line.indexOf(':')
    const name = line.slice(0, colon).toLowerCase()
    const value = line.slice(colon + 1).trim()
    const before = headers.get(name)
    headers.set(name, before === undefined ? value : `${before}, ${value}`)
  }
  const status = Number(statusLine.split(' ')[1])
  const body = parseBody(bytes.subarray(end + 4), status, headers, ended)
  if (body === null) return null
  const reply = { status, headers, body: body.bytes.toString('utf8') }
  return { reply, length: end + 4 + body.length }
}

interface Body {
  readonly bytes: Buffer
  readonly length: number
}

function parseBody(
  bytes: Buffer,
  status: number,
  headers: ReadonlyMap<string, string>,
  ended: boolean,
): Body | null {
  if (status === 204 || status === 304) return { bytes: Buffer.alloc(0), length: 0 }
  if (headers.get('transfer-encoding') === 'chunked') return parseChunks(bytes)
  const declared = headers.get('content-length')
  if (declared === undefined) return ended ? { bytes, length: bytes.length } : null
  const length = Number(declared)
  return bytes.length < length ? null : { bytes: bytes.subarray(0, length), length }
}

function parseChunks(bytes: Buffer): Body | null {
  const pieces: Buffer[] = []
  for (let at = 0; ;) {
    const line = bytes.indexOf('\r\n', at)
    if (line < 0) return null
    const size = Number.parseInt(bytes.subarray(at, line).toString('latin1'), 16)
    const next = line + 2 + size + 2
    if (bytes.length < next) return null
    if (size === 0) return { bytes: Buffer.concat(pieces), length: next }
    pieces.push(bytes.subarray(line + 2, line + 2 + size))
    at = next
  }
}
