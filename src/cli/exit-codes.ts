/** How a command ends, for scripts. They are told in docs/operators.md, and stay as they are. */
export const EXIT = {
  done: 0,
  failed: 1,
  usage: 2,
  notFound: 3,
  lostRace: 4,
  notAllowed: 5,
  /** Like a program that Ctrl-C has ended. */
  left: 130,
} as const

export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

/** The command ends here; the message says why, and what to do. */
export class Failure extends Error {
  override readonly name = 'Failure'
  readonly exitCode: ExitCode

  constructor(message: string, exitCode: ExitCode = EXIT.failed) {
    super(message)
    this.exitCode = exitCode
  }
}

/** The command was asked wrongly; the message says how to ask. */
export class UsageError extends Failure {
  constructor(message: string) {
    super(message, EXIT.usage)
  }
}
