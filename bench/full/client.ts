import { connect, type Socket } from 'node:net'

export interface Page {
  readonly status: number
  readonly body: string
}

/** One keep-alive connection, one request at a time, to any host behind it. */
export interface Client {
  /** The answer, read to its end and checked for a 200. */
  visit(host: string, path: string): Promise<void>
  /** The same, with what was answered. */
  get(host: string, path: string): Promise<Page>
  close(): void
}

export async function openClient(port: number): Promise<Client> {
  let socket = await open(port)
  const ask = async (host: string, path: string): Promise<Buffer> => {
    // The runtime closes a connection that nobody used for 5 s, as others have their turns.
    if (socket.destroyed || !socket.writable || socket.readableEnded) socket = await open(port)
    return answer(socket, `GET ${path} HTTP/1.1\r\nHost: ${host}\r\nAccept: text/html\r\n\r\n`)
  }
  return {
    async visit(host, path) {
      const got = await ask(host, path)
      // "HTTP/1.1 200": bytes are compared, because this stands in the measured loop.
      if (got[9] !== 0x32 || got[10] !== 0x30 || got[11] !== 0x30) throw refused(host, path, got)
    },
    async get(host, path) {
      const got = await ask(host, path)
      return { status: Number(got.toString('latin1', 9, 12)), body: readBody(got) }
    },
    close: () => socket.destroy(),
  }
}

async function open(port: number): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true })
  await new Promise<void>((resolve, reject) =>
    socket.once('connect', resolve).once('error', reject),
  )
  return socket
}

const refused = (host: string, path: string, got: Buffer): Error =>
  new Error(`${host}${path} answers:\n${got.toString('utf8', 0, 600)}`)

function answer(socket: Socket, asked: string): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>()
  let got: Buffer = Buffer.alloc(0)
  const finish = (): void => void socket.off('data', take).off('error', fail).off('close', fail)
  const fail = (error: unknown): void => {
    finish()
    reject(error instanceof Error ? error : new Error('The server closed the connection.'))
  }
  const take = (data: Buffer): void => {
    got = got.length === 0 ? data : Buffer.concat([got, data])
    if (!isComplete(got)) return
    finish()
    resolve(got)
  }
  socket.on('data', take).on('error', fail).on('close', fail)
  socket.write(asked)
  return promise
}

function isComplete(got: Buffer): boolean {
  const end = got.indexOf('\r\n\r\n')
  if (end < 0) return false
  const length = lengthIn(got.toString('latin1', 0, end))
  if (length !== null) return got.length >= end + 4 + length
  return got.length > end + 8 && got.toString('latin1', got.length - 5) === '0\r\n\r\n'
}

/** Null for an answer in chunks. */
function lengthIn(head: string): number | null {
  const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1]
  return length === undefined ? null : Number(length)
}

function readBody(got: Buffer): string {
  const end = got.indexOf('\r\n\r\n')
  const rest = got.subarray(end + 4)
  if (lengthIn(got.toString('latin1', 0, end)) !== null) return rest.toString('utf8')
  const pieces: Buffer[] = []
  for (let at = 0; at < rest.length;) {
    const line = rest.indexOf('\r\n', at)
    const size = Number.parseInt(rest.toString('latin1', at, line), 16)
    pieces.push(rest.subarray(line + 2, line + 2 + size))
    at = line + 2 + size + 2
  }
  return Buffer.concat(pieces).toString('utf8')
}
