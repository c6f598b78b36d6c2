export const ARRAY: ReadonlySet<string> = new Set([
  'push',
  'pop',
  'shift',
  'unshift',
  'splice',
  'sort',
  'reverse',
  'fill',
  'copyWithin',
])
const MAP = new Set(['set', 'delete', 'clear'])
const SET = new Set(['add', 'delete', 'clear'])
const FIELDS = new Set(['set', 'append', 'delete', 'sort'])
const DATE = new Set(
  ['Date', 'FullYear', 'Hours', 'Milliseconds', 'Minutes', 'Month', 'Seconds', 'Time'].flatMap(
    (part) => [`set${part}`, `setUTC${part}`],
  ),
)
const TYPED = new Set(['set', 'fill', 'sort', 'reverse', 'copyWithin'])

/** The methods that change what `new` gives, by the name of the global class. */
export const BUILT_IN: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['Array', ARRAY],
  ['Map', MAP],
  ['WeakMap', MAP],
  ['Set', SET],
  ['WeakSet', SET],
  ['Headers', FIELDS],
  ['FormData', FIELDS],
  ['URLSearchParams', FIELDS],
  ['Date', DATE],
  ...[
    'Int8',
    'Uint8',
    'Uint8Clamped',
    'Int16',
    'Uint16',
    'Int32',
    'Uint32',
    'Float32',
    'Float64',
  ].map((name) => [`${name}Array`, TYPED] as const),
])

/** Every method that changes something known: only files that call one are looked at closely. */
export const CHANGING: ReadonlySet<string> = new Set(
  [...BUILT_IN.values()].flatMap((set) => [...set]),
)
