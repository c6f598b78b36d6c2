import { env } from 'cloudflare:workers'
import { runInDurableObject } from 'cloudflare:test'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { actOnMeeting } from '../../src/base/meetings/act.ts'
import { configureBooking } from '../../src/base/meetings/configure.ts'
import { expireRequests } from '../../src/base/meetings/expire.ts'
import { setAway } from '../../src/base/meetings/lists.ts'
import { requestMeeting } from '../../src/base/meetings/request.ts'
import { defaultBookingSettings } from '../../src/base/meetings/settings.ts'
import { matchStore } from '../../src/base/match.ts'
import { importPeople } from '../../src/base/people/store.ts'
import { type Sql, SYSTEM } from '../../src/contract.ts'
import { personalOperations } from '../../src/store/personal.ts'
import { openStore } from '../../src/wire.ts'
import { HAD, MEETING_RULES } from '../support/meeting-rules.ts'
import { invented } from '../support/people.ts'
import { tenant } from '../support/tenants.ts'
import { type CountedSql, countedSql } from './counted-sql.ts'

// Every rule of meetings holds after every step of any sequence of what people can do. The sequences
// run inside the object, against its real database.

const HOUR = 60 * 60_000
const START = Date.UTC(2027, 2, 27, 9)
const PEOPLE = ['a', 'b', 'c', 'd']
const SLOTS = [0, 1].map((i) => ({
  id: `s${i}`,
  start: START + i * HOUR,
  end: START + (i + 1) * HOUR,
}))
/** Of the table; in the first slot one seat of it is not there. */
const CAPACITY = 2

const ACTIONS = [
  'accept',
  'accept',
  'accept',
  'decline',
  'withdraw',
  'cancel',
  'propose',
  'propose',
  'accept-proposal',
  'accept-proposal',
  'decline-proposal',
  'withdraw-proposal',
  'report-held',
  'report-not-held',
] as const

type Step =
  | { readonly kind: 'request'; readonly by: number; readonly to: number; readonly slot: number }
  | {
      readonly kind: 'act'
      /** Most do what is theirs to do; a stranger may try. */
      readonly by: 'whose turn it is' | 'requester' | 'invitee' | 'stranger'
      readonly meeting: number
      readonly action: (typeof ACTIONS)[number]
      readonly slot: number
    }
  | { readonly kind: 'away'; readonly by: number; readonly slots: readonly number[] }
  | { readonly kind: 'wait'; readonly hours: number }
  | { readonly kind: 'erase'; readonly by: number }

const person = fc.nat(PEOPLE.length - 1)
/** One more than there are: none at all. */
const slot = fc.oneof(fc.constant(SLOTS.length), fc.nat(SLOTS.length - 1))
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    {
      weight: 20,
      arbitrary: fc.record({ kind: fc.constant('request' as const), by: person, to: person, slot }),
    },
    {
      weight: 32,
      arbitrary: fc.record({
        kind: fc.constant('act' as const),
        by: fc.constantFrom(
          'whose turn it is',
          'whose turn it is',
          'whose turn it is',
          'requester',
          'invitee',
          'stranger',
        ),
        meeting: fc.nat(4),
        action: fc.constantFrom(...ACTIONS),
        slot,
      }),
    },
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant('away' as const),
        by: person,
        slots: fc.array(fc.nat(1), { maxLength: 1 }),
      }),
    },
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant('wait' as const),
        hours: fc.integer({ min: 1, max: 30 }),
      }),
    },
    // Seldom: whoever is erased does nothing more in the sequence.
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant('erase' as const), by: person }),
    },
  ),
  { minLength: 8, maxLength: 24, size: 'max' },
)

const event = tenant('model')
const stub = env.EVENTS.get(env.EVENTS.idFromName(event.storeId))
const ids = new Map<string, string>()

