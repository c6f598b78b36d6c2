import { env } from 'cloudflare:workers'
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { readSchedule, replaceSchedule } from '../../src/base/agenda/store.ts'
import { type ActInput, actOnMeeting } from '../../src/base/meetings/act.ts'
import { requestMeeting } from '../../src/base/meetings/request.ts'
import { newSession } from '../../src/base/sign-in/session.ts'
import { openSession } from '../../src/base/sign-in/store.ts'
import type { Sql, SqlValue, Store } from '../../src/contract.ts'
import { snapshotKey } from '../../src/snapshot.ts'
import { erasePerson } from '../../src/store/personal.ts'
import { openStore } from '../../src/wire.ts'
import { BookingCrowd, type Booker, type SendForm } from '../support/booking-crowd.ts'
import { compare, isDone, type Kept, keptIn } from '../support/booking-ledger.ts'
import { invented } from '../support/people.ts'
import { tenant } from '../support/tenants.ts'
import { type EventSite, eventSite } from './event-site.ts'

// The object of an event's store goes in the midst of a write: it is reset after any of its statements,
// or evicted. What was not answered is whole or not there, and can be sent again.

const CUT = 'the object was cut off'

interface Fair {
  readonly site: EventSite
  readonly bookers: readonly (Booker & { readonly session: string })[]
  /** Ids of the slots, the earliest first. */
  readonly slots: readonly string[]
}

let fairs = 0
/** An event of its own. */
async function openFair(size = 4): Promise<Fair> {
  fairs += 1
  const people = Array.from({ length: size }, (_, i) => invented(`p${i}`))
  const site = await eventSite(tenant(`cut-${fairs}`), { people })
  const bookers: (Booker & { readonly session: string })[] = []
  for (const { email } of people) {
    const { secret, ...session } = await newSession()
    const opened = await site.store.write(openSession, { email, session }, crypto.randomUUID())
    if (!opened.ok) throw new Error(`${email} is not on the list`)
    const cookie = `__Host-session=${secret}`
    bookers.push({ id: opened.value.person, session: session.id, cookie })
  }
  const slots = await inside(site, ({ storage: { sql } }) =>
    sql.exec<{ id: string }>('SELECT id FROM meetings_slots ORDER BY start').toArray(),
  )
  return { site, bookers, slots: slots.map(({ id }) => id) }
}

const stubOf = ({ tenant: { storeId } }: EventSite) =>
  env.EVENTS.get(env.EVENTS.idFromName(storeId))

const inside = <T>(site: EventSite, work: (state: DurableObjectState) => T | Promise<T>) =>
  runInDurableObject(stubOf(site), (_object, state) => work(state))

/** Statements until the object is reset; the tests are in one isolate with it. 0: it is not. */
let left = 0

async function cutAfter(site: EventSite, statements: number): Promise<void> {
  await inside(site, (state) => {
    const { sql } = state.storage
    const exec = sql.exec.bind(sql)
    Object.defineProperty(sql, 'exec', {
      configurable: true,
      value: (statement: string, ...bindings: SqlValue[]) => {
        const cursor = exec(statement, ...bindings)
        if (left > 0) {
          left -= 1
          if (left === 0) state.abort(CUT)
        }
        return cursor
      },
    })
  })
  left = statements
}

/** Everything that the store keeps, and when it is to be woken. */
const everything = (site: EventSite): Promise<string> =>
  inside(site, async ({ storage }) => {
    const tables = storage.sql.exec<{ name: string }>(
      `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_cf\\_%' ESCAPE '\\'
         AND sql NOT LIKE '%VIRTUAL TABLE%'`,
    )
    const rows = tables
      .toArray()
      .map(({ name }) => [name, [...storage.sql.exec(`SELECT * FROM "${name}"`).raw()]])
    return JSON.stringify({ rows, alarm: await storage.getAlarm() })
  })

const readKept = (site: EventSite): Promise<Kept> =>
  inside(site, ({ storage: { sql } }) => keptIn((statement) => sql.exec(statement).toArray()))

const storeOf = ({ site, bookers }: Fair, who: number): Store => {
  const { id = '', session = '' } = bookers[who] ?? {}
  return openStore(env, site.tenant, { kind: 'person', id, session })
}

