/** A release whose manifest was read, and that cannot serve all the same. */
export class ReleaseRefused extends Error {
  override readonly name = 'ReleaseRefused'
  /** Whether the base alone may answer in its place. */
  readonly fallsOpen: boolean

  constructor(cause: Error, fallsOpen: boolean) {
    super(cause.message, { cause })
    this.fallsOpen = fallsOpen
  }
}
