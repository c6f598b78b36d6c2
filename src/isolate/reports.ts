import { errorText } from '../dispatch/error-text.ts'
import type { IsolateReports, ToldError } from '../isolate-ports.ts'
import type { FaultPoint, NotePoint, Opening, Telemetry } from '../ports.ts'

/** How much one turn has to say; what is more is left out. */
const MOST = 50

/** What a release has to tell the platform: with its answer, and what comes later by itself. */
export class Reports implements Telemetry {
  #faults: { seam: string; error: ToldError }[] = []
  #opened: string[] = []
  #logs: { seam: string; text: string }[] = []
  #count = 0
  #isOver = false
  readonly #send: (reports: IsolateReports) => void

  readonly #said: () => readonly string[]

  /**
   * @param send takes what is told after the answer
   * @param said what the isolate's code has said by `console` since it was asked last
   */
  constructor(send: (reports: IsolateReports) => void, said: () => readonly string[] = () => []) {
    this.#send = send
    this.#said = said
  }

  request(): void {}

  fault({ seam, error }: FaultPoint): void {
    this.#tell(() => this.#faults.push({ seam, error: tellError(error) }))
  }

  opened({ seam }: Opening): void {
    this.#tell(() => this.#opened.push(seam))
  }

  note(point: NotePoint): void {
    if (point.type === 'log') {
      this.#tell(() => this.#logs.push({ seam: point.seam, text: point.text }))
    }
  }

  /** What there is to say so far; the answer takes it along. */
  take(): IsolateReports {
    for (const text of this.#said()) this.#logs.push({ seam: 'console', text })
    const reports = { faults: this.#faults, opened: this.#opened, logs: this.#logs }
    this.#faults = []
    this.#opened = []
    this.#logs = []
    return reports
  }

  /** The answer is made: what is told from now on goes by itself. */
  over(): IsolateReports {
    this.#isOver = true
    return this.take()
  }

  #tell(note: () => void): void {
    if (this.#count++ >= MOST) return
    note()
    if (this.#isOver) this.#send(this.take())
  }
}

/** What was thrown may be anything, also something that throws when it is looked at. */
export function tellError(thrown: unknown): ToldError {
  try {
    if (!(thrown instanceof Error)) return { name: 'thrown', message: typeof thrown, stack: null }
    // Types say what they are; they may be anything.
    const { name, message, stack } = thrown as Partial<Record<keyof Error, unknown>>
    return {
      name: errorText(name),
      message: errorText(message),
      stack: typeof stack === 'string' ? stack : null,
    }
  } catch {
    return { name: 'thrown', message: 'something that cannot be looked at', stack: null }
  }
}
