/** The id of the list, for fields. */
export const TIME_ZONES = 'time-zones'

/** Every time zone that the runtime knows, to choose from. */
export const TimeZones = () => (
  <datalist id={TIME_ZONES}>
    {Intl.supportedValuesOf('timeZone').map((name) => (
      <option value={name} />
    ))}
  </datalist>
)
