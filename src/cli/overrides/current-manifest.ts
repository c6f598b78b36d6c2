import { join } from 'node:path'
import { type Manifest, MANIFEST, readManifest } from '../../build/manifest.ts'
import type { Problem } from '../../build/problem.ts'

/** Beside the build that is deployed, which stays as it is. */
const SCRATCH = join('dist', 'overrides')

export interface CurrentManifest {
  readonly manifest: Manifest
  /** Events that could not be read, and so are not in it. */
  readonly problems: readonly Problem[]
}

/** The manifest of the source as it is now: of the last build, or of one made for it. */
export async function currentManifest(say: (line: string) => void): Promise<CurrentManifest> {
  for (const folder of ['dist', SCRATCH]) {
    const manifest = readManifest(join(folder, MANIFEST), '.')
    if (manifest !== null) return { manifest, problems: [] }
  }
  say('The source has changed since the last build: reading it anew.')
  // What builds takes a while to load; most answers need no build.
  const { buildWorker } = await import('../../build/build.ts')
  return buildWorker({ outDir: SCRATCH, say: (step) => say(`${step} …`) })
}
