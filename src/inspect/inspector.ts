import { features, match } from '../base/match.ts'
import { readSurface } from '../base/surface.ts'
import { themeTokens } from '../base/theme/tokens.ts'
import type { Tenant } from '../contract.ts'
import { compose } from '../dispatch/compose.ts'
import { overridesOf } from '../dispatch/overrides.ts'
import type { SeamWatch } from '../seam/fault.ts'
import { type EventModule, readModule } from '../seam/module.ts'
import { within } from '../within.ts'
import type { Complaint, InspectAnswer, Inspection, InspectRequest } from './report.ts'

// The Worker that the build asks about events: it imports their built modules in the real runtime
// and lays each over the base, as a request would. It is never deployed.

export default {
  async fetch(request) {
    const { modules, timeout } = await request.json<InspectRequest>()
    const events = await Promise.all(
      modules.map(([key, specifier]) => inspect(key, specifier, timeout)),
    )
    const surface = readSurface(features, themeTokens)
    return Response.json({ events, surface } satisfies InspectAnswer)
  },
} satisfies ExportedHandler

async function inspect(key: string, specifier: string, timeout: number): Promise<Inspection> {
  try {
    const imported: Promise<unknown> = import(/* @vite-ignore */ specifier)
    const module = readModule(await within(imported, timeout, hangs))
    return module.ok ? lay(key, module.value) : refused(key, module.error)
  } catch (error) {
    return error === HANGS
      ? refused(key, HANGING)
      : { key, overrides: null, messages: {}, complaints: [complaint(null, error)] }
  }
}

/** Lays the module over the base; complains of what the base would have to stand in for at once. */
function lay(key: string, module: EventModule): Inspection {
  const complaints: Complaint[] = []
  const watch: SeamWatch = {
    allows: () => true,
    succeeded: () => undefined,
    failed: (seam, error) => complaints.push(complaint(seam, error)),
    deadline: 0,
    ranOut: () => undefined,
    enter: () => () => undefined,
    waiting: false,
  }
  try {
    const laid = match.lay(NOBODY, module)
    laid.bind(watch)
    compose(match, laid, module)
    const told = new Set(complaints.map(({ seam }) => seam))
    for (const [seam, error] of match.examine?.(module) ?? []) {
      if (!told.has(seam)) complaints.push(complaint(seam, error))
    }
    const { messages = {} } = module
    return { key, overrides: overridesOf(match, module), messages, complaints }
  } catch (error) {
    return refused(key, `${MISFIT} ${complaint(null, error).text}.`)
  }
}

const refused = (key: string, text: string): Inspection => ({
  key,
  overrides: null,
  messages: {},
  complaints: [{ seam: null, text, stack: null }],
})

const MISFIT =
  'The module cannot be laid over the base; look at the patterns of its routes and pages.'

const HANGS = new Error('late')
const HANGING =
  'The import does not end: something is awaited at the top level that never comes. Load it in a handler.'
const hangs = (): never => {
  throw HANGS
}

/** What was thrown may be anything, also what throws when it is looked at. */
function complaint(seam: string | null, error: unknown): Complaint {
  try {
    if (error instanceof Error) {
      const stack = typeof error.stack === 'string' ? error.stack : null
      return { seam, text: `${error.name}: ${error.message}`, stack }
    }
    return { seam, text: `thrown: ${String(error)}, which is no Error`, stack: null }
  } catch {
    return { seam, text: 'thrown: something that cannot be looked at', stack: null }
  }
}

const NOBODY: Tenant = {
  schema: 1,
  revision: 1,
  key: 'nobody',
  storeId: 'nobody',
  name: 'Nobody',
  canonicalHost: 'nobody.invalid',
  hosts: ['nobody.invalid'],
  status: 'live',
  schedule: [],
  farewell: null,
  notice: null,
  redirects: [],
  listed: false,
  timeZone: 'UTC',
  locales: ['en'],
  starts: '2027-01-01',
  ends: '2027-01-01',
  place: '',
  theme: {},
  deadline: null,
  outbound: [],
}
