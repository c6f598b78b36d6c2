import { existsSync, readFileSync, writeFileSync } from 'node:fs'

/** Says whether it wrote: a watched file that is rewritten unchanged would build for ever. */
export function writeIfChanged(file: string, text: string): boolean {
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return false
  writeFileSync(file, text)
  return true
}
