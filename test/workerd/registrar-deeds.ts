import fc from 'fast-check'
import type { TenantStatus } from '../../src/contract.ts'
import type { Weather } from './registrar-world.ts'

// What operators may do to a registrar, and what may happen to it meanwhile.

const KEYS = ['a', 'b', 'c']
export const HOSTS = ['one.example.org', 'two.example.org', 'three.example.org', 'four.example.org']
const STATUSES: readonly (TenantStatus | 'back')[] = [
  'live',
  'live',
  'archived',
  'suspended',
  'suspended',
  'back',
  'back',
  'frozen',
  'frozen',
]
/** Releases that there may be of an event. */
export const LETTERS = ['a', 'b', 'c']

export type Deed =
  | {
      readonly kind: 'create'
      readonly key: string
      readonly hosts: readonly string[]
      /** A draft can be deleted at once. */
      readonly status: 'draft' | 'live'
    }
  | { readonly kind: 'clone'; readonly key: string; readonly to: string; readonly host: string }
  | { readonly kind: 'rename'; readonly key: string; readonly name: string }
  | { readonly kind: 'status'; readonly key: string; readonly to: TenantStatus | 'back' }
  | { readonly kind: 'host'; readonly key: string; readonly what: HostDeed; readonly host: string }
  | { readonly kind: 'delete'; readonly key: string }
  | { readonly kind: 'roll back'; readonly key: string; readonly to: number }
  | { readonly kind: 'release' | 'promote'; readonly key: string; readonly letter: string }
  | { readonly kind: ReleaseDeed; readonly key: string }
  | { readonly kind: 'lane'; readonly key: string; readonly lane: 'shared' | 'isolated' }
  | { readonly kind: 'prune' }
  | { readonly kind: 'repair' }

type ReleaseDeed = 'releases.roll-back' | 'releases.pin' | 'releases.unpin'

type HostDeed = 'hosts.add' | 'hosts.remove' | 'hosts.set-canonical'

export type Step =
  | { readonly kind: 'deeds'; readonly deeds: readonly Deed[] }
  | { readonly kind: 'weather'; readonly weather: Weather }
  | { readonly kind: 'restart' | 'wake' | 'arrive' }
  /** The registrar is stopped in the midst of it. */
  | { readonly kind: 'cut off'; readonly deed: Deed }
  | { readonly kind: 'wait'; readonly seconds: number }

const key = fc.constantFrom(...KEYS)
const host = fc.constantFrom(...HOSTS)
const deed: fc.Arbitrary<Deed> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('create' as const),
      key,
      hosts: fc.uniqueArray(host, { minLength: 1, maxLength: 3 }),
      status: fc.constantFrom('draft' as const, 'live'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('clone' as const), key, to: key, host }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('rename' as const),
      key,
      name: fc.constantFrom('Fair', 'Expo', 'Mart'),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('status' as const),
      key,
      to: fc.constantFrom(...STATUSES),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('host' as const),
      key,
      what: fc.constantFrom<HostDeed>('hosts.add', 'hosts.remove', 'hosts.set-canonical'),
      host,
    }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('delete' as const), key }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('roll back' as const),
      key,
      to: fc.integer({ min: 1, max: 6 }),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constantFrom('release' as const, 'promote'),
      key: fc.constantFrom('a', ...KEYS),
      letter: fc.constantFrom(...LETTERS),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constantFrom<ReleaseDeed>('releases.roll-back', 'releases.pin', 'releases.unpin'),
      key,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('lane' as const),
      key,
      lane: fc.constantFrom('shared' as const, 'isolated'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('prune' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('repair' as const) }) },
)
export const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    {
      weight: 12,
      arbitrary: fc.record({
        kind: fc.constant('deeds' as const),
        deeds: fc.array(deed, { minLength: 1, maxLength: 3 }),
      }),
    },
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant('weather' as const),
        weather: fc.constantFrom<Weather>('fine', 'down', 'lying', 'late', 'late', 'silent'),
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({ kind: fc.constantFrom('restart' as const, 'wake', 'arrive') }),
    },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('cut off' as const), deed }) },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('wait' as const),
        seconds: fc.constantFrom(1, 10, 61, 40 * 24 * 60 * 60),
      }),
    },
  ),
  { minLength: 5, maxLength: 16, size: 'max' },
)
