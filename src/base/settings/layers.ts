import type { Sql } from '../../contract.ts'
import type { PlainRecord } from '../../seam/plain.ts'
import type { SettingsLayer } from '../../seam/settings.ts'
import type { Frame } from './frame.ts'

/** Who has set something: the event's module, its record, an organiser in the event itself. */
export const LAYERS = { event: 'event', tenant: 'tenant', organiser: 'organiser' } as const

export const layerMigrations = [
  [
    `CREATE TABLE settings_layers (
      layer TEXT PRIMARY KEY CHECK (layer IN ('event', 'organiser')), value TEXT NOT NULL
    ) STRICT, WITHOUT ROWID`,
  ],
]

/** Module and record as the store was told of them last. */
export interface ToldLayer {
  /** Both layers in one, over the base's defaults. */
  readonly settings: PlainRecord
  readonly frame: Frame
}

export const writeTold = (sql: Sql, { settings, frame }: ToldLayer): void =>
  write(sql, LAYERS.event, { settings, frame })

/** Puts what an organiser has set in the place of what was set before. */
export const writeOrganiser = (sql: Sql, settings: object): void =>
  write(sql, LAYERS.organiser, settings)

function write(sql: Sql, layer: string, value: object): void {
  sql.all(
    `INSERT INTO settings_layers VALUES (?, ?)
     ON CONFLICT (layer) DO UPDATE SET value = excluded.value`,
    layer,
    JSON.stringify(value),
  )
}

/** What the store has, lowest layer first. One statement. */
export function readLayers(sql: Sql): {
  readonly layers: readonly SettingsLayer[]
  readonly frame: Frame | null
} {
  const rows = sql.all<{ layer: string; value: string }>('SELECT layer, value FROM settings_layers')
  const value = (name: string): unknown => {
    const row = rows.find(({ layer }) => layer === name)
    return row === undefined ? null : JSON.parse(row.value)
  }
  const told = value(LAYERS.event) as ToldLayer | null
  const layers = [
    { from: LAYERS.event, settings: told?.settings ?? {} },
    { from: LAYERS.organiser, settings: value(LAYERS.organiser) ?? {} },
  ]
  return { layers, frame: told?.frame ?? null }
}
