import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'

/** Names the build that a bare `wrangler deploy` takes; every build writes it. */
const REDIRECT = '.wrangler/deploy/config.json'

/** Builds what a bare `wrangler deploy` is not to take. */
export async function keepRedirect<T>(build: () => Promise<T>): Promise<T> {
  const before = existsSync(REDIRECT) ? readFileSync(REDIRECT) : null
  try {
    return await build()
  } finally {
    if (before === null) rmSync(REDIRECT, { force: true })
    else writeFileSync(REDIRECT, before)
  }
}
