import { err, type Result } from '../contract.ts'
import { type EventModule, readModule } from '../seam/module.ts'

export type LoadModule = (
  key: string,
  importer: () => Promise<unknown>,
) => Promise<Result<EventModule, unknown>>

/**
 * Imports modules, each once. The first outcome is remembered, also a bad one: some bundlers answer
 * the second import of a broken module with an empty namespace.
 */
export function createLoader(): LoadModule {
  const outcomes = new Map<string, Promise<Result<EventModule, unknown>>>()
  return (key, importer) => {
    const known = outcomes.get(key)
    if (known !== undefined) return known
    const outcome = load(importer)
    outcomes.set(key, outcome)
    return outcome
  }
}

async function load(importer: () => Promise<unknown>): Promise<Result<EventModule, unknown>> {
  try {
    const module = readModule(await importer())
    return module.ok ? module : err(new TypeError(module.error))
  } catch (error) {
    return err(error)
  }
}
