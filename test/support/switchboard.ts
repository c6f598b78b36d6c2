import { createServer, request } from 'node:http'

/** A place in the network between browsers and a Worker, where things go slowly or elsewhere. */
export interface Switchboard {
  readonly port: number
  /** Where requests go, `http://127.0.0.1:…`; to be changed. */
  to: string
  /** Has requests of a path wait until the promise is settled; null for none. */
  hold(path: string, until: Promise<unknown> | null): void
  /** Method and path of every request, oldest first. */
  readonly asked: string[]
  close(): Promise<void>
}

export async function startSwitchboard(to: string): Promise<Switchboard> {
  const held = new Map<string, Promise<unknown>>()
  const asked: string[] = []
  const server = createServer((incoming, outgoing) => {
    const path = incoming.url ?? '/'
    asked.push(`${incoming.method} ${path}`)
    void (held.get(path.split('?')[0] ?? '') ?? Promise.resolve()).then(() => {
      const { hostname, port } = new URL(board.to)
      const { method, headers } = incoming
      const onward = request({ hostname, port, path, method, headers }, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(outgoing)
      })
      onward.on('error', () => outgoing.destroy())
      incoming.pipe(onward)
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  const board: Switchboard = {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    to,
    hold: (path, until) => void (until === null ? held.delete(path) : held.set(path, until)),
    asked,
    close: () =>
      new Promise((done) => {
        server.closeAllConnections()
        server.close(() => done())
      }),
  }
  return board
}