/** One person asks another one for a slot; answers the meeting's id. */
async function ask(fair: Fair, from: number, to: number, slot: number): Promise<string> {
  const input = request(fair, to, slot)
  const asked = await storeOf(fair, from).write(requestMeeting, input, crypto.randomUUID())
  if (!asked.ok) throw new Error(asked.error.tag)
  return asked.value.id
}

const request = ({ bookers, slots }: Fair, to: number, slot: number) => ({
  invitee: bookers[to]?.id ?? '',
  slot: slots[slot] ?? '',
  message: 'Ropes, please.',
})

const act = (fair: Fair, who: number, id: string, action: ActInput['action'], slot?: number) => {
  const input = { id, action, slot: slot === undefined ? null : (fair.slots[slot] ?? '') }
  return (requestId: string) => storeOf(fair, who).write(actOnMeeting, input, requestId)
}

/** A meeting that both have agreed on; answers its id. */
async function agree(fair: Fair, from: number, to: number, slot: number): Promise<string> {
  const id = await ask(fair, from, to, slot)
  await act(fair, to, id, 'accept')(crypto.randomUUID())
  return id
}

const PROGRAMME = { version: 'new', rooms: ['Hall A'], sessions: [] }

/** Does what has to be there first, and answers what is to be cut off. */
type Prepare = (fair: Fair) => Promise<(requestId: string) => Promise<unknown>>

const writes: Readonly<Record<string, Prepare>> = {
  'a request': async (fair) => (requestId) =>
    storeOf(fair, 0).write(requestMeeting, request(fair, 1, 0), requestId),
  'accepting what takes two others their time': async (fair) => {
    const id = await ask(fair, 0, 1, 0)
    await ask(fair, 2, 1, 0)
    await ask(fair, 0, 3, 0)
    return act(fair, 1, id, 'accept')
  },
  'moving to another time': async (fair) => {
    const id = await agree(fair, 0, 1, 0)
    await act(fair, 1, id, 'propose', 1)(crypto.randomUUID())
    return act(fair, 0, id, 'accept-proposal')
  },
  'a cancellation': async (fair) => act(fair, 0, await agree(fair, 0, 1, 0), 'cancel'),
  'erasing somebody': async (fair) => {
    await agree(fair, 0, 1, 0)
    await ask(fair, 2, 1, 1)
    return (requestId) => storeOf(fair, 1).write(erasePerson, {}, requestId)
  },
  'a new programme':
    async ({ site }) =>
    (requestId) =>
      site.store.write(replaceSchedule, PROGRAMME, requestId),
}

describe.each(Object.entries(writes))('%s', (_name, prepare) => {
  test('that is cut off at any statement has not begun, and is done once when it is sent again', async () => {
    const fair = await openFair()
    const write = await prepare(fair)
    const before = await everything(fair.site)
    const requestId = crypto.randomUUID()
    let cuts = 0
    for (;;) {
      await cutAfter(fair.site, cuts + 1)
      const outcome = await write(requestId).then(
        () => null,
        (error: unknown) => String(error),
      )
      if (outcome === null) break
      expect(outcome).toContain(CUT)
      cuts += 1
      expect(await everything(fair.site)).toBe(before)
    }
    left = 0
    const done = await everything(fair.site)
    const answer = await write(requestId)
    expect(answer).not.toMatchObject({ ok: false })
    expect(await everything(fair.site)).toBe(done)
    expect((await readKept(fair.site)).broken).toEqual([])
    // Whose store it is, whether the request is known, what is written, the answer that is kept.
    expect(cuts).toBeGreaterThan(3)
  })
})

test('were every statement kept by itself, half of an acceptance would be found', async () => {
  const fair = await openFair()
  const id = await ask(fair, 0, 1, 0)
  await inside(fair.site, async (state) => {
    const { storage } = state
    const written: (readonly [string, readonly SqlValue[]])[] = []
    const sql: Sql = {
      all: <Row>(statement: string, ...bindings: SqlValue[]) => {
        if (!statement.trimStart().startsWith('SELECT')) written.push([statement, bindings])
        return storage.sql.exec(statement, ...bindings).toArray() as Row[]
      },
    }
    const viewer = { kind: 'person', id: fair.bookers[1]?.id ?? '', session: '' } as const
    const context = { viewer, now: Date.now(), wakeAt: () => {}, emit: () => {} }
    const undone = new Error('undone')
    expect(() =>
      storage.transactionSync(() => {
        actOnMeeting.run(sql, { id, action: 'accept', slot: null }, context)
        throw undone
      }),
    ).toThrow(undone)
    expect(written.length).toBeGreaterThan(2)
    for (const [statement, bindings] of written.slice(0, written.length / 2)) {
      storage.sql.exec(statement, ...bindings).toArray()
      await storage.sync()
    }
    state.abort(CUT)
  }).catch((error: unknown) => expect(String(error)).toContain(CUT))
  expect((await readKept(fair.site)).broken).not.toEqual([])
})

