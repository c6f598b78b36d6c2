import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { execFile } from 'node:child_process'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { build } from 'vite'
import { eventData, eventKey } from './event-data.ts'
import { eventSource } from './event-source.ts'

/** Git-ignored, like every build. */
export const OUT = 'dist/bench/full'

const run = promisify(execFile)

/** What of the project a build needs; packages are found above it. */
const COPIED = [
  'src',
  'bench/workers',
  'wrangler.toml',
  'vite.config.ts',
  'package.json',
  'tsconfig.json',
]

/** A copy of the project whose events are these generated ones, and nothing else. */
export interface Project {
  readonly folder: string
  readonly events: number
}

export function writeProject(events: number): Project {
  const folder = join(OUT, `events-${events}`)
  rmSync(folder, { recursive: true, force: true })
  for (const name of COPIED) cpSync(name, join(folder, name), { recursive: true })
  for (let number = 0; number < events; number++) {
    const own = join(folder, 'events', eventKey(number))
    mkdirSync(own, { recursive: true })
    writeFileSync(join(own, 'event.tsx'), eventSource(eventData(number)))
  }
  return { folder, events }
}

/** As `npm run build` builds: vite, split, minified. Returns the folder of the build. */
export async function buildProduct({ folder }: Project): Promise<string> {
  await run(
    process.execPath,
    [resolve('node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'warn'],
    {
      cwd: folder,
      maxBuffer: 1 << 28,
    },
  )
  return join(folder, 'dist/usher')
}

/** The same build for a registry that compiles every module at start. */
export function withoutFlag(dist: string): string {
  const other = `${dist}-old-registry`
  rmSync(other, { recursive: true, force: true })
  cpSync(dist, other, { recursive: true })
  const file = join(other, 'wrangler.json')
  const config = JSON.parse(readFileSync(file, 'utf8')) as { compatibility_flags: string[] }
  config.compatibility_flags = config.compatibility_flags.filter((flag) => flag !== NEW_REGISTRY)
  writeFileSync(file, JSON.stringify(config))
  return other
}

const NEW_REGISTRY = 'new_module_registry'

/** How the events get into a worker that has no dispatch. */
export type NaiveKind = 'static' | 'lazy'

/** What somebody would write without this project, and wrangler makes of it: one file. */
export async function buildNaive({ folder, events }: Project, kind: NaiveKind): Promise<string> {
  writeFileSync(join(folder, `${kind}.ts`), naiveEntry(events, kind))
  const config = join(folder, `${kind}.json`)
  writeFileSync(config, JSON.stringify({ ...NAIVE_CONFIG, main: `${kind}.ts` }))
  const dist = resolve(folder, 'dist', kind)
  await run(
    process.execPath,
    [
      resolve('node_modules/wrangler/bin/wrangler.js'),
      'deploy',
      '--dry-run',
      '-c',
      config,
      '--outdir',
      dist,
    ],
    { env: quietly, maxBuffer: 1 << 28 },
  )
  const built = `${kind}.js`
  writeFileSync(
    join(dist, 'wrangler.json'),
    JSON.stringify({ ...NAIVE_CONFIG, main: built, no_bundle: true }),
  )
  return dist
}

const quietly = { ...process.env, WRANGLER_SEND_METRICS: 'false', CI: '1' }

const NAIVE_CONFIG = {
  name: 'naive',
  compatibility_date: '2026-11-01',
  compatibility_flags: [],
  vars: { APEXES: 'localhost' },
  kv_namespaces: [{ binding: 'TENANTS', id: '00000000000000000000000000000000' }],
  durable_objects: { bindings: [{ name: 'EVENTS', class_name: 'EventStore' }] },
  migrations: [{ tag: 'v1', new_sqlite_classes: ['EventStore'] }],
}

function naiveEntry(events: number, kind: NaiveKind): string {
  const numbers = Array.from({ length: events }, (_, number) => number)
  const file = (number: number): string => `'./events/${eventKey(number)}/event.tsx'`
  const imports = numbers.map((number) => `import e${number} from ${file(number)}`)
  const entries = numbers.map((number) =>
    kind === 'static'
      ? `['${eventKey(number)}', () => ({ default: e${number} })],`
      : `['${eventKey(number)}', () => import(${file(number)})],`,
  )
  return `${kind === 'static' ? imports.join('\n') : ''}
import { EventStore, naive } from './bench/workers/naive.ts'
export { EventStore }
export default naive(new Map([
${entries.join('\n')}
]))
`
}

/** The naive worker again, for plain Node. Returns the folder with `node.js`. */
export async function buildNode({ folder, events }: Project): Promise<string> {
  const entry = naiveEntry(events, 'static')
    .replaceAll('EventStore, ', '')
    .replace('export { EventStore }', '')
    .replace('workers/naive.ts', 'workers/naive-app.ts')
  writeFileSync(join(folder, 'node.ts'), entry)
  const outDir = resolve(folder, 'dist/node')
  await build({
    root: folder,
    configFile: false,
    logLevel: 'warn',
    build: { ssr: 'node.ts', outDir, minify: true },
    ssr: { noExternal: true },
  })
  return outDir
}
