import { once } from 'node:events'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { dirname, join, resolve, sep } from 'node:path'
import { cloudflare, type WorkerConfig } from '@cloudflare/vite-plugin'
import { createServer, type ViteDevServer } from 'vite'
import { err, ok, type Result } from '../contract.ts'
import { SEED_PATH, type Seed } from '../dev/seed-contract.ts'
import { demoData } from './demo-data.ts'
import { personasOf } from './demo-people/demo-people.ts'
import { clientPlugin } from '../build/client-plugin.ts'
import { writeEventsMap } from '../build/events-map.ts'
import { eventsPlugin } from '../build/events-plugin.ts'
import {
  DATA_DIR,
  LOCAL_ADMIN_TOKEN,
  LOCAL_PREVIEW_SECRET,
  LOCK_FILE,
  lockText,
} from './local-data.ts'

export interface DevServer {
  readonly port: string
  readonly links: readonly string[]
  /** Addresses that sign in as one of the people of an event that has no code. */
  readonly personas: readonly string[]
  /** Ends every process it started. */
  close(): Promise<void>
}

interface Port {
  readonly port: number
  /** Whether no other one will do. */
  readonly strict: boolean
}

/** Reads `PORT`: a given one has to be free, otherwise 8787 or the next that is. */
export function givenPort(text: string | undefined): Result<Port, string> {
  if (text === undefined || text === '') return ok({ port: 8787, strict: false })
  const port = Number(text)
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return ok({ port, strict: true })
  return err(`PORT is "${text}"; give a number from 1 to 65535.`)
}

/**
 * Serves the Worker from source on the local runtime, with the demo events registered, and registers
 * again when an event or its demo data changes.
 *
 * @param say told what people want to know while it runs
 */
export async function createDevServer(
  { port, strict }: Port,
  say: (line: string) => void,
): Promise<DevServer> {
  // Before everything else is started in vain.
  if (strict && (await isTaken(port))) {
    throw new Error(`Port ${port} is in use. End what listens there, or give another PORT.`)
  }
  let origin = ''
  let known = new Set<string>()
  const replaced = new Set<string>()
  const register = async (): Promise<readonly Seed[]> => {
    const seeds = demoData('demo', writeEventsMap('events').keys, replaced)
    replaced.clear()
    for (const problem of await post(origin, seeds)) say(problem)
    return seeds
  }
  const registerAgain = async (): Promise<void> => {
    try {
      const seeds = await register()
      for (const seed of seeds) if (!known.has(seed.tenant.key)) say(`New: ${link(seed, origin)}`)
      known = new Set(seeds.map(({ tenant }) => tenant.key))
    } catch (error) {
      say(error instanceof Error ? error.message : String(error))
    }
  }
  const server = await createServer({
    configFile: false,
    appType: 'custom',
    logLevel: 'warn',
    clearScreen: false,
    server: {
      port,
      strictPort: strict,
      allowedHosts: true,
      // The local runtime writes here at every request; none of it is source.
      watch: { ignored: [`**/${DATA_DIR}/**`, '**/dist/**'] },
    },
    plugins: [eventsPlugin(() => void registerAgain()), clientPlugin(), localRuntime()],
  })
  await server.listen()
  origin = localOrigin(server, port)
  watchDemoData(server, replaced, () => void registerAgain())
  const seeds = await register()
  known = new Set(seeds.map(({ tenant }) => tenant.key))
  mkdirSync(dirname(LOCK_FILE), { recursive: true })
  writeFileSync(LOCK_FILE, lockText(process.pid, new URL(origin).port))
  // The local runtime ends the process at a signal before anybody else hears of it.
  process.once('exit', unlock)
  return {
    port: new URL(origin).port,
    links: seeds.map((seed) => link(seed, origin)),
    personas: seeds.flatMap((seed) => personaLinks(seed, origin)),
    close: async () => {
      unlock()
      await server.close()
    },
  }
}

async function isTaken(port: number): Promise<boolean> {
  const socket = connect(port, 'localhost')
  try {
    await once(socket, 'connect')
    return true
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}

const unlock = (): void => rmSync(LOCK_FILE, { force: true })

const link = ({ tenant, shows, hasModule }: Seed, origin: string): string => {
  const address = `http://${tenant.canonicalHost}:${new URL(origin).port}/`
  const about = shows ?? (hasModule ? `(events/${tenant.key}/)` : '(base only)')
  return `${address}  ${tenant.name}  ${about}`
}

const personaLinks = ({ tenant, people, hasModule }: Seed, origin: string): string[] =>
  (people === null || hasModule ? [] : personasOf(people)).map(
    ({ email, name, group }) =>
      `http://${tenant.canonicalHost}:${new URL(origin).port}/__dev/as/${email}  ${name}, ${group}`,
  )

/** A changed programme takes the place of the one before; a changed record is published anew. */
function watchDemoData(server: ViteDevServer, replaced: Set<string>, changed: () => void): void {
  const demoDir = resolve('demo') + sep
  server.watcher.add(demoDir)
  const update = (file: string): void => {
    if (!file.startsWith(demoDir)) return
    const [key = '', name = ''] = file.slice(demoDir.length).split(sep)
    if (name.startsWith('schedule.')) replaced.add(key)
    changed()
  }
  server.watcher.on('add', update).on('change', update)
}

const localRuntime = () =>
  cloudflare({
    inspectorPort: false,
    persistState: { path: DATA_DIR },
    config: forDevelopment,
  })

/** The deployed configuration with the development Worker on the local apex. */
function forDevelopment(config: WorkerConfig): void {
  config.main = resolve(join('src', 'dev', 'worker.ts'))
  config.vars = {
    ...config.vars,
    APEXES: 'localhost',
    ADMIN_TOKEN: LOCAL_ADMIN_TOKEN,
    PREVIEW_SECRET: LOCAL_PREVIEW_SECRET,
    // Kept pages are in the way of somebody who changes them.
    OFFLINE: process.env['OFFLINE'] ?? 'off',
  }
  // Modules come one by one from the source here; the registry that is lazy about bundles asks the
  // plug-in for modules it does not have, and fills the terminal with that.
  config.compatibility_flags = config.compatibility_flags.filter(
    (flag) => flag !== 'new_module_registry',
  )
}

const localOrigin = (server: ViteDevServer, port: number): string =>
  new URL(server.resolvedUrls?.local[0] ?? `http://localhost:${port}/`).origin

async function post(origin: string, seeds: readonly Seed[]): Promise<readonly string[]> {
  const response = await fetch(origin + SEED_PATH, { method: 'POST', body: JSON.stringify(seeds) })
  if (!response.ok) return [`The demo data could not be registered: ${await response.text()}`]
  const { problems } = (await response.json()) as { problems: string[] }
  return problems
}