beforeAll(async () => {
  const store = openStore(env, event, SYSTEM)
  const people = PEOPLE.map((name) => invented(name))
  await store.write(importPeople, { groups: [{ id: 'all', label: 'All' }], tags: [], people }, 'p')
  const plan = {
    settings: { ...defaultBookingSettings, expiryHours: 24 },
    opens: null,
    closes: null,
    slots: SLOTS,
    places: [{ id: 't', label: 'Table', capacity: CAPACITY }],
  }
  await store.write(configureBooking, plan, 'c')
  await inside((sql) => {
    sql.all("DELETE FROM meetings_seats WHERE slot = 's0' AND seat = 2")
    for (const { id, external_id } of sql.all<{ id: string; external_id: string }>(
      'SELECT id, external_id FROM people_persons',
    )) {
      ids.set(external_id, id)
    }
  })
})

const inside = <T>(work: (sql: CountedSql) => T): Promise<T> =>
  runInDurableObject(stub, (_object, { storage }) => work(countedSql(storage.sql)))

/** Does the steps from an empty event; answers the first rule that is broken, or null. */
function play(sql: CountedSql, given: readonly Step[], done: Map<string, number>): string | null {
  for (const table of ['meetings', 'bookings', 'away', 'history']) {
    sql.all(`DELETE FROM meetings_${table}`)
  }
  sql.all('UPDATE meetings_seats SET meeting = NULL')
  sql.all('UPDATE people_persons SET erased = NULL, listed = 1')
  let now = START - 48 * HOUR
  const made: Made[] = []
  for (const step of given) {
    now += 60_000
    if (step.kind === 'wait') now += step.hours * HOUR
    const before = sql.rowsWritten
    const told = take(sql, step, now, made)
    done.set(told, (done.get(told) ?? 0) + 1)
    if (told === MISCOUNTED) return told
    expireRequests(sql, { viewer: SYSTEM, now, wakeAt: () => {}, emit: () => {} })
    // What changed nothing broke nothing.
    if (sql.rowsWritten === before) continue
    const broken = brokenRule(sql)
    if (broken !== null) return `${broken} after ${JSON.stringify(step)}`
  }
  return null
}

function take(sql: Sql, step: Step, now: number, made: Made[]): string {
  if (step.kind === 'wait') return 'waited'
  const meeting =
    step.kind === 'act' ? made.at(-1 - (step.meeting % Math.max(1, made.length))) : undefined
  if (step.kind === 'act' && meeting === undefined) return 'nothing to act on'
  const by = step.kind === 'act' ? actor(sql, step, meeting) : idOf(step.by)
  const viewer = { kind: 'person', id: by, session: '' } as const
  const context = { viewer, now, wakeAt: () => {}, emit: () => {} }
  if (isErased(sql, by)) return 'is erased, and nobody'
  if (step.kind === 'erase') {
    const over = countOver(sql, now)
    eraser.run(sql, {}, context)
    return countOver(sql, now) === over ? 'erased' : MISCOUNTED
  }
  if (step.kind === 'request') {
    const input = {
      invitee: idOf((step.by + 1 + (step.to % (PEOPLE.length - 1))) % PEOPLE.length),
      slot: SLOTS[step.slot]?.id ?? null,
      message: 'Hello',
    }
    const asked = requestMeeting.run(sql, input, context)
    if (asked.ok)
      made.push({
        id: asked.value.id,
        requester: viewer.id,
        invitee: input.invitee,
        anyTime: input.slot === null,
      })
    return `request: ${asked.ok ? 'ok' : asked.error.tag}`
  }
  if (step.kind === 'away') {
    const slots = step.slots.map((i) => SLOTS[i]?.id ?? '')
    const marked = setAway.run(sql, { slots }, context)
    return `away: ${marked.ok ? 'ok' : marked.error.tag}`
  }
  const given = SLOTS[step.slot]?.id ?? null
  // A time goes with a proposal, and with accepting a request that has none.
  const time = step.action === 'propose' || meeting?.anyTime ? (given ?? 's0') : null
  const input = { id: meeting?.id ?? '', action: step.action, slot: time }
  const acted = actOnMeeting.run(sql, input, context)
  return `${step.action}: ${acted.ok ? 'ok' : acted.error.tag}`
}

