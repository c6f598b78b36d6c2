import type { FieldValue } from '../../base/fields/field.ts'
import type { Group, PersonRecord } from '../../base/people/person.ts'
import type { PeopleList } from '../../base/people/store.ts'
import { NAME_POOLS, type NamePool } from './names.ts'
import { type Sector, tradesOf } from './sector.ts'
import { TAGS, type Trade, TRADES } from './trades.ts'

const GROUPS = {
  visitors: 'Visitors',
  exhibitors: 'Exhibitors',
  'hosted-buyers': 'Hosted buyers',
  speakers: 'Speakers',
}
const GROUP_SHARES = [60, 25, 12, 3]

interface Kinds extends Partial<Sector> {
  readonly languages?: readonly string[]
  readonly groups?: Readonly<Record<string, string>>
  readonly fields?: Readonly<Record<string, readonly FieldValue[]>>
}

/** Invents an event's list: the same for the same kinds of people. Addresses end in `.example`. */
export function inventPeople(count: number, kinds: Kinds = {}): PeopleList {
  const { languages, tags, organisations, roles, groups = GROUPS, fields } = kinds
  const own = tags !== undefined && organisations !== undefined && roles !== undefined
  const world: World = {
    groups: labelled(groups),
    trades: own ? tradesOf({ tags, organisations, roles }) : TRADES,
    pools: NAME_POOLS.filter(({ locale }) => languages?.includes(locale) ?? true),
    fields: Object.entries(fields ?? {}),
  }
  const random = createRandom(1)
  const people = Array.from({ length: count }, (_, i) => invent(i, world, random))
  return { groups: world.groups, tags: tags === undefined ? TAGS : labelled(tags), people }
}

interface World {
  readonly groups: readonly Group[]
  readonly trades: readonly Trade[]
  readonly pools: readonly NamePool[]
  readonly fields: readonly (readonly [name: string, values: readonly FieldValue[]])[]
}

const labelled = (labels: Readonly<Record<string, string>>): readonly Group[] =>
  Object.entries(labels).map(([id, label]) => ({ id, label }))

function invent(i: number, world: World, random: () => number): PersonRecord {
  const pool = weighted(
    world.pools,
    world.pools.map(({ share }) => share),
    random,
  )
  const trade = pick(world.trades, random)
  const group = weighted(world.groups, GROUP_SHARES, random).id
  const [offers, seeks] = [some(trade.offers, random), some(trade.seeks, random)]
  return {
    externalId: `demo-${i + 1}`,
    email: `person-${i + 1}@people.example`,
    name: nameOf(pool, random),
    organisation: pick(trade.organisation, random),
    role: pick(trade.roles, random),
    bio: bioOf(trade, random),
    group,
    locale: pool.locale,
    offers,
    seeks,
    offersText: '',
    seeksText: '',
    // Most opt in: the directory of an event is why people come.
    listed: random() < 0.94,
    phone: `+00 555 ${String(10_000 + i)}`,
    fields: Object.fromEntries(world.fields.map(([name, of]) => [name, pick(of, random)])),
  }
}

const nameOf = ({ given, family, join }: NamePool, random: () => number): string => {
  const [first, last] = [pick(given, random), pick(family, random)]
  return join?.(first, last) ?? `${first} ${initial(random)}. ${last}`
}

/** Two thousand people need more names than these lists hold. */
const initial = (random: () => number): string => pick(Array.from('ABCDEFGHJKLMNPRSTVW'), random)

const bioOf = ({ bio }: Trade, random: () => number): string => (random() < 0.85 ? bio : '')

/** At least one of a list, seldom all. */
function some(of: readonly string[], random: () => number): readonly string[] {
  const chosen = of.filter(() => random() < 0.6)
  return chosen.length > 0 ? chosen : [pick(of, random)]
}

const pick = <T>(of: readonly T[], random: () => number): T =>
  of[Math.floor(random() * of.length)] ?? fail()

function weighted<T>(of: readonly T[], shares: readonly number[], random: () => number): T {
  let left = random() * shares.reduce((sum, share) => sum + share, 0)
  return of.find((_, i) => (left -= shares[i] ?? 0) < 0) ?? pick(of, random)
}

/** mulberry32: small, repeatable, good enough for names. */
function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

function fail(): never {
  throw new RangeError('The list is empty.')
}
