import { relative } from 'node:path'

/** What is wrong with an event's source: where, and the repair as a sentence. */
export interface Problem {
  readonly file: string
  /** Counted from 1; absent where the whole file or folder is meant. */
  readonly line?: number
  /** What is wrong and what to do about it. */
  readonly repair: string
  /** Wrong where other events share the isolate; in one of its own the event may. */
  readonly shared?: true
}

/** Problems as lines for people: `events/my-fair/event.ts:3: …`. */
export const describeProblems = (problems: readonly Problem[]): string =>
  problems
    .map(({ file, line, repair }) => {
      const place = line === undefined ? '' : `:${line}`
      return `${relative('.', file)}${place}: ${repair}`
    })
    .join('\n')