test('what was kept but not answered is there, is published by the alarm, and is not done again', async () => {
  const { site } = await openFair()
  const { key, storeId } = site.tenant
  await site.store.write(replaceSchedule, { ...PROGRAMME, version: 'old' }, crypto.randomUUID())
  const state = await inside(site, (own) => own)
  onTestFinished(() => void vi.restoreAllMocks())
  // The answer waits until the change is published.
  vi.spyOn(env.TENANTS, 'put').mockImplementation(async () => {
    await state.storage.sync()
    state.abort(CUT)
  })
  const requestId = crypto.randomUUID()
  const write = () => site.store.write(replaceSchedule, PROGRAMME, requestId)
  await expect(write()).rejects.toThrow(CUT)
  vi.restoreAllMocks()
  expect(await site.store.read(readSchedule, {})).toMatchObject({ version: 'new' })
  const published = () => env.TENANTS.get(snapshotKey(key, storeId))
  expect(await published()).toContain('"old"')
  expect(await runDurableObjectAlarm(stubOf(site))).toBe(true)
  expect(await published()).toContain('"new"')
  const before = await everything(site)
  expect(await write()).toEqual({ sessions: 0 })
  expect(await everything(site)).toBe(before)
})

const ROUNDS = 12
/** Statements until the object is reset in the midst of bookings, at most. */
const STATEMENTS = 300
/** Forms that are sent before it is evicted. Not a time: stores that always have work hold up clocks. */
const FORMS = 20

test(`${ROUNDS} times the object goes while people book: nothing acknowledged is lost, nothing is done twice`, async () => {
  const { site, bookers, slots } = await openFair(12)
  const crowd = new BookingCrowd(bookers, slots.slice(0, 10), Math.random)
  const send: SendForm = async (path, cookie, form) => {
    const { status, headers } = await site.send(path, { form, cookie })
    return status === 503 ? null : { status, location: headers.get('location') }
  }
  let cutOff = 0
  for (let round = 0; round < ROUNDS; round++) {
    const before = crowd.deeds.length
    const resets = round % 4 < 3
    await cutAfter(site, resets ? 1 + Math.floor(Math.random() * STATEMENTS) : 0)
    let gone = false
    await crowd.book(async (...form) => {
      const answer = gone ? null : await send(...form)
      gone ||= resets ? answer === null : crowd.deeds.length - before >= FORMS
      return answer
    })
    // An eviction lets what is under way come to its end first.
    if (!resets) await evictDurableObject(stubOf(site))
    const now = crowd.deeds.slice(before)
    const open = now.filter(({ answer }) => answer === null)
    cutOff += open.length
    expect(compare(crowd.deeds, await readKept(site))).toEqual(NOTHING)
    const answered = now.filter(({ answer }) => answer !== null).slice(-10)
    expect(await crowd.again(send, answered)).toEqual([])
    await crowd.again(send, open)
    expect(await crowd.again(send, open)).toEqual([])
    expect(compare(crowd.deeds, await readKept(site))).toEqual(NOTHING)
  }
  const { deeds } = crowd
  const done = deeds.filter(isDone).length
  console.log(
    `cut off: ${ROUNDS} resets and evictions, ${deeds.length} actions, ${done} done and ` +
      `acknowledged, ${cutOff} cut off and sent again`,
  )
  expect(done).toBeGreaterThan(ROUNDS)
  expect(cutOff).toBeGreaterThan(0)
  const statuses = new Set(deeds.map(({ answer }) => answer?.status))
  expect([...statuses].filter((status) => ![303, 404, 409].includes(status ?? 0))).toEqual([])
})

const NOTHING = { lost: [], twice: [], broken: [] }
