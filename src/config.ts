import type { DirectoryOptions } from './registry/kv-directory.ts'

/** Every time and size that an operator may want to change, in one place. */
export interface Config {
  /** Milliseconds an event app has for its answer. */
  readonly deadline: number
  readonly directory: DirectoryOptions
}

export const CONFIG: Config = {
  deadline: 10_000,
  directory: {
    fresh: 30_000,
    stale: 24 * 60 * 60_000,
    unknown: 10_000,
    size: 5_000,
  },
}

/** In development a new or changed record is seen at once. */
export const DEVELOPMENT: Config = {
  ...CONFIG,
  directory: { ...CONFIG.directory, fresh: 500, unknown: 0 },
}
