import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Complaint, Inspection } from '../inspect/report.ts'
import type { Problem } from './problem.ts'
import type { Stacks } from './stacks.ts'

/** What was built, in terms of its source. */
export interface BuiltFrom {
  readonly root: string
  readonly stacks: Stacks
  /** Event key → its module's source, `events/my-fair/event.tsx`. */
  readonly sources: ReadonlyMap<string, string>
}

/** What the runtime said about events' modules, in terms of their source. */
export function problemsOf(built: BuiltFrom, events: readonly Inspection[]): Problem[] {
  return events.flatMap(({ key, complaints }) =>
    complaints.map((complaint) => problem(built, key, complaint)),
  )
}

function problem(
  { root, stacks, sources }: BuiltFrom,
  key: string,
  { seam, text, stack }: Complaint,
): Problem {
  const file = sources.get(key) ?? join('events', key)
  if (seam !== null) {
    const place = lineWith(root, key, file, seam.slice(seam.indexOf(':') + 1))
    return at(root, place, `${seam} does not fit the base. ${text}`)
  }
  if (stack === null) return at(root, lineWith(root, key, file, 'export default'), text)
  const places = stacks.places(stack)
  const own = places.find((place) => place.file.startsWith(`events/${key}/`))
  const others = places
    .filter((place) => place !== own && place.file.startsWith('events/'))
    .map((place) => `${place.file}:${place.line}`)
  const way = others.length === 0 ? '' : ` Called from ${others.join(', ')}.`
  const told = `The module throws when it is imported: ${text}.${way} ${HANDLER}`
  return at(root, own ?? { file }, told)
}

const HANDLER = 'Nothing may fail at the top level; what may fail belongs in a handler.'

type Somewhere = Pick<Problem, 'file' | 'line'>

const at = (root: string, { file, line }: Somewhere, repair: string): Problem => ({
  file: join(root, file),
  ...(line === undefined ? {} : { line }),
  repair,
})

/** The first line of the event's folder that holds a text; its own module is looked at first. */
function lineWith(root: string, key: string, module: string, text: string): Somewhere {
  const folder = join('events', key)
  const others = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\./.test(file))
    .map((file) => join(folder, file))
  for (const file of [module, ...others.filter((other) => other !== module)]) {
    const lines = readFileSync(join(root, file), 'utf8').split('\n')
    const line = lines.findIndex((candidate) => candidate.includes(text)) + 1
    if (line > 0) return { file, line }
  }
  return { file: module }
}
