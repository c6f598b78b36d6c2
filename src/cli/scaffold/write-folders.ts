import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DATA_DIR } from '../local-data.ts'
import type { ScaffoldFolder } from './files.ts'

/**
 * Writes the folders whole or not at all: beside the project's data first, then each is moved to its
 * place. A folder that is there already is left as it is, and those moved before it are taken back.
 *
 * @param root the project's folder
 * @throws what the file system says
 */
export function writeFolders(root: string, folders: readonly ScaffoldFolder[]): void {
  mkdirSync(join(root, DATA_DIR), { recursive: true })
  const scratch = mkdtempSync(join(root, DATA_DIR, 'new-'))
  const moved: string[] = []
  try {
    for (const [index, { files }] of folders.entries()) {
      mkdirSync(join(scratch, String(index)))
      for (const [name, text] of files) writeFileSync(join(scratch, String(index), name), text)
    }
    for (const [index, { path }] of folders.entries()) {
      renameSync(join(scratch, String(index)), join(root, path))
      moved.push(path)
    }
  } catch (error) {
    for (const path of moved) rmSync(join(root, path), { recursive: true })
    throw error
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}
