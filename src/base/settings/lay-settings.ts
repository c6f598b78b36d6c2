import type { Store, Tenant } from '../../contract.ts'
import type { ExplainedSetting } from '../../seam/base.ts'
import type { PlainRecord } from '../../seam/plain.ts'
import {
  resolveSettings,
  type SettingsLayer,
  type SettingsProblem,
  unknownSettings,
} from '../../seam/settings.ts'
import type { Refused } from '../pieces.ts'
import { declared } from './declared.ts'
import { LAYERS } from './layers.ts'
import { readOrganiserSettings } from './store.ts'

/** An event's settings as far as module and record go. */
export interface LaidSettings {
  /** Over the base's defaults; for the store. */
  readonly settings: PlainRecord
  /** What cannot be used, and was left out. */
  readonly refused: readonly Refused[]
}

const DEFAULTS = resolve([])

/** The settings of a module and a record over the base's. Pure. */
export function laySettings(module: unknown, { settings: record }: Tenant): LaidSettings {
  return module === undefined && record === undefined ? DEFAULTS : resolve(layersOf(module, record))
}

/** Each value in force and who set it, the organiser's changes in the event's store with them. */
export async function explainSettings(
  module: unknown,
  { settings: record }: Tenant,
  store: Store,
): Promise<readonly ExplainedSetting[]> {
  const settings = await store.read(readOrganiserSettings, {})
  const layers = [...layersOf(module, record), { from: LAYERS.organiser, settings }]
  return declared.flatMap((seam) => {
    const { values } = resolveSettings(seam, layers, () => undefined)
    return [...values].map(([name, { value, from }]) => ({
      name,
      value: JSON.stringify(value),
      from,
    }))
  })
}

const layersOf = (module: unknown, record: unknown): SettingsLayer[] => [
  { from: LAYERS.event, settings: module },
  { from: LAYERS.tenant, settings: record },
]

function resolve(layers: readonly SettingsLayer[]): LaidSettings {
  const refused: Refused[] = []
  const report = ({ field, message }: SettingsProblem, from: string): void =>
    void refused.push([`settings:${field}`, new TypeError(`${message} Set by the ${from}.`)])
  for (const { from, settings } of layers) {
    for (const problem of unknownSettings(settings, declared)) report(problem, from)
  }
  const seams = declared.map((seam) => resolveSettings(seam, layers, report).settings)
  return { settings: Object.assign({}, ...seams) as PlainRecord, refused }
}
