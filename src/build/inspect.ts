import { join, resolve } from 'node:path'
import { convertV4MiniflareOptions, Miniflare } from 'miniflare'
import { build } from 'vite'
import type { InspectAnswer, Inspection, InspectRequest } from '../inspect/report.ts'

/** Built modules, as a runtime takes them. */
export interface Inspected {
  /** The modules are said to be here; nothing is read from it. */
  readonly dir: string
  /** Name, relative to that → text. */
  readonly modules: ReadonlyMap<string, string>
  /** Event key → name of its module. */
  readonly events: ReadonlyMap<string, string>
  readonly compatibilityDate: string
  readonly compatibilityFlags: readonly string[]
}

/** How long what is inspected may take, in milliseconds. */
export interface InspectTimes {
  /** One import. */
  readonly module: number
  /** Over and above that, one request for many: an import that never yields stops all of them. */
  readonly slack: number
}

export const INSPECT_TIMES: InspectTimes = { module: 2_000, slack: 8_000 }

/** Modules asked about in one request. */
const BATCH = 250

type Modules = InspectRequest['modules']

/** The Worker that is asked, as one module; made beside the build, it takes as long. */
export async function buildInspector(root: string): Promise<string> {
  const built = await build({
    root,
    configFile: false,
    logLevel: 'warn',
    resolve: { conditions: ['workerd', 'worker', 'browser'] },
    ssr: { noExternal: true },
    build: {
      ssr: join(resolve(root), 'src/inspect/inspector.ts'),
      write: false,
      rolldownOptions: { output: { codeSplitting: false } },
    },
  })
  const [output] = [built].flat()
  const chunk = output !== undefined && 'output' in output ? output.output[0] : undefined
  if (chunk?.type !== 'chunk') throw new Error('The inspector was not built into one module.')
  return chunk.code
}

/**
 * Imports every event's built module in the real runtime and tells what each overrides, or what is
 * wrong with it. One that never yields costs a new runtime; the others are asked again, one by one.
 */
export async function inspect(
  inspected: Inspected,
  inspector: string,
  times: InspectTimes = INSPECT_TIMES,
): Promise<InspectAnswer> {
  const modules = [...inspected.events].map(([key, name]): Modules[number] => [key, `./${name}`])
  const runtime = new Runtime(inspected, inspector, times)
  try {
    const events: Inspection[] = []
    const surface = (await runtime.ask([]))?.surface
    if (surface === undefined) throw new Error('The runtime that inspects modules does not answer.')
    for (let at = 0; at < modules.length; at += BATCH) {
      events.push(...(await askAll(runtime, modules.slice(at, at + BATCH))))
    }
    return { events, surface }
  } finally {
    await runtime.stop()
  }
}

async function askAll(runtime: Runtime, modules: Modules): Promise<readonly Inspection[]> {
  const answer = await runtime.ask(modules)
  if (answer !== null) return answer.events
  const events: Inspection[] = []
  for (const module of modules) {
    const [alone] = (await runtime.ask([module]))?.events ?? [endless(module[0])]
    if (alone !== undefined) events.push(alone)
  }
  return events
}

const endless = (key: string): Inspection => ({
  key,
  overrides: null,
  messages: {},
  complaints: [
    {
      seam: null,
      text: 'The import runs for ever, and stops every event of its isolate. Look for a loop at the top level that does not end.',
      stack: null,
    },
  ],
})

/** A local runtime that is started when it is needed, and thrown away when it hangs. */
class Runtime {
  readonly #inspected: Inspected
  readonly #inspector: string
  readonly #times: InspectTimes
  #running: Miniflare | null = null

  constructor(inspected: Inspected, inspector: string, times: InspectTimes) {
    this.#inspected = inspected
    this.#inspector = inspector
    this.#times = times
  }

  /** The inspector's answer; null when there was none in time. */
  async ask(modules: Modules): Promise<InspectAnswer | null> {
    const { module: timeout, slack } = this.#times
    this.#running ??= this.#start()
    await this.#running.ready
    const late = Promise.withResolvers<null>()
    const timer = setTimeout(() => late.resolve(null), timeout + slack)
    const asked = this.#running.dispatchFetch('http://inspector/', {
      method: 'POST',
      body: JSON.stringify({ modules, timeout } satisfies InspectRequest),
    })
    const answered = asked.then(async (response) => {
      if (!response.ok) throw new Error(`The inspector failed: ${await response.text()}`)
      return (await response.json()) as InspectAnswer
    })
    const answer = await Promise.race([answered, late.promise]).finally(() => clearTimeout(timer))
    if (answer !== null) return answer
    answered.catch(() => undefined)
    await this.stop()
    return null
  }

  async stop(): Promise<void> {
    await this.#running?.dispose()
    this.#running = null
  }

  #start(): Miniflare {
    const { dir, modules, compatibilityDate, compatibilityFlags } = this.#inspected
    return new Miniflare(
      convertV4MiniflareOptions({
        cf: false,
        // What modules print while they are imported is not what was asked.
        handleStructuredLogs: () => undefined,
        modulesRoot: dir,
        modules: [
          { type: 'ESModule', path: join(dir, 'inspector.js'), contents: this.#inspector },
          ...[...modules].map(([name, contents]) => ({
            type: 'ESModule' as const,
            path: join(dir, name),
            contents,
          })),
        ],
        compatibilityDate,
        compatibilityFlags: [...compatibilityFlags],
      }),
    )
  }
}
