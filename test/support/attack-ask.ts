import { Agent, request } from 'node:http'
import type { Reply } from './reply.ts'

/** Bytes that are kept of an answer. */
const KEPT = 1024 * 1024
/** Bytes after which nobody reads on; milliseconds that it waits for an answer, and then reads. */
const ENOUGH = { bytes: 101 * 1024 * 1024, waits: 4000, reads: 1200 }

/** Everything on one connection: what one answer has too much would be in the next one. */
export type Line = Agent
export const openLine = (): Line => new Agent({ keepAlive: true, maxSockets: 1 })

/** One request, of an answer that may never end; null when there was none in time. */
export function askBriefly(
  line: Line,
  origin: string,
  host: string,
  path: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Reply | null> {
  const { hostname, port } = new URL(origin)
  const { promise, resolve } = Promise.withResolvers<Reply | null>()
  const sent = request({
    agent: line,
    hostname,
    port,
    path,
    maxHeaderSize: 8 * 1024 * 1024,
    headers: { host: `${host}:${port}`, ...headers },
  })
  let timer = setTimeout(() => sent.destroy(), ENOUGH.waits)
  let reply: Reply | null = null
  const end = (): void => {
    clearTimeout(timer)
    resolve(reply)
  }
  sent.on('upgrade', (response, socket) => {
    socket.destroy()
    reply = { status: response.statusCode ?? 0, headers: new Map(), body: '' }
    end()
  })
  let answered = false
  sent.on('response', (response) => {
    answered = true
    clearTimeout(timer)
    timer = setTimeout(() => sent.destroy(), ENOUGH.reads)
    const pieces: Buffer[] = []
    let size = 0
    const read = (): void => {
      const named = Object.entries(response.headers).map(
        ([name, value]) => [name, Array.isArray(value) ? value.join('\n') : (value ?? '')] as const,
      )
      const body = Buffer.concat(pieces).toString()
      reply = { status: response.statusCode ?? 0, headers: new Map(named), body }
      end()
    }
    response.on('data', (piece: Buffer) => {
      if (size < KEPT) pieces.push(piece)
      size += piece.length
      if (size > ENOUGH.bytes) sent.destroy()
    })
    response.on('close', read)
    response.on('error', () => undefined)
  })
  sent.on('error', () => undefined)
  sent.on('close', () => {
    if (!answered) end()
  })
  sent.end()
  return promise
}
