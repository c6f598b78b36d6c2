import { readFileSync } from 'node:fs'
import { basename, dirname, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkEvents } from '../../src/build/check-events.ts'
import type { Assembled } from '../../src/build/release/assemble.ts'
import type { Attack } from '../attacks/attack.ts'
import { ATTACKS } from '../attacks/attacks.ts'
import { type Observed, observe } from '../support/attack-effects.ts'
import {
  type AttackGrounds,
  buildAttacked,
  openGrounds,
  releaseAttacked,
  writeAttacks,
} from '../support/attack-hall.ts'
import { isolationTables, withTables } from '../support/isolation-table.ts'

// What events try against each other and against the platform, as it would be deployed: whatever comes
// of it is listed in docs/isolation.md.

const attacks = ATTACKS.flatMap((kind) => kind.attacks)
let events = ''
let dist = ''
beforeAll(async () => {
  events = writeAttacks(attacks)
  dist = await buildAttacked(events)
}, 120_000)

test('there are many, each with a name of its own', () => {
  expect(new Set(attacks.map(({ key }) => key)).size).toBe(attacks.length)
  expect(attacks.length).toBeGreaterThanOrEqual(35)
})

test('what holds everywhere is known to have been tried', () => {
  const untried = attacks.filter(
    ({ shared, says, status }) => shared.length === 0 && says === undefined && status === undefined,
  )
  expect(untried.map(({ key }) => key)).toEqual(QUIET)
})

/** Tried by whatever they answer with: a body, a header field, a cookie. */
const QUIET = ['answer-own-cookie', 'use-stream', 'use-answer', 'use-headers', 'use-timers']

test('what the check of the source says of each', () => {
  const refused = new Set(checkEvents(events).map(({ file }) => basename(dirname(file))))
  for (const { key, build } of attacks) {
    expect([key, refused.has(key) ? 'refused' : 'passes']).toEqual([key, build])
  }
})

test('docs/isolation.md says what comes of each', async () => {
  const file = 'docs/isolation.md'
  const document = readFileSync(file, 'utf8')
  // Written anew by: npx vitest run --project node test/node/attacks.test.ts -u
  await expect(withTables(document, isolationTables(ATTACKS))).toMatchFileSnapshot(resolve(file))
})

/** Those that change nothing for others share an isolate; each of the rest has one to itself. */
const spoils = ({ shared, spoils: it = false }: Attack): boolean =>
  it || shared.includes('altered') || shared.includes('forged')
const crowds = [
  attacks.filter((attack) => !spoils(attack)),
  ...attacks.filter(spoils).map((attack) => [attack]),
]

/** How many isolates there are at a time. */
const AT_A_TIME = 9
const rounds = Array.from({ length: Math.ceil(crowds.length / AT_A_TIME) }, (_, at) =>
  crowds.slice(at * AT_A_TIME, (at + 1) * AT_A_TIME),
)

describe.each(rounds.map((round, at) => ({ round, at })))(
  'in the shared lane, round $at',
  ({ round }) => {
    let grounds: AttackGrounds
    beforeAll(async () => {
      grounds = await openGrounds(dist, round)
    }, 120_000)
    afterAll(() => grounds.dispose())

    const cases = round.flatMap((crowd, at) =>
      crowd.map((attack) => ({ attack, at, key: attack.key })),
    )
    test.each(cases)('$key', { timeout: 20_000 }, async ({ attack, at }) => {
      const { shared: effects, status = 200 } = attack
      expectOf(attack, { effects, status }, await observe(attack, at, grounds))
    })
  },
)

/** Isolates that are loaded stay: how many of them there are at a time. */
const LOADED = 30
const loads = Array.from({ length: Math.ceil(attacks.length / LOADED) }, (_, at) =>
  attacks.slice(at * LOADED, (at + 1) * LOADED),
)

describe('in the isolated lane', () => {
  let releases: readonly Assembled[]
  beforeAll(async () => {
    releases = await releaseAttacked(dist, attacks)
  }, 120_000)

  describe.each(loads.map((load, at) => ({ load, at })))('round $at', ({ load }) => {
    let grounds: AttackGrounds
    beforeAll(async () => {
      grounds = await openGrounds(dist, [load], releases)
    }, 120_000)
    afterAll(() => grounds.dispose())

    const cases = load.map((attack) => ({ attack, key: attack.key }))
    test.each(cases)('$key', { timeout: 20_000 }, async ({ attack }) => {
      const { isolated: effects, status = 200, isolatedStatus = status } = attack
      expectOf(attack, { effects, status: isolatedStatus }, await observe(attack, 0, grounds))
    })
  })
})

interface Expected {
  readonly effects: Attack['shared']
  readonly status: number
}

function expectOf(attack: Attack, { effects, status }: Expected, seen: Observed): void {
  const { visits = ['/attack'], says = '' } = attack
  expect(seen.effects, seen.evidence.join('\n')).toEqual(effects.toSorted())
  expect(seen.statuses).toEqual(visits.map(() => status))
  expect(seen.told).toContain(says)
}
