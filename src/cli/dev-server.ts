import { resolve } from 'node:path'
import { cloudflare, type WorkerConfig } from '@cloudflare/vite-plugin'
import { createServer, type ViteDevServer } from 'vite'
import { err, ok, type Result } from '../contract.ts'
import { SEED_PATH, type Seed } from '../dev/seed-contract.ts'
import { demoData } from './demo-data.ts'
import { type EventsMapResult, writeEventsMap } from './events-map.ts'
import { eventsPlugin } from './events-plugin.ts'
import { DATA_DIR } from './local-data.ts'

export interface DevServer {
  readonly events: readonly { readonly name: string; readonly url: string; readonly hint: string }[]
  /** What could not be registered, for people. */
  readonly problems: readonly string[]
  /** Ends every process it started. */
  close(): Promise<void>
}

interface Port {
  readonly port: number
  /** Whether another one will do. */
  readonly strict: boolean
}

/** Reads `PORT`: a given one has to be free, otherwise 8787 or the next that is. */
export function givenPort(text: string | undefined): Result<Port, string> {
  if (text === undefined || text === '') return ok({ port: 8787, strict: false })
  const port = Number(text)
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return ok({ port, strict: true })
  return err(`PORT is "${text}"; give a number from 1 to 65535.`)
}

/** Serves the Worker from source on the local runtime, with the demo events registered. */
export async function createDevServer(
  { port, strict }: Port,
  dataDir: string = DATA_DIR,
): Promise<DevServer> {
  let origin = ''
  const onChange = ({ keys }: EventsMapResult): void => {
    void register(origin, demoData('demo', keys)).then((problems) => problems.forEach(warn))
  }
  const server = await createServer({
    configFile: false,
    appType: 'custom',
    logLevel: 'warn',
    clearScreen: false,
    server: { port, strictPort: strict, allowedHosts: true },
    plugins: [
      eventsPlugin(onChange),
      cloudflare({
        inspectorPort: false,
        persistState: { path: dataDir },
        config: forDevelopment,
      }),
    ],
  })
  await server.listen()
  origin = localOrigin(server, port)
  const seeds = demoData('demo', writeEventsMap('events').keys)
  const problems = await register(origin, seeds)
  const events = seeds.map(({ tenant, hasModule }) => ({
    name: tenant.name,
    url: `http://${tenant.canonicalHost}:${new URL(origin).port}/`,
    hint: hasModule ? `  (events/${tenant.key}/)` : '  (base only)',
  }))
  return { events, problems, close: () => server.close() }
}

/** The deployed configuration with the development Worker on the local apex. */
function forDevelopment(config: WorkerConfig): void {
  config.main = resolve('src/dev/worker.ts')
  config.vars = { ...config.vars, APEXES: 'localhost' }
  // Modules come one by one from the source here; the registry that is lazy about bundles asks the
  // plug-in for modules it does not have, and fills the terminal with that.
  config.compatibility_flags = config.compatibility_flags.filter(
    (flag) => flag !== 'new_module_registry',
  )
}

const localOrigin = (server: ViteDevServer, port: number): string =>
  new URL(server.resolvedUrls?.local[0] ?? `http://localhost:${port}/`).origin

async function register(origin: string, seeds: readonly Seed[]): Promise<readonly string[]> {
  const response = await fetch(origin + SEED_PATH, { method: 'POST', body: JSON.stringify(seeds) })
  if (!response.ok) return [`The demo data could not be registered: ${await response.text()}`]
  const { problems } = (await response.json()) as { problems: string[] }
  return problems
}

const warn = (problem: string): void => console.warn(problem)
