/** One isolate, through the runtime's inspector. */
export interface Inspector {
  /** The context that the isolate's code runs in; 0 as long as none was told. */
  readonly contextId: () => number
  call<T>(method: string, params?: object): Promise<T>
  close(): void
}

interface Message {
  readonly id?: number
  readonly method?: string
  readonly params?: { readonly context?: { readonly id: number } }
  readonly result?: unknown
  readonly error?: { readonly message: string }
}

const LIMIT = 20_000

/** The process has to be started to be inspected. */
export async function openInspector(port: number, service: string): Promise<Inspector> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/${service}`)
  await new Promise((open, fail) => {
    socket.addEventListener('open', open)
    socket.addEventListener('error', () => fail(new Error(`No inspector for ${service}.`)))
  })
  const waiting = new Map<number, (message: Message) => void>()
  let sent = 0
  let contextId = 0
  socket.addEventListener('message', ({ data }) => {
    const message = JSON.parse(String(data)) as Message
    if (message.method === 'Runtime.executionContextCreated')
      contextId = message.params?.context?.id ?? 0
    if (message.id !== undefined) waiting.get(message.id)?.(message)
  })
  return {
    contextId: () => contextId,
    async call<T>(method: string, params: object = {}): Promise<T> {
      const id = ++sent
      const { promise, resolve, reject } = Promise.withResolvers<Message>()
      const timer = setTimeout(() => reject(new Error(`${method} is not answered.`)), LIMIT)
      waiting.set(id, resolve)
      socket.send(JSON.stringify({ id, method, params }))
      const answer = await promise.finally(() => clearTimeout(timer))
      waiting.delete(id)
      if (answer.error !== undefined) throw new Error(`${method}: ${answer.error.message}`)
      return answer.result as T
    },
    close: () => socket.close(),
  }
}
