import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

interface Reply {
  readonly id?: number
  readonly method?: string
  readonly result?: { readonly items?: readonly { readonly label: string }[] } | null
}

/** The compiler as an editor talks to it: the language server protocol over pipes. */
export class LanguageServer {
  readonly #process = spawn(resolve('node_modules/.bin/tsc'), ['--lsp', '--stdio'])
  readonly #waiting = new Map<number, (reply: Reply) => void>()
  #buffer = Buffer.alloc(0)
  #asked = 0

  constructor() {
    this.#process.stdout.on('data', (bytes: Buffer) => this.#read(bytes))
  }

  async open(root: string): Promise<void> {
    const rootUri = pathToFileURL(resolve(root)).href
    const capabilities = { textDocument: { completion: {} } }
    await this.#ask('initialize', { processId: null, rootUri, capabilities })
    this.#send({ method: 'initialized', params: {} })
  }

  /** What an editor offers where the text has `mark`, which is taken out. */
  async completions(file: string, mark: string): Promise<string[]> {
    const marked = readFileSync(file, 'utf8')
    const at = marked.indexOf(mark)
    const before = marked.slice(0, at).split('\n')
    const uri = pathToFileURL(resolve(file)).href
    const text = marked.replace(mark, '')
    const textDocument = { uri, languageId: 'typescriptreact', version: 1, text }
    this.#send({ method: 'textDocument/didOpen', params: { textDocument } })
    const position = { line: before.length - 1, character: before.at(-1)?.length ?? 0 }
    const asked = { textDocument: { uri }, position }
    const { result } = await this.#ask('textDocument/completion', asked)
    this.#send({ method: 'textDocument/didClose', params: { textDocument: { uri } } })
    return (result?.items ?? []).map(({ label }) => label.replace(/\?$/, ''))
  }

  close(): void {
    this.#process.kill()
  }

  #ask(method: string, params: object): Promise<Reply> {
    const id = ++this.#asked
    const { promise, resolve: answered } = Promise.withResolvers<Reply>()
    this.#waiting.set(id, answered)
    this.#send({ id, method, params })
    return promise
  }

  #send(message: object): void {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message })
    this.#process.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`)
  }

  #read(bytes: Buffer): void {
    this.#buffer = Buffer.concat([this.#buffer, bytes])
    for (;;) {
      const head = this.#buffer.indexOf('\r\n\r\n')
      if (head < 0) return
      const length = Number(
        /Content-Length: (\d+)/i.exec(this.#buffer.toString('utf8', 0, head))?.[1],
      )
      const end = head + 4 + length
      if (this.#buffer.length < end) return
      const reply = JSON.parse(this.#buffer.toString('utf8', head + 4, end)) as Reply
      this.#buffer = this.#buffer.subarray(end)
      this.#take(reply)
    }
  }

  #take(reply: Reply): void {
    if (reply.id === undefined) return
    // What the server asks of the editor is answered with nothing.
    if (reply.method !== undefined) this.#send({ id: reply.id, result: null })
    else this.#waiting.get(reply.id)?.(reply)
  }
}
