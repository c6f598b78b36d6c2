import type { WriteStream } from 'node:tty'

/** Milliseconds after which somebody wants to see that something is going on, and between two looks. */
const PATIENCE = 1000
const INTERVAL = 100

/** One line on a terminal that says how far something is; nothing where nobody looks. */
export class Progress {
  readonly #screen: Pick<WriteStream, 'isTTY' | 'write'>
  readonly #timer: NodeJS.Timeout
  #text: string
  #shown = false

  constructor(text: string, screen: Pick<WriteStream, 'isTTY' | 'write'> = process.stderr) {
    this.#text = text
    this.#screen = screen
    const started = Date.now()
    this.#timer = setInterval(() => {
      if (Date.now() - started >= PATIENCE) this.#show()
    }, INTERVAL)
    this.#timer.unref()
  }

  say(text: string): void {
    this.#text = text
  }

  /** Takes the line away again. */
  end(): void {
    clearInterval(this.#timer)
    if (this.#shown) this.#screen.write('\r\u001b[K')
  }

  #show(): void {
    if (!this.#screen.isTTY) return
    this.#shown = true
    this.#screen.write(`\r\u001b[K${this.#text} …`)
  }
}

/** Says what is waited for, when it takes longer than a second. */
export async function patiently<T>(text: string, promise: Promise<T>): Promise<T> {
  const progress = new Progress(text)
  try {
    return await promise
  } finally {
    progress.end()
  }
}

/** `Importing 3,200 of 10,000, 32 %` */
export const farText = (what: string, done: number, total: number): string => {
  const share = total === 0 ? 100 : Math.floor((done / total) * 100)
  return `${what} ${number(done)} of ${number(total)}, ${share} %`
}

export const number = (value: number): string => value.toLocaleString('en')

/** `1 event`, `3,200 events` */
export const counted = (count: number, noun: string): string =>
  `${number(count)} ${noun}${count === 1 ? '' : 's'}`
