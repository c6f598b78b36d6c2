import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import type { Feature } from '../../base/feature.ts'
import { readSurface, type Surface } from '../../base/surface.ts'
import type { ThemeTokens } from '../../seam/theme.ts'
import { UsageError } from '../exit-codes.ts'

const run = promisify(execFile)

/** The base at some commit, or in the working tree. */
export interface BaseAt {
  /** What it declares; null when its code cannot be asked. */
  readonly surface: Surface | null
  /** File under `src/base` → text. */
  readonly files: ReadonlyMap<string, string>
}

/** What the source at a commit needs to be run. */
const PARTS = ['src', 'package.json', 'tsconfig.json']

/** Unpacks a commit's source below this project, where it finds the packages of today. */
export async function unpack(ref: string): Promise<string> {
  const commit = await commitOf(ref)
  const { stdout: listed } = await run('git', ['ls-tree', '--name-only', commit])
  const parts = PARTS.filter((part) => listed.split('\n').includes(part))
  if (!parts.includes('src')) throw new UsageError(`There is no src folder at ${ref}.`)
  mkdirSync('dist', { recursive: true })
  const folder = mkdtempSync(join('dist', 'against-'))
  const archive = join(folder, 'source.tar')
  await run('git', ['archive', '--format=tar', `--output=${archive}`, commit, ...parts])
  await run('tar', ['-xf', archive, '-C', folder])
  return folder
}

async function commitOf(ref: string): Promise<string> {
  const asked = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`]
  try {
    return (await run('git', asked)).stdout.trim()
  } catch {
    throw new UsageError(`git knows no commit "${ref}". Give a branch, a tag or a hash.`)
  }
}

export async function readBaseAt(root: string): Promise<BaseAt> {
  return { surface: await surfaceAt(root), files: filesAt(root) }
}

/** Asks the code of that time what it declares. Only its exports have to be called as today. */
async function surfaceAt(root: string): Promise<Surface | null> {
  const { runnerImport } = await import('vite')
  const options = { root, configFile: false, logLevel: 'silent' } as const
  const load = async <T>(file: string): Promise<T> =>
    (await runnerImport<T>(resolve(root, file), options)).module
  try {
    const { features } = await load<{ features: readonly Feature[] }>('src/base/match.ts')
    const { themeTokens } = await load<{ themeTokens: ThemeTokens }>('src/base/theme/tokens.ts')
    return readSurface(features, themeTokens)
  } catch {
    return null
  }
}

export function filesAt(root: string): Map<string, string> {
  const folder = join(root, 'src/base')
  if (!existsSync(folder)) return new Map()
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !/\.test\./.test(name))
    .toSorted()
  return new Map(
    names.map((name) => [`src/base/${name}`, readFileSync(join(folder, name), 'utf8')]),
  )
}
