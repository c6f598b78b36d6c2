import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { events } from '../../events/map.gen.ts'
import { type EventModule, readModule } from '../../src/seam/module.ts'
import { SEAM_NAMES, SEAMS } from '../../src/seam/seams.ts'

/** Lines of code in an event's folder: no tests, no empty lines, no comments. */
export function linesOf(key: string): number {
  const folder = join('events', key)
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !file.includes('.test.'))
    .flatMap((file) => readFileSync(join(folder, file), 'utf8').split('\n'))
    .filter((line) => !/^\s*(?:\/\/.*|\/\*\*.*|\*.*|)$/.test(line)).length
}

/** What the event's module fills of the base, by name. */
export async function seamsOf(key: string): Promise<string[]> {
  const module = await moduleOf(key)
  return SEAM_NAMES.filter((name) => SEAMS[name].pieces(module).length > 0)
}

/** The event's module as it is loaded. */
export async function moduleOf(key: string): Promise<EventModule> {
  const load = events.get(key)
  if (load === undefined) throw new Error(`events/${key}/ is not there.`)
  const module = readModule(await load())
  if (!module.ok) throw new Error(module.error)
  return module.value
}
