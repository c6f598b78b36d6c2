import type { Sql, StoreContext, Tenant } from '../../contract.ts'
import type { ResolvedSettings, SettingsProblem, SettingsSeam } from '../../seam/settings.ts'
import type { Move } from '../../store/feature.ts'

/** What settings are read in: local times and days mean the event's own. */
export type Frame = Pick<Tenant, 'timeZone' | 'starts' | 'ends'>

/** A feature's settings, with what its part of the store makes of them. */
export interface FeatureSettings<
  Written extends object,
  Settings extends object,
> extends SettingsSeam<Written, Settings> {
  /**
   * Has the store follow its settings, in the transaction in which they may have changed. Called twice
   * with the same it changes nothing. Answers what stands as it was although it no longer fits.
   *
   * @param frame null while the store has not been told of its event
   */
  readonly settle: (
    sql: Sql,
    resolved: ResolvedSettings<Settings>,
    frame: Frame | null,
    context: StoreContext,
  ) => readonly SettingsProblem[]
  /** Days and times that are written in them, as those of an event that is made after this one. */
  readonly move: <Some extends Written>(written: Some, move: Move) => Some
}
