import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { moduleFiles } from '../runtime.ts'
import { OUT } from './project.ts'

/** A build to run in the bare runtime: nothing of a simulator in the process that is measured. */
export interface Service {
  readonly name: string
  /** Folder of a build, its `wrangler.json` names the flags. */
  readonly dist: string
  /** The modules to take of the build, by their path in it; all without it. */
  readonly modules?: (path: string) => boolean
  /** Changes of the flags that the build names. */
  readonly flags?: (flags: readonly string[]) => readonly string[]
  /** Whether its main module is imported by its first request, and not before. */
  readonly later?: boolean
}

export interface Workerd {
  readonly pid: number
  /** Where each service listens. */
  readonly ports: ReadonlyMap<string, number>
  /** Null unless asked for. */
  readonly inspector: number | null
  /** Milliseconds from the start of the process until it listened. */
  readonly startedIn: number
  readonly stop: () => Promise<void>
}

interface BuildConfig {
  readonly main: string
  readonly compatibility_date: string
  readonly compatibility_flags: readonly string[]
}

process.setMaxListeners(0)
let runs = 0

/** One process with these services. The registry is a service of its own, the stores are a constant. */
export async function startWorkerd(
  services: readonly Service[],
  { inspect = false }: { readonly inspect?: boolean } = {},
): Promise<Workerd> {
  const folder = join(OUT, 'run')
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `${process.pid}-${runs++}.capnp`)
  writeFileSync(file, configText(services, folder, inspect))
  const inspecting = inspect ? ['--inspector-addr=127.0.0.1:0'] : []
  const started = performance.now()
  const child = spawn(
    resolve('node_modules/workerd/bin/workerd'),
    ['serve', file, '--experimental', '--control-fd=3', ...inspecting],
    { stdio: ['ignore', 'ignore', 'pipe', 'pipe'] },
  )
  endWithUs(child)
  const { ports, inspector } = await listening(child, services.length, inspect)
  const startedIn = performance.now() - started
  return { pid: child.pid ?? 0, ports, inspector, startedIn, stop: () => stopProcess(child) }
}

/** Whatever becomes of the benchmark, none of its servers stays behind. */
export function endWithUs(child: ChildProcess): void {
  const end = (): void => void child.kill()
  process.once('exit', end)
  child.once('exit', () => process.off('exit', end))
}

export async function stopProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise((done) => child.once('exit', done))
  child.kill('SIGKILL')
  await gone
}

interface Listening {
  readonly ports: ReadonlyMap<string, number>
  readonly inspector: number | null
}

function listening(child: ChildProcess, sockets: number, inspect: boolean): Promise<Listening> {
  const { promise, resolve: found, reject } = Promise.withResolvers<Listening>()
  const ports = new Map<string, number>()
  let inspector: number | null = null
  let complaints = ''
  child.stderr?.on(
    'data',
    (text: Buffer) => (complaints = (complaints + text.toString()).slice(-4000)),
  )
  child.once('exit', (code) => reject(new Error(`workerd ended with ${code}:\n${complaints}`)))
  createInterface({ input: child.stdio[3] as Readable }).on('line', (line) => {
    const message = JSON.parse(line) as { event: string; socket?: string; port: number }
    if (message.event === 'listen-inspector') inspector = message.port
    if (message.event === 'listen') ports.set(message.socket ?? '', message.port)
    if (ports.size === sockets && (!inspect || inspector !== null)) found({ ports, inspector })
  })
  return promise
}

function configText(services: readonly Service[], folder: string, inspect: boolean): string {
  const text = JSON.stringify
  const sockets = services.map(
    ({ name }) =>
      `(name = ${text(name)}, address = "127.0.0.1:0", http = (), service = ${text(name)})`,
  )
  // The protocol has a call for a collection, but this runtime does not answer it.
  const collecting = inspect ? `"--expose-gc"` : ''
  const support = relative(folder, 'bench/full/support')
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "registry", worker = (
      modules = [(name = "registry.js", esModule = embed "${support}/registry.js")],
      compatibilityDate = "2026-11-01")),
${services.map((service) => serviceText(service, folder)).join(',\n')}
  ],
  sockets = [${sockets.join(', ')}],
  v8Flags = [${collecting}],
  extensions = [(modules = [
    (name = "bench:stores", internal = true, esModule = embed "${support}/stores.js")])],
);
`
}

function serviceText(service: Service, folder: string): string {
  const { name, dist, modules = () => true, flags, later = false } = service
  const config = JSON.parse(readFileSync(join(dist, 'wrangler.json'), 'utf8')) as BuildConfig
  const main = join(dist, config.main)
  const files = moduleFiles(dist)
    .filter((file) => file === main || modules(relative(dist, file)))
    .toSorted((a, b) => Number(b === main) - Number(a === main))
  const embedded = files.map(
    (file) => `(name = "${relative(dist, file)}", esModule = embed "${relative(folder, file)}")`,
  )
  if (later) embedded.unshift(`(name = "later.js", esModule = ${importing(config.main)})`)
  const given = config.compatibility_flags
  const list = (flags?.(given) ?? given).map((flag) => JSON.stringify(flag)).join(', ')
  return `    (name = ${JSON.stringify(name)}, worker = (
      modules = [${embedded.join(', ')}],
      compatibilityDate = "${config.compatibility_date}",
      compatibilityFlags = [${list}],
      bindings = [
        (name = "APEXES", text = "localhost"),
        (name = "TENANTS", kvNamespace = "registry"),
        (name = "EVENTS", wrapped = (moduleName = "bench:stores"))]))`
}

/** A module that answers when it has imported another one. */
const importing = (main: string): string =>
  JSON.stringify(
    `export default { async fetch() {
      await import(${JSON.stringify(`./${main}`)})
      return new Response('imported')
    } }`,
  )
