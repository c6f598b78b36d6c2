/**
 * A module's failure, named by the seam it happened in. Thrown where a module's handler is wrapped;
 * an error that is no `SeamFault` is the platform's.
 */
export class SeamFault extends Error {
  override readonly name = 'SeamFault'
  readonly seam: string

  constructor(seam: string, cause: unknown) {
    super(`fault in ${seam}`, { cause })
    this.seam = seam
  }
}

/** Called for every fault of a piece that the base then answered for. */
export type ReportFault = (seam: string, error: unknown) => void
