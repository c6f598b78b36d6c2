import type { Result } from '../contract.ts'
import { isRecord, type Plain, plainCopy, type PlainRecord, setOwn } from './plain.ts'

/** What one feature of a base lets be set. Names are unique over all features. */
export interface SettingsSeam<Written extends object, Settings extends object> {
  /** Every setting with its default. */
  readonly defaults: Settings
  /** The settings as a whole, or all that is wrong with them. Takes what it has given back, too. */
  readonly parse: (input: unknown) => Result<Settings, readonly SettingsProblem[]>
  /**
   * The value that stands in for one that cannot be used, where the layer below would allow more;
   * undefined where the layer below answers.
   */
  readonly closed?: (path: readonly string[]) => Plain | undefined
  /** Never there; says what people write. */
  readonly written?: Written
}

export interface SettingsProblem {
  /** As in `slotPlan.days.0.from`; `settings` for the whole. */
  readonly field: string
  /** What is wrong and what to do. */
  readonly message: string
}

/** Some of the settings, as somebody has set them. */
export interface SettingsLayer {
  /** Who: told by `explain`, and in what is reported. */
  readonly from: string
  readonly settings: unknown
}

export interface ResolvedSettings<Settings> {
  readonly settings: Settings
  /** Each single value by its path, `quotas.everyone.pending`, and who set it. */
  readonly values: ReadonlyMap<string, SetValue>
}

export interface SetValue {
  readonly value: Plain
  /** `base` for a default. */
  readonly from: string
}

/**
 * The settings in force: the defaults, and over them each layer. Named values are laid over one by one;
 * a list, a text or a number takes the place of the one below as a whole. What cannot be used is
 * reported and left out, so that the layer below answers for it.
 *
 * @param report hears of each problem, with the name of the field
 */
export function resolveSettings<Settings extends object>(
  seam: SettingsSeam<object, Settings>,
  layers: readonly SettingsLayer[],
  report: (problem: SettingsProblem, from: string) => void,
): ResolvedSettings<Settings> {
  const names = Object.keys(seam.defaults)
  let below = plainCopy(seam.defaults) as PlainRecord
  const values = new Map<string, SetValue>()
  note(values, below, 'base')
  for (const { from, settings } of layers) {
    const layer = readLayer(settings, names, (problem) => report(problem, from))
    const own = fit(seam, below, layer, (problem) => report(problem, from))
    below = over(below, own)
    note(values, own, from)
  }
  const parsed = seam.parse(below)
  if (parsed.ok) return { settings: parsed.value, values }
  throw new Error(`The defaults of ${names.join(', ')} are not valid: fix them in their feature.`)
}

/** Settings that no feature has, with what is wrong with them. */
export function unknownSettings(
  settings: unknown,
  seams: readonly Pick<SettingsSeam<object, object>, 'defaults'>[],
): SettingsProblem[] {
  const known = new Set(seams.flatMap(({ defaults }) => Object.keys(defaults)))
  const names = isRecord(settings) ? Object.keys(settings) : []
  const message = `There is no such setting. There are ${[...known].join(', ')}.`
  return names.filter((name) => !known.has(name)).map((field) => ({ field, message }))
}

type Report = (problem: SettingsProblem) => void

/** A layer's settings of these names as plain data; what is none is reported and left out. */
function readLayer(settings: unknown, names: readonly string[], report: Report): PlainRecord {
  const own: Record<string, Plain> = {}
  for (const field of names) {
    try {
      if (!isRecord(settings) || !Object.hasOwn(settings, field)) continue
      const value = settings[field]
      if (value !== undefined) own[field] = plainCopy(value)
    } catch (error) {
      report({ field, message: `${reason(error)} Give plain values.` })
    }
  }
  return own
}

/** What was thrown may be anything, also what cannot be looked at. */
function reason(error: unknown): string {
  try {
    return error instanceof TypeError ? error.message : 'This cannot be read.'
  } catch {
    return 'This cannot be read.'
  }
}

/** Of a layer what makes valid settings over those below. */
function fit(
  { parse, closed }: SettingsSeam<object, object>,
  below: PlainRecord,
  layer: PlainRecord,
  report: Report,
): PlainRecord {
  let own = layer
  while (Object.keys(own).length > 0) {
    const parsed = parse(over(below, own))
    if (parsed.ok) return own
    let next = own
    for (const problem of parsed.error) {
      report(problem)
      const path = pathIn(next, problem.field.split('.'))
      if (path !== null) next = without(next, path, closed?.(path))
    }
    // What is wrong lies between this layer and those below: neither goes with the other.
    if (next === own) return {}
    own = next
  }
  return own
}

/** Lays named values over others. */
function over(below: PlainRecord, above: PlainRecord): PlainRecord {
  const merged: Record<string, Plain> = {}
  for (const [name, value] of Object.entries(below)) setOwn(merged, name, value)
  for (const [name, value] of Object.entries(above)) {
    const under = Object.hasOwn(merged, name) ? merged[name] : undefined
    setOwn(merged, name, isRecord(value) && isRecord(under) ? over(under, value) : value)
  }
  return merged
}

/**
 * Where a layer has a field, or what the field would be a part of; names may have dots. null where the
 * layer says nothing of it.
 */
function pathIn(layer: Plain, field: readonly string[]): readonly string[] | null {
  if (!isRecord(layer)) return null
  const name = field
    .map((_, words) => field.slice(0, words + 1).join('.'))
    .findLast((candidate) => Object.hasOwn(layer, candidate))
  if (name === undefined) return null
  const rest = field.slice(name.split('.').length)
  return [name, ...(pathIn(layer[name] ?? null, rest) ?? [])]
}

/** A layer without the value at a path, or with another in its place. What is emptied goes, too. */
function without(
  layer: PlainRecord,
  [name = '', ...rest]: readonly string[],
  instead: Plain | undefined,
): PlainRecord {
  const kept: Record<string, Plain> = {}
  for (const [other, value] of Object.entries(layer)) {
    if (other !== name) setOwn(kept, other, value)
    else if (rest.length > 0 && isRecord(value)) {
      const inner = without(value, rest, instead)
      if (Object.keys(inner).length > 0) setOwn(kept, other, inner)
    } else if (instead !== undefined && instead !== value) setOwn(kept, other, instead)
  }
  return kept
}

/** Notes who set each single value. */
function note(
  values: Map<string, SetValue>,
  layer: PlainRecord,
  from: string,
  above: readonly string[] = [],
): void {
  for (const [name, value] of Object.entries(layer)) {
    const path = [...above, name]
    if (isRecord(value) && Object.keys(value).length > 0) {
      values.delete(path.join('.'))
      note(values, value, from, path)
      continue
    }
    const key = path.join('.')
    const isUnder = [...values.keys()].some((other) => other.startsWith(`${key}.`))
    // Nothing in particular over something is still that.
    if (isRecord(value) && isUnder) continue
    for (const other of values.keys()) if (other.startsWith(`${key}.`)) values.delete(other)
    values.set(key, { value, from })
  }
}
