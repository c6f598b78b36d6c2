import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { serializeRelease } from '../../isolate/release.ts'
import type { Assembled } from './assemble.ts'

/** Name of the manifest's file in a release's folder. */
const MANIFEST = 'release.json'

/** Writes a release into a folder, for looking at it: its modules by their names, and the manifest. */
export function writeRelease(dir: string, { manifest, texts }: Assembled): void {
  mkdirSync(dir, { recursive: true })
  writeFileSync(join(dir, MANIFEST), serializeRelease(manifest))
  for (const [name, hash] of Object.entries(manifest.modules)) write(join(dir, name), hash)
  for (const [name, hash] of Object.entries(manifest.maps)) write(join(dir, `${name}.map`), hash)

  function write(file: string, hash: string): void {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, texts.get(hash) ?? '')
  }
}
