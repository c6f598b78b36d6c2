import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { build } from 'vite'

/** Where the browser's part of the base is, and what it is built into. */
export const CLIENT_DIR = join('src', 'base', 'client')
const CLIENT_FILE = join(CLIENT_DIR, 'client.gen.ts')

/** A file of the client as the Worker serves it. Hashes are of the text. */
interface Built {
  readonly path: string
  readonly text: string
  readonly version: string
}

/** Builds the browser's part of the base into a module of the Worker. */
export async function writeClient(root: string): Promise<void> {
  const script = named(await bundle(root, 'page/main.ts', 'es'), (hash) => `client.${hash}.js`)
  const files = [script.path]
  const draft = await bundle(root, 'worker/worker.ts', 'iife', { files, version: VERSION })
  // Its version is its own: what it keeps goes with it.
  const version = hashOf(draft)
  const worker = named(draft.replaceAll(VERSION, version), () => 'worker.js')
  const farewell = named(await bundle(root, 'worker/farewell.ts', 'iife'), () => 'worker.js')
  writeIfChanged(join(root, CLIENT_FILE), source({ script, worker, farewell }))
}

/** Stands where the version will be, until it is known. */
const VERSION = '__VERSION__'

interface Constants {
  readonly files: readonly string[]
  readonly version: string
}

/** One file of plain script, minified. */
async function bundle(
  root: string,
  entry: string,
  format: 'es' | 'iife',
  { files, version }: Constants = { files: [], version: '' },
): Promise<string> {
  const built = await build({
    root,
    configFile: false,
    envDir: false,
    publicDir: false,
    logLevel: 'warn',
    define: { FILES: JSON.stringify(files), VERSION: JSON.stringify(version) },
    build: {
      write: false,
      minify: true,
      target: 'es2022',
      modulePreload: false,
      rolldownOptions: {
        input: resolve(root, CLIENT_DIR, entry),
        output: { format, codeSplitting: false },
      },
    },
  })
  const [output] = [built].flat()
  const chunk = output !== undefined && 'output' in output ? output.output[0] : undefined
  if (chunk?.type !== 'chunk') throw new Error(`${entry} was not built into one script.`)
  return chunk.code
}

function named(text: string, name: (hash: string) => string): Built {
  const version = hashOf(text)
  return { path: `/-/${name(version)}`, text, version }
}

const hashOf = (text: string): string =>
  createHash('sha256').update(text).digest('hex').slice(0, 12)

const source = (client: Readonly<Record<string, Built>>): string =>
  `// Generated from the folders beside it; do not edit. Only the Workers' entries import it.
import type { Client } from './client.ts'

export const client: Client = ${JSON.stringify(client, null, 2)}
`

/** A watched file that is rewritten unchanged would build for ever. */
function writeIfChanged(file: string, text: string): void {
  if (!existsSync(file) || readFileSync(file, 'utf8') !== text) writeFileSync(file, text)
}
