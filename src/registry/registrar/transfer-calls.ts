import type { Tenant } from '../../contract.ts'
import type { RegistrarRefusal } from './refusals.ts'
import type { Authorship, Unchecked } from './tenant-calls.ts'

/** `all`: every row or none. `each`: every row that can be taken. */
export type ImportMode = 'all' | 'each'

/**
 * A row of an import: a draft, or a whole record as the export has it. For an event that is there it
 * names the revision it was made from; a record of an event that is not there brings its store along.
 */
export type ImportRow = Unchecked

export interface ImportState {
  readonly id: string
  readonly mode: ImportMode
  readonly dryRun: boolean
  /** Rows given, and what has become of them; of `all` with a row refused, what would have. */
  readonly rows: number
  readonly created: number
  readonly changed: number
  readonly unchanged: number
  readonly refused: number
  readonly finished: boolean
  /** Whether anything was taken: not by a dry run, nor where one row of `all` is refused. */
  readonly taken: boolean
  /** The first refusals, at most 100. */
  readonly refusals: readonly RowRefusal[]
}

export interface RowRefusal {
  /** As the caller counts, from 1. */
  readonly line: number
  readonly refusal: RegistrarRefusal
}

export interface TransferCalls {
  /** Opens an import; nothing is changed before `import.commit`. Left alone it is gone after a day. */
  'import.begin': {
    readonly input: {
      readonly by: Authorship
      readonly mode: ImportMode
      readonly dryRun: boolean
    }
    readonly answer: ImportState
  }
  /** Puts rows aside, each under its line; the same line again takes the place of the first. */
  'import.add': {
    readonly input: {
      readonly id: string
      readonly rows: readonly { readonly line: number; readonly row: ImportRow }[]
    }
    readonly answer: ImportState
  }
  /**
   * Of `each`, some rows at a time: call it until `finished`. A dry run counts and changes nothing.
   * What is published follows by and by: `registry.publishing` tells how far it is.
   */
  'import.commit': { readonly input: { readonly id: string }; readonly answer: ImportState }
  'import.state': { readonly input: { readonly id: string }; readonly answer: ImportState }
  'import.cancel': { readonly input: { readonly id: string }; readonly answer: null }
  /** Whole records by key, at most 500 a page. */
  'export.page': {
    readonly input: { readonly cursor?: string; readonly limit?: number }
    readonly answer: {
      readonly tenants: readonly Tenant[]
      readonly next: string | null
      readonly total: number
    }
  }
}
