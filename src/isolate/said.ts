/** Lines kept until a turn takes them along; what is more is left out. */
const MOST = 50
/** Characters of a line. */
const LONGEST = 1_000

/** What an isolate's code says by `console`: the log is the platform's, and says whose line it is. */
export class Said {
  #lines: string[] = []

  add(given: readonly unknown[]): void {
    if (this.#lines.length < MOST) this.#lines.push(given.map(textOf).join(' ').slice(0, LONGEST))
  }

  take(): readonly string[] {
    const lines = this.#lines
    this.#lines = []
    return lines
  }
}

/** Has everything of a console say it there, and nowhere else; to be called before any event's code runs. */
export function redirect(console: object, said: Said): void {
  for (const name of Reflect.ownKeys(console)) {
    const say = WORDS.has(name) ? (...given: unknown[]): void => said.add(given) : () => undefined
    Reflect.defineProperty(console, name, { value: say, writable: true, configurable: true })
  }
}

const WORDS: ReadonlySet<string | symbol> = new Set(['debug', 'error', 'info', 'log', 'warn'])

/** It may be anything, also something that throws when it is looked at. */
function textOf(given: unknown): string {
  try {
    if (typeof given === 'string') return given
    return given instanceof Error ? String(given) : (JSON.stringify(given) ?? String(given))
  } catch {
    return typeof given
  }
}
