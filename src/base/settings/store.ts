import {
  err,
  ok,
  type Result,
  type Sql,
  type StoreContext,
  type Tenant,
  type Told,
} from '../../contract.ts'
import type { PlainRecord } from '../../seam/plain.ts'
import {
  resolveSettings,
  type SettingsLayer,
  type SettingsProblem,
  unknownSettings,
} from '../../seam/settings.ts'
import { command, query, type SetUp, type StoreFeature } from '../../store/feature.ts'
import { defineFields } from '../fields/define.ts'
import type { EventField } from '../fields/field.ts'
import { type KeptField, keptField } from '../fields/kept-field.ts'
import { requireSystem } from '../people/signed-in.ts'
import { declared, type EventSettings } from './declared.ts'
import {
  layerMigrations,
  LAYERS,
  readLayers,
  type ToldLayer,
  writeOrganiser,
  writeTold,
} from './layers.ts'

/** What an event's module and record have its store know. */
export interface EventTold extends ToldLayer {
  readonly fields: readonly KeptField[]
}

/** What module and record say, for the store to follow. System only. */
export const tellStore = command('settings.tell', (sql, told: EventTold, context): object => {
  requireSystem(context)
  writeTold(sql, told)
  defineFields(sql, told.fields, told.frame, context)
  settle(sql, context)
  return {}
})

export const toldOf = (
  { timeZone, starts, ends }: Tenant,
  settings: PlainRecord,
  fields: readonly EventField[],
): Told => {
  const frame = { timeZone, starts, ends }
  const input: EventTold = { settings, frame, fields: fields.map(keptField) }
  return { command: tellStore, input }
}

type Changed = Result<{ readonly stands: readonly SettingsProblem[] }, readonly SettingsProblem[]>

/**
 * Puts an organiser's settings in the place of those they had set before, over those of module and
 * record. Refused when they do not go with them; then nothing is changed. Answers what stands as it
 * was although it no longer fits. System only.
 */
export const changeSettings = command(
  'settings.change',
  (sql, settings: EventSettings, context): Changed => {
    requireSystem(context)
    const { layers } = readLayers(sql)
    const own: SettingsLayer = { from: LAYERS.organiser, settings }
    const below = layers.filter(({ from }) => from !== LAYERS.organiser)
    const problems = [...unknownSettings(settings, declared), ...check([...below, own])]
    if (problems.length > 0) return err(problems)
    writeOrganiser(sql, settings)
    return ok({ stands: settle(sql, context) })
  },
)

/** What an organiser has set; null when nothing. One statement. System only. */
export const readOrganiserSettings = query(
  'settings.organiser',
  (sql, _input: object, context): unknown => {
    requireSystem(context)
    return readLayers(sql).layers.find(({ from }) => from === LAYERS.organiser)?.settings ?? null
  },
)

/** What is wrong with the organiser's layer. */
function check(layers: readonly SettingsLayer[]): SettingsProblem[] {
  const problems: SettingsProblem[] = []
  for (const seam of declared) {
    resolveSettings(seam, layers, (problem, from) => {
      if (from === LAYERS.organiser) problems.push(problem)
    })
  }
  return problems
}

/** Has every feature follow the settings as they are now. */
function settle(sql: Sql, context: StoreContext): SettingsProblem[] {
  const { layers, frame } = readLayers(sql)
  // What an organiser has set and no longer goes with what is below is left out until it does.
  const leaveOut = (): void => undefined
  return declared.flatMap((seam) => [
    ...seam.settle(sql, resolveSettings(seam, layers, leaveOut), frame, context),
  ])
}

/** What organisers have set; dates in it are those of the new event. */
const settingsSetUp: SetUp<EventSettings> = {
  shape: 1,
  read(sql) {
    const { layers } = readLayers(sql)
    const own = layers.find(({ from }) => from === LAYERS.organiser)?.settings as EventSettings
    return Object.keys(own).length === 0 ? null : own
  },
  write(sql, settings, move, context) {
    writeOrganiser(
      sql,
      declared.reduce((moved: EventSettings, seam) => seam.move(moved, move), settings),
    )
    settle(sql, context)
  },
}

export const settingsStore: StoreFeature = {
  name: 'settings',
  migrations: layerMigrations,
  personal: 'none',
  setUp: settingsSetUp,
  operations: [tellStore, changeSettings, readOrganiserSettings],
}
