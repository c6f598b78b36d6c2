/** Reads the heap of one isolate through the runtime's inspector. */
export interface Heap {
  /** Bytes in use after a full collection. */
  used(): Promise<number>
  close(): void
}

interface Message {
  readonly id?: number
  readonly method?: string
  readonly params?: { readonly context?: { readonly id: number } }
  readonly result?: { readonly usedSize?: number }
  readonly error?: { readonly message: string }
}

const LIMIT = 20_000

/** The process has to be started to be inspected. */
export async function openHeap(inspector: number, service: string): Promise<Heap> {
  const socket = new WebSocket(`ws://127.0.0.1:${inspector}/${service}`)
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
  const call = async (method: string, params: object = {}): Promise<Message> => {
    const id = ++sent
    const { promise, resolve, reject } = Promise.withResolvers<Message>()
    const timer = setTimeout(() => reject(new Error(`${method} is not answered.`)), LIMIT)
    waiting.set(id, resolve)
    socket.send(JSON.stringify({ id, method, params }))
    const answer = await promise.finally(() => clearTimeout(timer))
    waiting.delete(id)
    if (answer.error !== undefined) throw new Error(`${method}: ${answer.error.message}`)
    return answer
  }
  await call('Runtime.enable')
  await call('Runtime.disable')
  return {
    async used() {
      // Log lines are kept for whoever opens the inspector; without one they are not.
      await call('Runtime.discardConsoleEntries')
      await call('Runtime.evaluate', { expression: 'gc(); gc()', contextId })
      return (await call('Runtime.getHeapUsage')).result?.usedSize ?? NaN
    },
    close: () => socket.close(),
  }
}