const MISCOUNTED = 'erasing changed what has been'
const { erase: eraser } = personalOperations(matchStore)

const isErased = (sql: Sql, id: string): boolean =>
  sql.all('SELECT 1 FROM people_persons WHERE id = ? AND erased IS NOT NULL', id).length > 0

/** Meetings that have begun, by how they stand. */
const countOver = (sql: Sql, now: number): string =>
  JSON.stringify(
    sql.all(
      `SELECT status, count(*) AS n FROM meetings_meetings WHERE ${HAD} AND start <= ? GROUP BY 1`,
      now,
    ),
  )

interface Made {
  readonly id: string
  readonly requester: string
  readonly invitee: string
  readonly anyTime: boolean
}

/** Most do what is theirs to do; a stranger may try, and gets nowhere. */
function actor(sql: Sql, { by, action }: Extract<Step, { kind: 'act' }>, meeting?: Made): string {
  if (meeting === undefined) return ''
  if (by === 'stranger') {
    return [...ids.values()].find((id) => id !== meeting.requester && id !== meeting.invitee) ?? ''
  }
  if (by !== 'whose turn it is') return meeting[by]
  const [row] = sql.all<{ asked: 'requester' | 'invitee'; proposed_by: string | null }>(
    'SELECT asked, proposed_by FROM meetings_meetings WHERE id = ?',
    meeting.id,
  )
  if (action === 'accept') return meeting[row?.asked ?? 'invitee']
  if (action === 'withdraw') return meeting.requester
  return row?.proposed_by === 'requester' ? meeting.invitee : meeting.requester
}

const idOf = (i: number): string => ids.get(PEOPLE[i] ?? '') ?? ''

/** All rules as one question, as there is one after every step. */
const FIRST_BROKEN = `SELECT CASE ${Object.entries(MEETING_RULES)
  .map(([rule, question]) => `WHEN EXISTS (${question}) THEN '${rule}'`)
  .join(' ')} END AS rule`

const brokenRule = (sql: Sql): string | null =>
  sql.all<{ rule: string | null }>(FIRST_BROKEN)[0]?.rule ?? null

const RUNS = 10_000

test(`all rules hold after every step of ${RUNS} sequences`, { timeout: 300_000 }, async () => {
  const told = await inside((sql) => {
    const done = new Map<string, number>()
    fc.assert(
      fc.property(steps, (given) => {
        const broken = play(sql, given, done)
        if (broken !== null) throw new Error(broken)
      }),
      { numRuns: RUNS },
    )
    return done
  })
  console.log(
    `meetings: ${RUNS} sequences, ${[...told.values()].reduce((sum, n) => sum + n, 0)} steps, ` +
      `${told.get('accept: ok')} accepted, ${told.get('accept: busy')} refused as busy, ` +
      `${told.get('accept: no-table') ?? 0} for want of a table, ${told.get('accept-proposal: ok')} moved`,
  )
  const wished = ['accept: ok', 'accept: busy', 'accept: no-table', 'accept-proposal: ok', 'erased']
  for (const wanted of wished) {
    expect(told.get(wanted), wanted).toBeGreaterThan(10)
  }
})

test('without its key the same sequences find the double booking', async () => {
  const found = await inside((sql) => {
    sql.all('DROP TABLE meetings_bookings')
    sql.all('CREATE TABLE meetings_bookings (person, slot, start, "end", meeting)')
    const done = new Map<string, number>()
    return fc.check(
      fc.property(steps, (given) => play(sql, given, done) === null),
      { numRuns: RUNS, endOnFailure: true },
    )
  })
  expect(found.failed).toBe(true)
})
