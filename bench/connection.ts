import { connect, type Socket } from 'node:net'

export interface Answer {
  readonly status: number
  readonly body: string
  /** Where it leads; null for an answer that leads nowhere. */
  readonly location: string | null
}

/** One keep-alive connection that asks one thing after the other. Leaner than any HTTP client. */
export interface Connection {
  /**
   * Asks `times` times and reads every answer to its end; returns the last.
   *
   * @param nextHost whom each request is for; left out, whom the connection was opened for
   */
  ask(path: string, times: number, nextHost?: () => string): Promise<Answer>
  /** Sends a form of the host's own page, with a cookie. */
  post(path: string, form: URLSearchParams, cookie: string): Promise<Answer>
  close(): void
}

/** @param carried the cookie of every GET carries; '' for a stranger */
export async function openConnection(
  port: number,
  host: string,
  carried = '',
): Promise<Connection> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true })
  await new Promise<void>((resolve, reject) =>
    socket.once('connect', resolve).once('error', reject),
  )
  return {
    ask(path, times, nextHost) {
      if (nextHost !== undefined)
        return askRepeatedly(socket, () => request(path, nextHost(), carried), times)
      const asked = request(path, host, carried)
      return askRepeatedly(socket, () => asked, times)
    },
    post(path, form, cookie) {
      const sent = postRequest(path, host, form.toString(), cookie)
      return askRepeatedly(socket, () => sent, 1)
    },
    close: () => socket.destroy(),
  }
}

const request = (path: string, host: string, cookie: string): Buffer =>
  Buffer.from(
    `GET ${path} HTTP/1.1\r\nHost: ${host}\r\nAccept: text/html\r\n` +
      `${cookie === '' ? '' : `Cookie: ${cookie}\r\n`}\r\n`,
  )

const postRequest = (path: string, host: string, body: string, cookie: string): Buffer =>
  Buffer.from(
    `POST ${path} HTTP/1.1\r\nHost: ${host}\r\nOrigin: http://${host}\r\nCookie: ${cookie}\r\n` +
      'Content-Type: application/x-www-form-urlencoded\r\n' +
      `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  )

function askRepeatedly(socket: Socket, next: () => Buffer, times: number): Promise<Answer> {
  if (socket.destroyed) throw new Error('The worker has closed the connection; open another one.')
  const { promise, resolve, reject } = Promise.withResolvers<Answer>()
  let left = times
  let got: Buffer = Buffer.alloc(0)
  const finish = (): void => void socket.off('data', onData).off('error', fail).off('close', fail)
  const fail = (error: unknown): void => {
    finish()
    reject(error instanceof Error ? error : new Error('The worker closed the connection.'))
  }
  const onData = (data: Buffer): void => {
    got = got.length === 0 ? data : Buffer.concat([got, data])
    const answer = readAnswer(got)
    if (answer === null) return
    left--
    if (left > 0) {
      got = Buffer.alloc(0)
      socket.write(next())
      return
    }
    finish()
    const { status, start, location } = answer
    resolve({ status, location, body: got.toString('utf8', start) })
  }
  socket.on('data', onData).on('error', fail).on('close', fail)
  socket.write(next())
  return promise
}

/** What is known of an answer once it is complete; null until then. */
function readAnswer(got: Buffer): (Omit<Answer, 'body'> & { readonly start: number }) | null {
  const end = got.indexOf('\r\n\r\n')
  if (end < 0) return null
  const head = got.toString('latin1', 0, end)
  const start = end + 4
  const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1]
  if (length === undefined) throw new Error(`An answer without Content-Length:\n${head}`)
  if (got.length < start + Number(length)) return null
  const location = /\r\nlocation: (.+)/i.exec(head)?.[1] ?? null
  return { status: Number(head.slice(9, 12)), start, location }
}
